import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { kubernetesSchema } from '../../../scripts/generate-kubernetes-schema';
import { schemaTexts } from '../../../scripts/generate-schemas';
import { shellScripts } from '../../../scripts/generate-shell-scripts';
import { BAD_INPUT } from '../../project/files/bad-input';
import { SMALL_PROJECT } from '../../project/files/small-project';

const ROOT = resolve(__dirname, '..', '..', '..');
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const ROWS = Object.values(BAD_INPUT).flat();

const published = new Ajv({ strict: true, allowUnionTypes: true });
const SCHEMAS = Object.fromEntries(
  ['bluegreen', 'application', 'release'].map(name => [
    name,
    published.compile(JSON.parse(text(`schemas/${name}.schema.json`))),
  ]),
);

function schemaFor(file: string): ValidateFunction {
  const name = file.startsWith('apps/') ? 'application' : file.startsWith('releases/') ? 'release' : 'bluegreen';
  return SCHEMAS[name]!;
}

function yamlFiles(folder: string): string[] {
  return (
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      // Not objects that an application brings along.
      .filter(file => file.endsWith('.yaml') && !/\/objects\//.test(file))
      .map(file => `${folder}/${file}`)
  );
}

const OURS = ['bluegreen.yaml', ...yamlFiles('apps'), ...yamlFiles('releases')];

test.each(Object.entries(schemaTexts()))('schemas/%s is what `npm run generate` writes now', (name, generated) => {
  expect(text(`schemas/${name}`) === generated).toBe(true);
});

test('there is no schema that nothing generates', () => {
  expect(readdirSync(join(ROOT, 'schemas')).sort()).toEqual(Object.keys(schemaTexts()).sort());
});

test('the strict Kubernetes schema is what `npm run generate` writes now', () => {
  const written = text('lib/construct/validate/kubernetes/kubernetes-1.28.generated.json');
  expect(written === `${JSON.stringify(kubernetesSchema())}\n`).toBe(true);
});

test.each([...shellScripts()])('%s is what `npm run generate` writes now', (path, expected) => {
  expect(text(path) === expected).toBe(true);
});

test.each(readdirSync(join(ROOT, 'schemas')))('%s is a valid schema of draft-7, the newest that editors read', name => {
  const schema = JSON.parse(text(`schemas/${name}`));
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  const ajv = new Ajv();
  ajv.validateSchema(schema);
  expect(ajv.errors ?? []).toEqual([]);
});

test.each(OURS)('%s names its schema in its first line, and an editor accepts it', file => {
  const [, named] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text(file)) ?? [];
  const validate = schemaFor(file);
  expect(JSON.parse(text(relative(ROOT, resolve(ROOT, dirname(file), named!))))).toEqual(validate.schema);
  expect(validate(parse(text(file))) || validate.errors).toBe(true);
});

test.each(Object.entries(SMALL_PROJECT))('an editor accepts the smallest %s', (file, content) => {
  const validate = schemaFor(file);
  expect(validate(parse(content)) || validate.errors).toBe(true);
});

test.each(ROWS.filter(({ editor }) => editor))('an editor shows it too: $name', ({ files = {} }) => {
  const refused = Object.entries(files).filter(
    ([file, content]) => typeof content === 'string' && !schemaFor(file)(parse(content, { logLevel: 'silent' })),
  );
  expect(refused).not.toEqual([]);
});

test.each(ROWS.filter(({ says }) => !says.some(line => line.includes(': error: '))))(
  'an editor accepts what the app accepts: $name',
  ({ files = {} }) => {
    for (const [file, content] of Object.entries(files)) {
      const validate = schemaFor(file);
      expect(validate(parse(String(content))) || validate.errors).toBe(true);
    }
  },
);

test('an editor accepts what podTemplate may do: leave out, take away, and know newer fields', () => {
  const podTemplate = { spec: { containers: [{ name: 'ping', lifecycle: null, newer: 1 }], dnsPolicy: 'Default' } };
  const validate = schemaFor('apps/ping.yaml');
  expect(validate({ ...parse(SMALL_PROJECT['apps/ping.yaml']), podTemplate }) || validate.errors).toBe(true);
});

test.each(['image', 'readiness', 'drainSeconds', 'podTemplate'])('an editor shows what %s means', key => {
  const { properties } = SCHEMAS['application']!.schema as { properties: Record<string, { description?: string }> };
  expect(properties[key]?.description).toMatch(/\w{3,}.*\./);
});
