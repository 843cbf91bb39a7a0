import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parse } from 'yaml';
import { BlueGreenApplication, Colour } from '../../../lib/construct';
import { PING } from '../../construct/render/ping';
import type { KubernetesObject } from '../../construct/render/rendered';

// The tables of docs/defaults.md, row by row, against what is really rendered.

const rows = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'defaults.md'), 'utf8')
  .split('\n')
  .filter(line => /^\| \w+ +\| `/.test(line))
  .map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
const ofCdk8sPlus = rows.filter(row => row.length === 5) as Array<[string, string, string, string, string]>;
const ofOurs = rows.map(row => [row[0]!, row[1]!, row.at(-2)!] as const);

/** What cdk8s-plus makes of the least that it asks for. */
function plainObjects(): KubernetesObject[] {
  const chart = new Chart(new App(), 'plain');
  const container = { image: PING.blue.image, portNumber: PING.port };
  new kplus.Deployment(chart, 'fixed', { containers: [container] }).exposeViaService();
  new kplus.ConfigMap(chart, 'config', { data: { A: '' } });
  const target = new kplus.Deployment(chart, 'scaled', { containers: [container] });
  new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target, maxReplicas: 9 });
  new kplus.ServiceAccount(chart, 'account');
  new kplus.Namespace(chart, 'namespace');
  return chart.toJson();
}

/** What we make of the least, and of what the other kinds need. */
function ourObjects(): KubernetesObject[] {
  const plain = new Chart(new App(), 'ours');
  new BlueGreenApplication(plain, 'ping', { ...PING, active: Colour.BLUE });
  const full = new Chart(new App(), 'full');
  new BlueGreenApplication(full, 'ping', {
    ...PING,
    active: Colour.BLUE,
    config: { A: '' },
    autoscaling: { min: 2, max: 9 },
    resources: { requests: { cpu: '100m' } },
    ingress: { host: 'ping.example.com' },
    createNamespace: true,
    namespace: 'demo',
  });
  return [...plain.toJson(), ...full.toJson()];
}

// What a row's first cell means: an object, or a part of the Deployment.
function part(objects: readonly KubernetesObject[], name: string): KubernetesObject {
  const kind = name === 'pod' || name === 'container' ? 'Deployment' : name;
  // The record of what is live is no config of a release.
  const object = objects.find(
    candidate => candidate['kind'] === kind && !candidate['metadata'].name.endsWith('-release'),
  );
  if (object === undefined) throw new Error(`there is no ${kind}`);
  const pod = object['spec']?.template?.spec;
  return name === 'pod' ? pod : name === 'container' ? pod.containers[0] : object;
}

function field(objects: readonly KubernetesObject[], name: string, path: string): unknown {
  const steps = path.replaceAll(/\[(\d+)\]/g, '.$1').split(/(?<!\\)\./);
  return steps.reduce<any>((value, step) => value?.[step.replaceAll('\\.', '.')], part(objects, name));
}

// A cell is a value in YAML, a dash for none, or words.
function check(cell: string, value: unknown): void {
  const [, yaml] = /^`(.*)`$/.exec(cell) ?? [];
  if (yaml !== undefined) expect(value).toEqual(parse(yaml));
  else if (cell === '–') expect(value).toBeUndefined();
  else if (cell === "hash of the construct's path") expect(JSON.stringify(value)).toMatch(/-c8[0-9a-f]{6}"/);
  else expect(value).toBeDefined();
}

test('there are two tables', () => {
  expect(ofCdk8sPlus.length).toBeGreaterThan(30);
  expect(rows.length - ofCdk8sPlus.length).toBeGreaterThan(15);
});

test.each(ofCdk8sPlus)('cdk8s-plus: %s %s is %s', (kind, path, cell) => {
  check(cell, field(plainObjects(), kind, path.slice(1, -1)));
});

test.each(ofOurs)('here: %s %s is %s', (kind, path, cell) => {
  check(cell, field(ourObjects(), kind, path.slice(1, -1)));
});

test.each([
  ['Deployment', /^spec\.template\.spec\./],
  ['pod', /^containers\[/],
  ['container', /^$/],
  ['Service', /^$/],
])('every field of a %s that cdk8s-plus sets and we do not leave as it is has its row', (name, elsewhere) => {
  const [theirs, ours] = [plainObjects(), ourObjects()];
  const told = ofCdk8sPlus.filter(([kind]) => kind === name).map(([, path]) => path.slice(1, -1));
  const untold = leaves(part(theirs, name))
    .filter(path => !elsewhere.test(path))
    .filter(path => JSON.stringify(field(theirs, name, path)) !== JSON.stringify(field(ours, name, path)))
    .filter(path => !told.some(row => path === row || path.startsWith(`${row}.`) || path.startsWith(`${row}[`)));
  expect(untold).toEqual([]);
});

// The paths of all values in an object that hold no others.
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || !Object.keys(value).length) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, `${path}[${index}]`));
  return Object.entries(value).flatMap(([key, entry]) =>
    leaves(entry, `${path}${path && '.'}${key.replaceAll('.', '\\.')}`),
  );
}
