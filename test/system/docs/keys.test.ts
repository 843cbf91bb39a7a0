import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { BlueGreenApplication, Colour } from '../../../lib/construct';
import { MERGED } from '../../../lib/construct/props/keys';
import { CHECKOUT, documents, filesOfCheckout } from './document';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const SCHEMAS = {
  application: schemaOf('application'),
  release: schemaOf('release'),
  bluegreen: schemaOf('bluegreen'),
};
const APPLICATION_KEYS = Object.keys(SCHEMAS.application.properties!);

// Kubernetes' own shapes: its documentation shows their fields.
const KUBERNETES = [
  'Affinity',
  'Container',
  'EnvFromSource',
  'EnvVarSource',
  'LocalObjectReference',
  'Toleration',
  'ResourceRequirements',
  'SecurityContext',
  'NetworkPolicyPeer',
  'OverlayPodTemplateSpec',
  'MetricSpec',
  'HorizontalPodAutoscalerBehavior',
  'OverlayService',
  'OverlayIngress',
];

// Keys of before, which are read, and which nothing recommends.
const OLDER = ['GitOps.engine'];

test('the example files and those that the documents show use every key that there is', () => {
  const used = new Set<string>();
  for (const file of filesOfCheckout()) {
    const kind = kindOf(file);
    if (kind) visit(kind, (key, value) => value !== undefined && used.add(key), parse(read(file)));
  }
  for (const { text } of documents().flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'yaml'))) {
    const kind = kindOf(/^# (\S+)\n/.exec(text)?.[1] ?? '');
    if (kind) visit(kind, (key, value) => value !== undefined && used.add(key), parse(text));
  }
  const known = new Set<string>();
  for (const kind of Object.keys(SCHEMAS)) visit(kind as keyof typeof SCHEMAS, key => known.add(key));

  expect(known.size).toBeGreaterThan(80);
  expect([...known].filter(key => !used.has(key))).toEqual(OLDER);
});

test('docs/config.md names the keys whose layers are merged', () => {
  const said = /\nOf ([^;]*?), a layer adds and changes entries by name/.exec(read('docs/config.md'))?.[1] ?? '';
  expect([...said.matchAll(/`(\w+)`/g)].map(([, key]) => key).sort()).toEqual([...MERGED].sort());
});

test('the README names no key of apps/<app>.yaml that is none, and none twice', () => {
  const names = namesIn(tableBelow('| keys of `apps/<app>.yaml`'), 0);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter(name => !APPLICATION_KEYS.includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test('the README names everything that the construct hands out, and nothing else', () => {
  const application = new BlueGreenApplication(new Chart(new App(), 'demo'), 'ping', {
    port: 5000,
    readiness: { path: '/ping' },
    active: Colour.BLUE,
    blue: { image: 'pkw0301/app:1.0' },
  });
  const rows = tableBelow('| handed out');
  const publics = (of: object, ...names: string[]) =>
    [...Object.keys(of), ...names].filter(name => !/^(node|name|colour|_.*)$/.test(name)).sort();
  expect(namesIn(rows, 0).sort()).toEqual(
    publics(application, 'idle', 'serviceAccounts', 'services', 'units', 'warnings'),
  );
  expect(
    namesIn(
      rows.filter(row => row.startsWith('| `blue`')),
      1,
    ).sort(),
  ).toEqual(publics(application.blue, 'releaseId'));
});

function schemaOf(name: string): Schema {
  return JSON.parse(read(`schemas/${name}.schema.json`));
}

function read(file: string): string {
  return readFileSync(join(CHECKOUT, file), 'utf8');
}

function kindOf(file: string): keyof typeof SCHEMAS | undefined {
  if (/^apps\/[^/]*\.yaml$/.test(file)) return 'application';
  if (/^releases\/.*\.yaml$/.test(file)) return 'release';
  return file === 'bluegreen.yaml' ? 'bluegreen' : undefined;
}

/** Tells every key of a schema, and what a value has there; once for each place and entry. */
function visit(kind: keyof typeof SCHEMAS, tell: (key: string, value: unknown) => void, root?: unknown): void {
  const { definitions = {} } = SCHEMAS[kind];
  const step = (schema: Schema, owner: string, value: any): void => {
    const name = schema.$ref?.split('/').at(-1);
    if (name) {
      if (!KUBERNETES.includes(name)) step(definitions[name]!, name, value);
      return;
    }
    for (const branch of [...(schema.allOf ?? []), ...(schema.anyOf ?? [])]) step(branch, owner, value);
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      // The sources of a volume are Kubernetes' own too.
      if (owner === 'VolumeProps' && property.$ref) continue;
      // An override and a colour take the application's keys: one example of each is enough.
      const shared =
        ['EnvironmentOverride', 'SpecOverride', 'ColourProps'].includes(owner) && APPLICATION_KEYS.includes(key);
      tell(`${shared ? 'application' : owner}.${key}`, value?.[key]);
      step(property, key, value?.[key]);
    }
    const entry = schema.items ?? schema.additionalProperties;
    if (entry && typeof entry === 'object') {
      const entries = value && typeof value === 'object' ? Object.values(value) : [];
      for (const one of entries.length ? entries : [undefined]) step(entry, owner, one);
    }
  };
  step(SCHEMAS[kind], kind, root);
}

function tableBelow(heading: string): string[] {
  const { prose } = documents().find(({ file }) => file === 'README.md')!;
  const lines = prose.map(({ text }) => text);
  const start = lines.findIndex(text => text.startsWith(heading)) + 2;
  return lines.slice(start, lines.indexOf('', start));
}

/** What stands in backquotes in one column of a table. */
function namesIn(rows: readonly string[], column: number): string[] {
  return rows.flatMap(row => [...row.split('|')[column + 1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
}
