/**
 * Writes build/main.js: main.ts and all that it needs as one file, because node takes longer to find and read some
 * hundred files than to run them. Beside it go the licences of what is inside.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');
const TARGET = join(ROOT, 'build', 'main.js');

const { metafile } = buildSync({
  absWorkingDir: ROOT,
  entryPoints: ['main.ts'],
  outfile: TARGET,
  bundle: true,
  platform: 'node',
  target: 'node20',
  legalComments: 'eof',
  logLevel: 'warning',
  metafile: true,
});

// Each input's innermost package: `node_modules/cdk8s/node_modules/yaml/dist/index.js` is of yaml.
const packages = Object.keys(metafile.inputs).flatMap(
  file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
);
const licences = [...new Set(packages)].map(licence).sort();
writeFileSync(`${TARGET}.LICENSES.txt`, [...new Set(licences)].join('\n'));

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
