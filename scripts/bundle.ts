/**
 * Writes build/construct.js, the construct with all of its own and with zod, for users who bring cdk8s themselves. And
 * writes the programs into build/program, each with all that it needs as one file, because node takes longer to find
 * and read some hundred files than to run them: main, the cdk8s app, and bluegreen, the tool. What the tool imports while
 * it runs is in its file too, and is only run then. To read all of it takes a third of the time that its help takes, so there
 * are programs with a part of its verbs: status, which has those that only look, and help, which has none.
 * build/main.js and build/bluegreen.js start them. Beside them go the licences of what is inside.
 */
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { VERBS } from '../lib/cli/program';

const ROOT = join(__dirname, '..');
const TOOL = 'lib/cli/bluegreen.ts';
const ALL = VERBS.map(({ name }) => name);
/** The programs that a file starts, the one with the fewest verbs first. */
const STARTERS = {
  main: [{ name: 'main', entry: 'main.ts', verbs: [] }],
  bluegreen: [
    { name: 'help', entry: TOOL, verbs: [] },
    { name: 'status', entry: TOOL, verbs: ['status', 'history', 'serve'] },
    { name: 'bluegreen', entry: TOOL, verbs: ALL },
  ],
};

interface Program {
  readonly name: string;
  readonly entry: string;
  readonly verbs: readonly string[];
}
const FOR_NODE = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
} satisfies BuildOptions;

async function bundle({ name, entry, verbs }: Program): Promise<{ contents: string; inputs: string[] }> {
  const program = join('build', 'program', `${name}.js`);
  const { metafile } = await build({
    ...FOR_NODE,
    entryPoints: [entry],
    outfile: program,
    external: entry === TOOL ? ALL.filter(verb => !verbs.includes(verb)).map(verb => `./commands/${verb}`) : [],
    // Node reads all of a CommonJS file to find out what can be imported from it; required, it is just run. Of templates
    // with a tag, esbuild leaves the characters as they are.
    supported: { 'dynamic-import': false, 'template-literal': false },
    // It is read at each start. Names and lines stay, for whoever reports a fault of ours.
    minifyWhitespace: true,
    lineLimit: 120,
    legalComments: 'eof',
    // What node puts around a module: put there by lib/cli/start, all of the text would be copied at each start.
    banner: { js: '(function(exports,require,module,__filename,__dirname){' },
    footer: { js: '})' },
    metafile: true,
  });
  const text = readFileSync(join(ROOT, program));
  if (text.some(byte => byte > 127)) throw new Error(`${program}: lib/cli/start reads ASCII, and there is more in it`);
  const contents = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { contents, inputs: Object.keys(metafile.inputs) };
}

async function writeStarter(name: string, programs: object[]): Promise<void> {
  const starter = join('build', `${name}.js`);
  await build({
    ...FOR_NODE,
    stdin: {
      contents: `import { start } from './lib/cli/start/start';\nstart(${JSON.stringify(programs)}, module);`,
      resolveDir: ROOT,
    },
    banner: { js: '#!/usr/bin/env node' },
    outfile: starter,
  });
  chmodSync(join(ROOT, starter), 0o755);
}

async function bundleConstruct(): Promise<string[]> {
  const { name, version, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  // What jsii writes into each class that it compiles: by this its runtime knows an object's type in other languages.
  const types = `for (const [name, type] of Object.entries(module.exports)) {
  if (typeof type === "function") type[Symbol.for("jsii.rtti")] = { fqn: \`${name}.\${name}\`, version: "${version}" };
}`;
  const { metafile } = await build({
    ...FOR_NODE,
    entryPoints: ['lib/construct/index.ts'],
    outfile: 'build/construct.js',
    external: Object.keys(peerDependencies),
    footer: { js: types },
    legalComments: 'eof',
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}

async function main(): Promise<void> {
  for (const folder of ['program', 'cache']) rmSync(join(ROOT, 'build', folder), { recursive: true, force: true });
  const inputs = await bundleConstruct();
  for (const [starter, programs] of Object.entries(STARTERS)) {
    const made = [];
    for (const program of programs) {
      const { contents, inputs: own } = await bundle(program);
      inputs.push(...own);
      made.push({ name: program.name, contents, verbs: program.verbs });
    }
    await writeStarter(starter, made);
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
