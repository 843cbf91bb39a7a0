/**
 * Writes build/construct.js, the construct with all of its own and with zod, for users who bring cdk8s themselves. And
 * writes the programs into build/program, each with all that it needs as one file, because node takes longer to find
 * and read some hundred files than to run them: main, the cdk8s app; bluegreen, the tool; and render, what of the tool
 * needs cdk8s, which it loads only to write YAML. build/main.js and the like start them. Beside them go the licences of
 * what is inside.
 */
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = join(__dirname, '..');
const PROGRAMS = {
  main: 'main.ts',
  bluegreen: 'lib/cli/bluegreen.ts',
  render: 'lib/cli/synth/rendering.ts',
};

// The tool imports the rendering while it runs; that one import leads to a file of its own. What engines are told is a
// part of it, and so nothing that the tool itself ever imports.
const renderApart: Plugin = {
  name: 'render-apart',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\.\/rendering$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './render.js', external: true } : undefined,
    );
    onLoad({ filter: /project\/engines\/[^/]+\/objects\.ts$/ }, () => ({
      contents: "module.exports = {}; throw new Error('what engines are told is in render.js');",
    }));
  },
};

async function bundle(name: string, entry: string, plugins: Plugin[]): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: join('build', 'program', `${name}.js`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    // Node reads all of a CommonJS file to find out what can be imported from it; required, it is just run.
    supported: { 'dynamic-import': false },
    legalComments: 'eof',
    logLevel: 'warning',
    metafile: true,
    plugins,
  });
  return Object.keys(metafile!.inputs);
}

async function bundleConstruct(): Promise<string[]> {
  const { name, version, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  // What jsii writes into each class that it compiles: by this its runtime knows an object's type in other languages.
  const types = `for (const [name, type] of Object.entries(module.exports)) {
  if (typeof type === "function") type[Symbol.for("jsii.rtti")] = { fqn: \`${name}.\${name}\`, version: "${version}" };
}`;
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['lib/construct/index.ts'],
    outfile: 'build/construct.js',
    bundle: true,
    external: Object.keys(peerDependencies),
    platform: 'node',
    target: 'node20',
    footer: { js: types },
    legalComments: 'eof',
    logLevel: 'warning',
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}

async function main(): Promise<void> {
  rmSync(join(ROOT, 'build', 'program'), { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['lib/cli/start/start.ts'],
    outfile: 'build/start.js',
    bundle: true,
    platform: 'node',
    target: 'node20',
  });
  const inputs = await bundleConstruct();
  for (const [name, entry] of Object.entries(PROGRAMS)) {
    inputs.push(...(await bundle(name, entry, name === 'bluegreen' ? [renderApart] : [])));
    const starter = join(ROOT, 'build', `${name}.js`);
    writeFileSync(starter, `#!/usr/bin/env node\nrequire('./start').start('${name}', module);\n`);
    chmodSync(starter, 0o755);
  }
  // Each input's innermost package: `node_modules/cdk8s/node_modules/yaml/dist/index.js` is of yaml.
  const packages = inputs.flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const licences = [...new Set(packages)].map(licence).sort();
  writeFileSync(join(ROOT, 'build', 'LICENSES.txt'), [...new Set(licences)].join('\n'));
}

function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  const texts = readdirSync(join(ROOT, folder)).filter(file => /^licen[cs]e/i.test(file));
  const title = `${name} ${version} (${license})`;
  return [
    title,
    '-'.repeat(title.length),
    ...texts.map(file => readFileSync(join(ROOT, folder, file), 'utf8')),
    '',
  ].join('\n');
}

main();
