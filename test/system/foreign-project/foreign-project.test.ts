import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../construct/render/rendered';

// A cdk8s project of somebody else, with our package as `npm pack` makes it, and nothing else of ours.

const CHECKOUT = join(__dirname, '..', '..', '..');
const MAIN = `
import { App, Chart, type ChartProps } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { BlueGreenApplication, type BlueGreenApplicationProps, Colour, ServiceType } from 'cdk8s-blue-green';

const common: Pick<BlueGreenApplicationProps, 'readiness' | 'labels'> = { readiness: { path: '/ping' } };

class Shop extends Chart {
  readonly ping: BlueGreenApplication;

  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);
    const settings = new kplus.ConfigMap(this, 'settings', { data: { own: 'yes' } });
    this.ping = new BlueGreenApplication(this, 'ping', {
      ...common,
      port: 5000,
      service: { type: ServiceType.NODE_PORT },
      createNamespace: true,
      blue: { image: 'pkw0301/app:1.0' },
      green: { image: 'pkw0301/app:2.0' },
    });
    this.ping.blue.deployment.containers[0]!.env.copyFrom(kplus.Env.fromConfigMap(settings));
    new BlueGreenApplication(this, 'pong', {
      ...common,
      port: 6000,
      active: Colour.BLUE,
      blue: { image: 'pkw0301/app:1.0' },
      green: { image: 'pkw0301/app:2.0' },
    });
  }
}

const app = new App();
app.node.setContext('ping.active', process.env.PING ?? Colour.BLUE);
const labels = JSON.parse(process.env.LABELS ?? '{"team":"shop"}') as { [name: string]: string };
const shop = new Shop(app, 'shop', { namespace: 'team-shop', labels });
const users: kplus.Service = shop.ping.service;
new kplus.Ingress(new Chart(app, 'entrance'), 'ping', { rules: [{ backend: kplus.IngressBackend.fromService(users) }] });
app.synth();
`;

// Whoever starts today gets a newer cdk8s-plus than ours, whose classes take none of another version: there, objects go
// by their names and labels, or where an interface is asked for.
const NEWEST_PLUS = 'cdk8s-plus-34';
const NEWEST = `
import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from '${NEWEST_PLUS}';
import { BlueGreenApplication, Colour } from 'cdk8s-blue-green';

const app = new App({ outdir: 'newest' });
const chart = new Chart(app, 'shop', { namespace: 'team-shop' });
const ping = new BlueGreenApplication(chart, 'ping', {
  port: 5000,
  readiness: { path: '/ping' },
  active: Colour.BLUE,
  blue: { image: 'pkw0301/app:1.0' },
});
const service = { name: ping.service.name, port: { number: ping.service.port } };
const paths = [{ path: '/', pathType: 'Prefix', backend: { service } }];
new kplus.k8s.KubeIngress(chart, 'entrance', { spec: { rules: [{ http: { paths } }] } });
const pods = kplus.Pods.select(chart, 'pods', { labels: { 'app.kubernetes.io/name': ping.name } });
new kplus.NetworkPolicy(chart, 'closed', { selector: pods });
const reader = new kplus.Role(chart, 'reader');
reader.allowRead(ping.service);
new kplus.RoleBinding(chart, 'pods-read', { role: reader }).addSubjects(...ping.serviceAccounts);
ApiObject.of(ping.blue.deployment).metadata.addAnnotation('example.com/owner', 'team-ping');
app.synth();
`;

const project = mkdtempSync(join(tmpdir(), 'foreign-project-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const bin = (name: string) => join(CHECKOUT, 'node_modules', '.bin', name);

function run(command: string, args: readonly string[], env: Record<string, string> = {}): void {
  execFileSync(command, args, { cwd: project, env: { ...process.env, ...env }, stdio: 'pipe' });
}

type Written = Record<string, KubernetesObject[]>;
let written: Written;
let flippedAndRelabelled: Written;

beforeAll(() => {
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  writeFileSync(join(project, 'cdk8s.yaml'), 'language: typescript\napp: node main.js\n');
  writeFileSync(join(project, 'main.ts'), MAIN);
  writeFileSync(join(project, 'newest.ts'), NEWEST);
  cpSync(
    join(CHECKOUT, 'node_modules/cdk8s-cli/templates/typescript-app/tsconfig.json'),
    join(project, 'tsconfig.json'),
  );

  // The scripts of `npm pack` build the package anew; the tests run on a build already, and others run on it now.
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', project];
  execFileSync('npm', pack, { cwd: CHECKOUT, stdio: 'pipe' });
  const ours = join(project, 'node_modules', 'cdk8s-blue-green');
  mkdirSync(ours, { recursive: true });
  const [tarball] = readdirSync(project).filter(file => file.endsWith('.tgz'));
  run('tar', ['-xzf', tarball!, '--strip-components=1', '-C', ours]);

  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ours, 'package.json'), 'utf8'));
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), '@types/node', NEWEST_PLUS]) {
    mkdirSync(dirname(join(project, 'node_modules', name)), { recursive: true });
    symlinkSync(join(CHECKOUT, 'node_modules', name), join(project, 'node_modules', name));
  }
  compile();
  written = synth();
  const again = { PING: 'green', LABELS: '{"team":"other","cost":"42"}', CDK8S_OUTDIR: join(project, 'again') };
  run(process.execPath, ['main.js'], again);
  flippedAndRelabelled = writtenTo(join(project, 'again'));
}, 300_000);

/** By the settings of `cdk8s init typescript-app`, which look into the types of every package, and by its compiler: 5.9. */
function compile(): void {
  const compiler = require.resolve('typescript/bin/tsc', { paths: [require.resolve('jsii/package.json')] });
  run(process.execPath, [compiler, '--build']);
}

/** Runs the real cdk8s-cli, and returns the objects by the file that it wrote. */
function synth(): Written {
  run(bin('cdk8s'), ['synth'], { CDK8S_CHECK_UPGRADE: 'false' });
  return writtenTo(join(project, 'dist'));
}

function writtenTo(dist: string): Written {
  return Object.fromEntries(
    readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .sort()
      .map(file => [file, parseAllDocuments(readFileSync(join(dist, file), 'utf8')).map(document => document.toJS())]),
  );
}

const identity = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata.name}`;
const deployments = (objects: readonly KubernetesObject[]) => objects.filter(({ kind }) => kind === 'Deployment');

test('cdk8s-cli writes one file for each chart, named after it, with our objects and theirs', () => {
  expect(Object.keys(written)).toEqual(['entrance.k8s.yaml', 'shop.k8s.yaml']);
  const ours = written['shop.k8s.yaml']!.map(object =>
    identity(object).replace(/-(c[0-9a-f]{7}|[0-9a-f]{10})$/, '-<hash>'),
  );
  expect(ours.sort()).toEqual(
    [
      'ConfigMap shop-settings-<hash>',
      'Namespace team-shop',
      ...['ping', 'pong'].flatMap(name => [
        `ConfigMap ${name}-release`,
        `Deployment ${name}-blue`,
        `Deployment ${name}-green`,
        `Job ${name}-verify-<hash>`,
        `PodDisruptionBudget ${name}-blue`,
        `PodDisruptionBudget ${name}-green`,
        `PodDisruptionBudget ${name}-verify-<hash>`,
        `Service ${name}`,
        `Service ${name}-blue`,
        `Service ${name}-colour-<hash>`,
        `Service ${name}-green`,
        `Service ${name}-preview`,
        `Service ${name}-release-<hash>`,
        `ServiceAccount ${name}`,
      ]),
    ].sort(),
  );
});

test('their own additions to a Deployment are written', () => {
  const blue = deployments(written['shop.k8s.yaml']!).find(({ metadata }) => metadata.name === 'ping-blue')!;
  const [container] = blue['spec'].template.spec.containers;
  expect(container.envFrom).toEqual([{ configMapRef: { name: expect.stringMatching(/^shop-settings-/) } }]);
});

test('two applications of one chart do not select the pods of each other', () => {
  const objects = written['shop.k8s.yaml']!;
  for (const { kind, metadata, spec } of objects.filter(({ kind }) => kind === 'Service')) {
    const selected = deployments(objects).filter(deployment =>
      Object.entries(spec.selector).every(([key, value]) => deployment['spec'].template.metadata.labels[key] === value),
    );
    expect([kind, metadata.name, selected.length]).toEqual([kind, metadata.name, 1]);
    expect(selected[0]!['metadata'].name.split('-')[0]).toBe(metadata.name.split('-')[0]);
  }
});

test("the chart's namespace and labels reach every object, and no label of the chart restarts a pod", () => {
  const before = written['shop.k8s.yaml']!;
  for (const { kind, metadata } of before) {
    expect([kind, metadata.namespace]).toEqual([kind, kind === 'Namespace' ? undefined : 'team-shop']);
    expect(metadata.labels).toMatchObject({ team: 'shop' });
  }
  const after = flippedAndRelabelled['shop.k8s.yaml']!;
  expect(after[1]!['metadata'].labels).toMatchObject({ team: 'other', cost: '42' });
  expect(deployments(after).map(({ spec }) => spec)).toEqual(deployments(before).map(({ spec }) => spec));
});

test('context moves the traffic of the one application that it names', () => {
  const colours = (objects: readonly KubernetesObject[]) =>
    ['ping', 'pong'].map(
      name => objects.find(object => identity(object) === `Service ${name}`)!['spec'].selector['blue-green/colour'],
    );
  expect(colours(written['shop.k8s.yaml']!)).toEqual(['blue', 'blue']);
  expect(colours(flippedAndRelabelled['shop.k8s.yaml']!)).toEqual(['green', 'blue']);
});

test('a project of the newest cdk8s-plus goes on with names and labels, and with what asks for an interface', () => {
  run(process.execPath, ['newest.js']);
  const objects = writtenTo(join(project, 'newest'))['shop.k8s.yaml']!;
  const theirs = (kind: string) => objects.find(object => object.kind === kind && /^shop-/.test(object.metadata.name))!;
  expect(theirs('Ingress')['spec'].rules[0].http.paths[0].backend).toEqual({
    service: { name: 'ping', port: { number: 5000 } },
  });
  expect(theirs('NetworkPolicy')['spec'].podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'ping' } });
  expect(theirs('Role')['rules']).toEqual([
    { apiGroups: [''], resourceNames: ['ping'], resources: ['services'], verbs: ['get', 'list', 'watch'] },
  ]);
  expect(theirs('RoleBinding')['subjects']).toMatchObject([{ kind: 'ServiceAccount', name: 'ping' }]);
  const [blue] = deployments(objects);
  expect(blue!['metadata'].annotations).toMatchObject({ 'example.com/owner': 'team-ping' });
});

test('the package brings no other package along, and no type of zod', () => {
  const ours = join(project, 'node_modules', 'cdk8s-blue-green');
  const { dependencies, types } = JSON.parse(readFileSync(join(ours, 'package.json'), 'utf8'));
  expect(dependencies).toBeUndefined();
  const imported = [...readFileSync(join(ours, types), 'utf8').matchAll(/from '(.*)';/g)].map(([, name]) => name);
  expect([...new Set(imported)].sort()).toEqual(['cdk8s', 'cdk8s-plus-28', 'constructs']);
});

test('programs of ECMAScript modules find it too', () => {
  writeFileSync(
    join(project, 'module.mjs'),
    "import { BlueGreenApplication, Colour } from 'cdk8s-blue-green'; if (!(BlueGreenApplication && Colour)) throw 1;",
  );
  run(process.execPath, ['module.mjs']);
});
