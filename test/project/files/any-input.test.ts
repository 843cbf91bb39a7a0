import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { ManifestError } from '../../../lib/construct/render/manifest-error';
import { problemsOfProject, readProject } from '../../../lib/project/files/project';
import { renderApplication } from '../../construct/render/render-application';
import { inProject } from './small-project';

const ROOT = join(__dirname, '..', '..', '..');
const FILES = ['bluegreen.yaml', 'apps/shop.yaml', 'releases/production/shop.yaml'] as const;
const SHOP: Readonly<Record<string, string>> = Object.fromEntries(
  FILES.map(file => [file, readFileSync(join(ROOT, file), 'utf8')]),
);

// Reads the shop and, where nothing is wrong with it, renders it. Whatever a person wrote, this must not throw.
function synthesized(files: Readonly<Record<string, string>>): void {
  const shop = { 'apps/ping.yaml': null, 'releases/production/ping.yaml': null, ...SHOP, ...files };
  inProject(shop, root => {
    const project = readProject(root, { args: [] });
    for (const { message, fix } of problemsOfProject(project)) {
      expect(`${message} ${fix ?? ''}`).not.toMatch(/\[object|NaN|Invalid input|\n/);
    }
    if (problemsOfProject(project).some(({ warning }) => !warning)) return;
    for (const { props } of project.applications) rendered(props);
  });
}

function rendered(props: Parameters<typeof renderApplication>[0]): void {
  try {
    renderApplication(props);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
  }
}

const word = fc.constantFrom(
  '',
  ' ',
  'name',
  'value',
  'http',
  'ping',
  'blue',
  'green',
  '/',
  '50%',
  '1Gi',
  '$(A)',
  'a:b',
  'constructor',
  'toString',
  '__proto__',
  'metadata',
  'labels',
  'spec',
  'containers',
  'env',
  'ports',
);
const leaf = fc.oneof(
  word,
  fc.string(),
  fc.integer({ min: -1, max: 70_000 }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const value = fc.letrec(tie => ({
  any: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(word, tie('any'), { maxKeys: 3 }),
  ),
})).any;

// Every place in a value: the path to each key and list item.
function places(node: unknown, path: readonly (string | number)[] = []): Array<readonly (string | number)[]> {
  if (!node || typeof node !== 'object') return [path];
  const entries: Array<[string | number, unknown]> = Array.isArray(node) ? [...node.entries()] : Object.entries(node);
  return [path, ...entries.flatMap(([key, entry]) => places(entry, [...path, key]))];
}

function replaced(node: any, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(node)) return node.map((item, index) => (index === step ? replaced(item, rest, by) : item));
  return Object.fromEntries(
    Object.entries(node).map(([key, entry]) => [key, key === step ? replaced(entry, rest, by) : entry]),
  );
}

test.each(FILES)('whatever stands anywhere in %s, the app does not fall over it', file => {
  const content = parse(SHOP[file]!);
  fc.assert(
    fc.property(fc.constantFrom(...places(content)), value, (path, odd) => {
      // JSON is YAML.
      synthesized({ [file]: JSON.stringify(replaced(content, path, odd)) });
    }),
    { numRuns: 60 },
  );
});

test.each(FILES)('whatever is cut out of the text of %s or put into it, the app does not fall over it', file => {
  const text = SHOP[file]!;
  const sign = fc.constantFrom(
    ...'[]{}:-?&*!|>%@`"\'#,\t\n \r<0~',
    '---\n',
    '*a',
    '&a ',
    '<<: ',
    '!!js ',
    '__proto__: ',
  );
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(3), sign, (at, cut, odd) => {
      synthesized({ [file]: text.slice(0, at) + odd + text.slice(at + cut) });
    }),
    { numRuns: 60 },
  );
});
