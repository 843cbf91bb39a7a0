import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { temporaryFolder, treeIn } from '../../folder';
import { ROOT } from '../../repository';

const CRDS = readdirSync(join(ROOT, 'crds')).sort();

test('imports/ is what `npm run import` makes of crds/', () => {
  const folder = temporaryFolder();
  const cdk8s = join(ROOT, 'node_modules', '.bin', 'cdk8s');
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
  execFileSync(cdk8s, ['import', '--output', folder, '--no-save'], { cwd: ROOT, env, stdio: 'pipe' });
  expect(treeIn(join(ROOT, 'imports'))).toEqual(treeIn(folder));
});

test('every file in crds/ is imported', () => {
  const { imports } = parse(readFileSync(join(ROOT, 'cdk8s.yaml'), 'utf8'));
  expect(imports).toEqual(CRDS.map(file => `crds/${file}`));
});

// cdk8s import writes one file for each group: of two files of one group, the second would overwrite the first.
test.each(CRDS)('crds/%s holds one API group, and its name says which', file => {
  const documents = parseAllDocuments(readFileSync(join(ROOT, 'crds', file), 'utf8'));
  const groups = new Set(documents.map(document => document.toJS().spec.group));
  expect([...groups]).toEqual([file.replace(/\.yaml$/, '')]);
});
