import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINES } from '../../../lib/project/engines';

const LIB = join(__dirname, '..', '..', '..', 'lib');
const WORDS = /argo|flux|kustomiz/i;

// Who may say a word of Argo CD or Flux outside their folders, and why. The room `analysis` judges anybody's YAML, objects of
// engines too; `adopt` reads it, and names who applies it today; a rendering starts kustomize.
const MAY: Readonly<Record<string, string>> = {
  'project/engines/index.ts': 'the list',
  'project/files/files.ts': "an environment's `destination`, which says in its description whose word it is",
  'construct/names.ts': 'the name of an annotation, which a rule of check reads as well',
  'construct/render/engine-annotations.ts': 'what objects carry for engines, also without any file of a project',
  'cli/commands/init.ts': 'which engines there are to choose from',
  'cli/comparison/compared.ts': 'kustomizations, which are no objects of Flux',
  'cli/comparison/leaving.ts': 'the same',
  'cli/comparison/options.ts': 'the same, in the help',
  'cli/init/address.ts': 'which addresses of a repository engines can read',
  'cli/verbs/prepare-ejection.ts': 'kustomizations, which are no objects of Flux',
  'construct/validate/rules/traffic.ts': 'the address of a document on Argo Rollouts, which is no engine',
};

test('names that only Argo CD or Flux have stand in their folders, and where it is said why', () => {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const outside = files.filter(
    file => !/^(analysis|adopt|cli\/comparison\/rendering|project\/engines\/(argocd|flux))\//.test(file),
  );
  const saying = outside.filter(file => WORDS.test(readFileSync(join(LIB, file), 'utf8')));
  expect(saying.sort()).toEqual(Object.keys(MAY).sort());
});

test('every folder of project/engines is an engine of the list, by the same name', () => {
  const entries = readdirSync(join(LIB, 'project', 'engines'), { withFileTypes: true });
  const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  expect(folders.sort()).toEqual(ENGINES.map(({ id }) => id).sort());
});
