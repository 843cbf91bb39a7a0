import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import {
  BlueGreenApplication,
  type BlueGreenApplicationProps,
  Colour,
  Mesh,
  ServiceType,
} from '../../../lib/construct';
import { bind, installed, LANGUAGES } from '../../../scripts/bindings';
import { temporaryFolder, treeIn, writeTree } from '../../folder';
import { atNight, NIGHTLY } from '../../nightly';
import { ROOT } from '../../repository';

// What programmers of other languages get: the package as `npm pack` makes it, and the bindings that jsii-pacmak makes
// of it. Those of cdk8s are made here too: registries of other languages are not asked.

jest.setTimeout(600_000);

function tried(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  return spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
  });
}

function run(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): string {
  const { status, stdout, stderr } = tried(command, args, cwd, env);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

// The application ping, as the examples describe it.
const PING: BlueGreenApplicationProps = {
  image: 'pkw0301/app',
  port: 5000,
  replicas: 2,
  service: { type: ServiceType.NODE_PORT, port: 5000 },
  readiness: { path: '/ping' },
  smoke: [{ path: '/ping', status: 200, contains: 'Hi' }],
  active: Colour.BLUE,
  blue: { version: '1.0', image: 'pkw0301/app:1.0' },
  green: { version: '2.0', image: 'pkw0301/app:2.0' },
};

/** What a program of TypeScript writes of it. */
function pingInTypeScript(): string {
  const outdir = temporaryFolder();
  const app = new App({ outdir });
  new BlueGreenApplication(new Chart(app, 'demo', { namespace: 'demo' }), 'ping', PING);
  app.synth();
  return readFileSync(join(outdir, 'demo.k8s.yaml'), 'utf8');
}

test('the examples describe what is committed of ping', () => {
  const objects = (texts: readonly string[]) =>
    texts.flatMap(text => parseAllDocuments(text).map(document => JSON.stringify(document))).sort();
  const committed = Object.values(treeIn(join(ROOT, 'dist', 'apps', 'production', 'ping')));
  expect(objects([pingInTypeScript()])).toEqual(objects(committed));
});

atNight('by jsii', () => {
  const project = temporaryFolder();
  const modules = join(project, 'node_modules');
  const bindings = join(project, 'bindings');
  let assembly: string;

  beforeAll(() => {
    const ours = installed(project);
    assembly = join(ours, '.jsii');
    bind(ours, LANGUAGES, bindings);
  });

  const pythonSource = () => readFileSync(join(bindings, 'python', 'src', 'cdk8s_blue_green', '__init__.py'), 'utf8');

  test('every language has every type by its own name, and nothing of zod', () => {
    const { types } = JSON.parse(readFileSync(assembly, 'utf8')) as { types: Record<string, { name: string }> };
    const names = Object.values(types).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(30);
    const classes = [...pythonSource().matchAll(/^class (\w+)/gm)].map(([, name]) => name);
    const files = Object.keys(treeIn(bindings)).map(file => file.split('/').at(-1)!);
    for (const name of names) {
      expect(files).toEqual(expect.arrayContaining([`${name}.go`, `${name}.java`, `${name}.cs`]));
      expect(classes).toContain(name);
    }
    expect(JSON.stringify(types)).not.toMatch(/zod/i);
  });

  test('what may be one of two is typed where the language can say so, as two setters of Java and a Union of Python', () => {
    const java = join(bindings, 'java', 'src', 'main', 'java', 'com', 'example', 'cdk8sbluegreen');
    const setters = (type: string, key: string) =>
      [
        ...readFileSync(join(java, `${type}.java`), 'utf8').matchAll(
          new RegExp(`public Builder ${key}\\((.*) ${key}\\)`, 'g'),
        ),
      ].map(([, type]) => type!.replaceAll(/(\w+\.)+/g, ''));
    expect(setters('ReleaseProps', 'smoke').sort()).toEqual(['List<? extends SmokeRequest>', 'SmokeContainer']);
    expect(setters('Disruption', 'minAvailable').sort()).toEqual(['Number', 'String']);
    expect(setters('HttpProbe', 'port').sort()).toEqual(['Number', 'String']);
    const [python] = /min_available: (.*) = None/.exec(pythonSource())!.slice(1);
    expect(python).toBe('typing.Optional[typing.Union[builtins.str, jsii.Number]]');
  });

  const go = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout?.trim();
  const [, minor = '0'] = /^go1\.(\d+)/.exec(go ?? '') ?? [];
  const withGo = Number(minor) >= 25 ? describe : describe.skip;
  if (NIGHTLY && withGo === describe.skip)
    console.warn(`Go's bindings are not tried: Go 1.25 is needed, found ${go || 'none'}`);

  withGo('in Go', () => {
    const folder = join(project, 'go');

    beforeAll(() => {
      for (const name of ['cdk8s', 'cdk8s-plus-28']) bind(join(modules, name), ['go'], bindings);
      cpSync(join(ROOT, 'examples', 'go'), folder, { recursive: true });
      mkdirSync(join(folder, 'wire'));
      cpSync(join(__dirname, 'wire.go'), join(folder, 'wire', 'main.go'));
      cpSync(join(__dirname, 'go.sum'), join(folder, 'go.sum'));
      for (const [path, name] of [
        ['example.com/cdk8s-blue-green-go/cdk8sbluegreen', 'cdk8sbluegreen'],
        ['github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2', 'cdk8s'],
        ['github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2', 'cdk8splus28'],
      ]) {
        run('go', ['mod', 'edit', `-replace=${path}=${join(bindings, 'go', name!)}`], folder);
      }
      run('go', ['build', '-mod=mod', '-o', 'bin/', './...'], folder);
    });

    test('the example makes the same bytes as TypeScript', () => {
      run(join(folder, 'bin', 'ping'), [], folder);
      expect(readFileSync(join(folder, 'dist', 'demo.k8s.yaml'), 'utf8')).toBe(pingInTypeScript());
    });

    test('values of any type, unions, lists and maps arrive as they are, and what is handed out can be changed', () => {
      const { objects, told } = wireInTypeScript();
      expect(run(join(folder, 'bin', 'wire'), [], folder)).toBe(told);
      expect(readFileSync(join(folder, 'dist', 'wire.k8s.yaml'), 'utf8')).toBe(objects);
    });

    test('what is refused is told in the same words, all at once', () => {
      const { status, stderr } = tried(join(folder, 'bin', 'wire'), ['broken'], folder);
      expect(status).not.toBe(0);
      expect(stderr).toContain('BlueGreenApplication "wire/shop" can\'t be made');
      expect(stderr).toContain('disruption.minAvailable: expected a number of pods or a percentage such as "50%"');
    });
  });

  const python = spawnSync('python3', ['-c', 'import jsii'], { encoding: 'utf8' });
  const withPython = python.status === 0 ? test : test.skip;
  if (NIGHTLY && python.status !== 0)
    console.warn("Python's bindings are not tried: no python3 with the package jsii is here");

  withPython('the example in Python makes the same bytes as TypeScript', () => {
    for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs']) bind(join(modules, name), ['python'], bindings);
    const folder = join(project, 'python');
    writeTree(folder, { 'main.py': readFileSync(join(ROOT, 'examples', 'python', 'main.py'), 'utf8') });
    run('python3', ['main.py'], folder, { PYTHONPATH: join(bindings, 'python', 'src') });
    expect(readFileSync(join(folder, 'dist', 'demo.k8s.yaml'), 'utf8')).toBe(pingInTypeScript());
  });
});

/** What wire.go does. */
function wireInTypeScript(): { objects: string; told: string } {
  const outdir = temporaryFolder();
  const app = new App({ outdir });
  const shop = new BlueGreenApplication(new Chart(app, 'wire', { namespace: 'demo' }), 'shop', WIRE);
  shop.green.deployment.metadata.addAnnotation('example.com/owner', 'team-shop');
  shop.green.deployment.podMetadata.addAnnotation('example.com/scrape', 'true');
  app.synth();
  const { name, service, preview, blue, green, active, idle, units, warnings, serviceAccounts } = shop;
  const lines = [
    [name, service.name, preview.name, blue.deployment.name].join(' '),
    [active, idle]
      .map(colour => colour.toUpperCase())
      .join(' ')
      .concat(` ${green.releaseId} ${Object.keys(units).length}`),
    ...warnings,
    ...serviceAccounts.map(account => account.name),
  ];
  expect(warnings).toHaveLength(1);
  return { objects: readFileSync(join(outdir, 'wire.k8s.yaml'), 'utf8'), told: `${lines.join('\n')}\n` };
}

const WIRE: BlueGreenApplicationProps = {
  ports: [{ name: 'http', port: 8080 }],
  readiness: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 5 },
  liveness: { tcpSocket: { port: 8080 } },
  disruption: { minAvailable: '50%' },
  env: { LEVEL: 'info', TOKEN: { secretKeyRef: { name: 'shop', key: 'token', optional: true } } },
  config: { A: '1' },
  volumes: { tmp: { mountPath: '/tmp', emptyDir: {}, scratch: true } },
  resources: { requests: { cpu: '100m', memory: '64Mi' } },
  network: { idleFrom: [{ podSelector: { matchLabels: { role: 'tester' } } }] },
  smoke: { image: 'tests:1.0', command: ['run', 'all'], env: { DEPTH: '2' } },
  migrate: {
    expand: { command: ['migrate', 'up'] },
    podTemplate: { metadata: { annotations: { 'example.com/step': 'expand' } } },
  },
  gate: { mesh: Mesh.LINKERD },
  podTemplate: { spec: { hostnameOverride: 'shop' } },
  active: Colour.GREEN,
  blue: { image: 'shop:1.0' },
  green: { image: 'shop:2.0', replicas: 3 },
};
