import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { stampsIn, type Tree, temporaryFolder, treeIn, writeTree } from '../../folder';
import { NIGHTLY } from '../../nightly';
import { copyOfRepository, ROOT } from '../../repository';
import type { Run } from '../tool-project';
import { application, MAIN, projectOf, run, SETTINGS, synth, synthByTool, TOOL } from './project';

// Every process takes a good part of a second, cdk8s-cli more, and both much more on a busy machine.
jest.setTimeout(600_000);

const COMMITTED = treeIn(join(ROOT, 'dist'));

function changedPaths(before: Tree, after: Tree): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].filter(path => before[path] !== after[path]).sort();
}

const GATE =
  /^apps\/production\/ping\/release\/verify\/((Job|PodDisruptionBudget)\.ping-verify|Service\.ping-(colour|release))-[0-9a-f]{10}\./;
const PROMOTED = [
  'apps/production/ping/release/traffic/Service.ping-preview.k8s.yaml',
  'apps/production/ping/release/traffic/Service.ping.k8s.yaml',
  'apps/production/ping/release/verify/ConfigMap.ping-release.k8s.yaml',
];

// The gate's three objects have other names: three come, three go.
function expectPromoted(dist: Tree): void {
  const changed = changedPaths(COMMITTED, dist);
  expect(changed.filter(path => !GATE.test(path))).toEqual(PROMOTED);
  expect(changed.filter(path => GATE.test(path))).toHaveLength(8);
}

// As on macOS, where ps tells.
const WITHOUT_PROC: NodeJS.ProcessEnv = { NODE_OPTIONS: `--require "${join(__dirname, 'without-proc.js')}"` };

const ON_MACOS: [string, string[], NodeJS.ProcessEnv] = [
  '-c, on a system without /proc',
  ['-c', 'ping.active=green'],
  WITHOUT_PROC,
];
// Small images have no ps.
const HAS_PS = run(ROOT, 'ps', ['-o', 'ppid=,args=', '-p', `${process.pid}`]).status === 0;

describe('this repository', () => {
  test('the committed dist/ is what the inputs synthesize to, byte for byte and file for file', () => {
    const outdir = join(temporaryFolder(), 'dist');
    const { status, stdout } = synth(ROOT, [], { CDK8S_OUTDIR: outdir });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(treeIn(outdir)).toEqual(COMMITTED);
  });

  test('every application has its units, each with at least one object, and nothing but objects', () => {
    const units = new Set<string>();
    for (const [path, content] of Object.entries(COMMITTED).filter(([path]) => path.startsWith('apps/'))) {
      const [, unit, file] = /^apps\/([^/]+\/[^/]+\/(?:base|blue|green|(?:migrate|release)\/[a-z]+))\/([^/]+)$/.exec(
        path,
      )!;
      const { kind, metadata } = parse(content);
      expect(file).toBe(`${kind}.${metadata.name}.k8s.yaml`);
      units.add(unit!);
    }
    const expected = readdirSync(join(ROOT, 'releases')).flatMap(environment =>
      readdirSync(join(ROOT, 'releases', environment)).flatMap(file => {
        const { migrate } = parse(readFileSync(join(ROOT, 'apps', file), 'utf8'));
        const migrations = migrate ? ['migrate/blue', 'migrate/green'] : [];
        return ['base', 'blue', 'green', ...migrations, 'release/verify', 'release/traffic'].map(
          unit => `${environment}/${basename(file, '.yaml')}/${unit}`,
        );
      }),
    );
    expect([...units].sort()).toEqual(expected.sort());
  });
});

describe('cdk8s synth', () => {
  let copy: string;

  beforeAll(() => {
    copy = copyOfRepository();
    run(copy, 'git', ['init', '--quiet']);
    run(copy, 'git', ['add', 'dist']);
    run(copy, 'git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'dist']);
  });

  afterEach(() => {
    run(copy, 'git', ['restore', 'dist']);
    cpSync(join(ROOT, 'apps'), join(copy, 'apps'), { recursive: true });
  });

  // What npx starts; that it does is tried once.
  const cdk8s = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    run(copy, join(copy, 'node_modules', '.bin', 'cdk8s'), ['synth', ...args], env);
  const dist = () => treeIn(join(copy, 'dist'));

  test('with cdk8s.yaml as it stands writes the same tree', () => {
    rmSync(join(copy, 'dist'), { recursive: true });
    expect(run(copy, 'npx', ['cdk8s', 'synth'])).toMatchObject({ status: 0, stderr: '' });
    expect(dist()).toEqual(COMMITTED);
  });

  test('says that cdk8s-cli emptied the output when the input is bad, and the way back that it names works', () => {
    writeFileSync(join(copy, 'apps', 'ping.yaml'), 'name: ping\nprt: 5000\n');
    const { status, stderr } = cdk8s([]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^apps\/ping.yaml:2:1: error: /m);
    expect(stderr).toContain('\ncdk8s-cli emptied dist before it started this app; to get it back: git restore dist\n');
    expect(existsSync(join(copy, 'dist'))).toBe(false);
    expect(run(copy, 'git', ['restore', 'dist']).status).toBe(0);
    expect(dist()).toEqual(COMMITTED);
  });

  // The app as cdk8s-cli starts it, below a process with its words; that these are its own is tried once.
  const below = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    run(copy, 'sh', ['-c', '"$NODE" build/main.js; exit', 'cdk8s', 'synth', ...args], {
      ...env,
      NODE: process.execPath,
      CDK8S_OUTDIR: 'dist',
    });

  test.each<[string, readonly string[], NodeJS.ProcessEnv, typeof cdk8s?]>([
    ['-c', ['-c', 'ping.active=green'], {}, cdk8s],
    ['--context', ['--context', 'ping.active=green'], {}],
    ['--context=', ['--context=ping.active=green'], {}],
    ['-c among others', ['-cping.active=green', '--output', 'dist'], {}],
    ...(HAS_PS ? [ON_MACOS] : []),
  ])('with context, which cdk8s-cli ignores, is refused: %s', (_, args, env, started = below) => {
    const { status, stderr } = started(args, env);
    expect(status).toBe(started === below ? 2 : 1);
    expect(stderr).toContain(
      'error: cdk8s synth takes no context: it would ignore -c ping.active=green without a word.',
    );
    expect(stderr).toContain('    fix: npx --no cdk8s-blue-green synth -c ping.active=green\n');
    expect(existsSync(join(copy, 'dist'))).toBe(started === below);
  });

  test('with context for the app itself changes exactly the two Services, the record and the gate', () => {
    expect(cdk8s(['--app', 'node build/main.js -c ping.active=green'])).toMatchObject({ status: 0, stderr: '' });
    expectPromoted(dist());
  });
});

describe('npm run synth', () => {
  let copy: string;

  beforeAll(() => {
    copy = copyOfRepository();
    // package.test.ts builds.
    const path = join(copy, 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    expect(manifest.scripts.synth).toMatch(/^npm run build --silent && /);
    writeFileSync(path, JSON.stringify({ ...manifest, scripts: { ...manifest.scripts, build: 'true' } }));
  });

  test('-- -c ping.active=green changes exactly the two Services, the record and the gate', () => {
    const words = ['run', '--silent', 'synth', '--', '-c', 'ping.active=green'];
    const { status, stdout, stderr } = run(copy, 'npm', words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Synthesizing application\n( {2}- dist\/\S+\n)+$/);
    expectPromoted(treeIn(join(copy, 'dist')));
  });

  test.each([
    [1, 'there is no application "png"', ['-c', 'png.active=green']],
    [
      1,
      'expected one of blue, green, got "$(touch broken)\'`touch broken`"',
      ['-c', "active=$(touch broken)'`touch broken`"],
    ],
    [2, "error: unknown option '--contxt'", ['--contxt', 'active=green']],
    [2, 'error: too many arguments', ['active=green']],
    [2, "error: option '-c, --context <key=value>' argument missing", ['-c']],
  ])('ends with %d and leaves dist/ untouched: %s', (exitCode, message, args) => {
    const before = stampsIn(join(copy, 'dist'));
    const { status, stderr } = run(copy, process.execPath, ['-r', 'tsx/cjs', 'scripts/synth.ts', ...args]);
    expect({ status, stderr }).toEqual({ status: exitCode, stderr: expect.stringContaining(message) });
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain('git restore');
    expect(stampsIn(join(copy, 'dist'))).toEqual(before);
    expect(existsSync(join(copy, 'broken'))).toBe(false);
  });
});

describe('the same inputs give the same bytes', () => {
  const inputs = ['bluegreen.yaml', 'apps', 'releases'];

  function copyOfInputs(name: string): string {
    const folder = join(temporaryFolder(), name);
    for (const input of inputs) cpSync(join(ROOT, input), join(folder, input), { recursive: true });
    return folder;
  }

  const others: Readonly<Record<string, NodeJS.ProcessEnv>> = {
    'another time zone': { TZ: 'Pacific/Kiritimati' },
    'another language': { LANG: 'et_EE.UTF-8', LC_ALL: 'et_EE.UTF-8', LANGUAGE: 'et' },
    'another home': { HOME: '/nonexistent', USER: 'somebody' },
    'another order of the folders': { NODE_OPTIONS: `--require "${join(__dirname, 'reversed-folders.js')}"` },
    "cdk8s's own switches": {
      CDK8S_DISABLE_SORT: '1',
      CDK8S_LEGACY_HASH: '1',
      CDK8S_RECORD_CONSTRUCT_METADATA: 'true',
    },
  };
  const all: NodeJS.ProcessEnv = Object.assign({}, ...Object.values(others));

  test.each([
    ['another path, umask and all of these', all],
    // Which of them it was.
    ...(NIGHTLY ? Object.entries(others) : []),
  ])('%s', (_, env) => {
    const folder = copyOfInputs('Some Where ü');
    const synthesized = run(folder, 'sh', ['-c', `umask 077; exec "${process.execPath}" "${MAIN}"`], env);
    expect(synthesized).toMatchObject({ status: 0 });
    expect(treeIn(join(folder, 'dist'))).toEqual(COMMITTED);
  });
});

describe("a change to one application's inputs changes only its files", () => {
  const others = [application('cart'), application('stock')];

  test.each<[string, Tree, RegExp]>([
    ['promoted', application('shop', { active: 'green' }), /^apps\/production\/shop\/release\//],
    [
      'edited under its users: their colour, and its gate',
      application('shop', { version: '1.1' }),
      /^apps\/production\/shop\/(blue|release\/verify)\//,
    ],
  ])('%s', (_, change, where) => {
    const folder = projectOf(application('shop'), ...others);
    expect(synthByTool(folder)).toMatchObject({ status: 0, stderr: '' });
    const before = stampsIn(join(folder, 'dist'));
    writeTree(folder, change);
    expect(synthByTool(folder)).toMatchObject({ status: 0, stderr: '' });
    const changed = changedPaths(before, stampsIn(join(folder, 'dist')));
    expect(changed.length).toBeGreaterThan(0);
    for (const path of changed) expect(path).toMatch(where);
  });

  test('added, and removed again', () => {
    const folder = projectOf(...others);
    synthByTool(folder);
    const before = stampsIn(join(folder, 'dist'));
    const shop = application('shop');
    writeTree(folder, shop);
    expect(synthByTool(folder)).toMatchObject({ status: 0, stderr: '' });
    const added = changedPaths(before, stampsIn(join(folder, 'dist')));
    expect(added.length).toBeGreaterThan(0);
    for (const path of added) expect(path).toMatch(/^apps\/production\/shop\//);
    for (const path of Object.keys(shop)) rmSync(join(folder, path));
    expect(synthByTool(folder)).toMatchObject({ status: 0, stderr: '' });
    expect(stampsIn(join(folder, 'dist'))).toEqual(before);
  });

  test('nothing is written when nothing changed', () => {
    const folder = projectOf(...others);
    synthByTool(folder);
    const before = stampsIn(folder);
    expect(synth(folder)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(stampsIn(folder)).toEqual(before);
  });
});

describe('what the tool has not made in dist/ it never takes away', () => {
  const UNIT = 'apps/production/shop/base';
  const own = (kind: string, name: string, label = 'cdk8s-blue-green') =>
    `apiVersion: v1\nkind: ${kind}\nmetadata:\n  labels:\n    app.kubernetes.io/managed-by: ${label}\n  name: ${name}\n`;
  let synthesizedOnce: string;
  let folder: string;
  let made: Tree;

  beforeAll(() => {
    synthesizedOnce = projectOf(application('shop'), application('cart'));
    expect(synthByTool(synthesizedOnce)).toMatchObject({ status: 0, stderr: '' });
    made = treeIn(join(synthesizedOnce, 'dist'));
  });

  beforeEach(() => {
    folder = temporaryFolder();
    cpSync(synthesizedOnce, folder, { recursive: true });
  });

  const runs: [string, () => Run][] = [
    ['the app', () => synth(folder)],
    ['bluegreen synth', () => synthByTool(folder)],
    ['bluegreen synth --only', () => run(folder, process.execPath, [TOOL, 'synth', '--only', 'shop'])],
    ['a verb', () => run(folder, process.execPath, [TOOL, 'deploy', 'shop', '--tag', '9.9', '--env', 'production'])],
  ];

  test.each(runs)('%s names what an engine would apply, and refuses', (words, synthesized) => {
    const foreign: Tree = {
      [`${UNIT}/mine.yaml`]: 'a: 1\n',
      [`${UNIT}/values.json`]: '{}',
      // Its name is like ours, and it says that it is another tool's.
      [`${UNIT}/ConfigMap.mine.k8s.yaml`]: own('ConfigMap', 'mine', 'helm'),
      [`${UNIT}/kustomization.yaml`]: own('ConfigMap', 'mine'),
    };
    const elsewhere: Tree = {
      'mine.k8s.yaml': own('ConfigMap', 'mine'),
      'argocd/production/AppProject.mine.k8s.yaml': '',
    };
    const all = words === 'the app' || words === 'bluegreen synth' ? { ...foreign, ...elsewhere } : foreign;
    writeTree(join(folder, 'dist'), { ...foreign, ...elsewhere });
    writeTree(folder, application('shop', { version: '1.1' }));
    const before = stampsIn(folder);
    const { status, stderr } = synthesized();
    expect(status).toBe(1);
    const named = stderr.split('\n').filter(line => line.includes(': error: this tool has not made it'));
    expect(named.map(line => line.split(': ')[0]).sort()).toEqual(
      Object.keys(all)
        .map(path => `dist/${path}`)
        .sort(),
    );
    expect(stampsIn(folder)).toEqual(before);
  });

  test('links are named whatever they are called, and nothing behind them is touched', () => {
    const elsewhere = temporaryFolder();
    writeTree(elsewhere, { 'Job.a.k8s.yaml': own('Job', 'a') });
    symlinkSync(elsewhere, join(folder, 'dist/apps/staging'));
    symlinkSync(join(elsewhere, 'Job.a.k8s.yaml'), join(folder, 'dist', UNIT, 'Job.a.k8s.yaml'));
    const { status, stderr } = synthByTool(folder);
    expect(status).toBe(1);
    expect(stderr).toContain(`dist/${UNIT}/Job.a.k8s.yaml: error: this tool has not made it`);
    expect(stderr).toContain('dist/apps/staging: error: this tool has not made it');
    expect(readdirSync(elsewhere)).toEqual(['Job.a.k8s.yaml']);
  });

  test('what no engine takes stays as it is', () => {
    const notes = { 'README.md': 'r', '.gitattributes': 'g', [`${UNIT}/OWNERS`]: 'o', 'apps/production/.gitkeep': '' };
    writeTree(join(folder, 'dist'), notes);
    writeTree(folder, application('shop', { version: '1.1' }));
    for (const [, synthesized] of runs) {
      expect(synthesized()).toMatchObject({ status: 0, stderr: '' });
      expect(treeIn(join(folder, 'dist'))).toMatchObject(notes);
    }
  });

  test('what it has made goes once no input makes it: objects, applications, environments, also edited or of another version', () => {
    const stale: Tree = {
      [`${UNIT}/Job.shop-gone.k8s.yaml`]: own('Job', 'shop-gone'),
      [`${UNIT}/deep/er/Job.shop-gone.k8s.yaml`]: own('Job', 'shop-gone').replaceAll('\n', '\r\n'),
      'apps/production/gone/blue/Deployment.gone-blue.k8s.yaml': own('Deployment', 'gone-blue'),
      'flux/gone/shop/Kustomization.gone-shop-base.k8s.yaml': own('Kustomization', 'gone-shop-base'),
      'flux/gone/GitRepository.bluegreen-gone.k8s.yaml': '',
      'argocd/gone/AppProject.bluegreen-gone.k8s.yaml': 'edited',
    };
    writeTree(join(folder, 'dist'), stale);
    expect(synthByTool(folder)).toMatchObject({ status: 0, stderr: '' });
    expect(treeIn(join(folder, 'dist'))).toEqual(made);
  });

  test('a folder in the place of one of its files is told, and so is a file larger than any manifest', () => {
    const [file, other] = Object.keys(made) as [string, string];
    rmSync(join(folder, 'dist', file));
    mkdirSync(join(folder, 'dist', file));
    writeFileSync(join(folder, 'dist', other), Buffer.alloc(11 * 1024 * 1024));
    expect(synthByTool(folder)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /can't write dist\/.*: it is a folder, not a file\n(.*\n)*.*at most 10485760 bytes/,
      ),
    });
  });
});

test('a synth makes what engines are told of a watch, be it of all applications or of one', () => {
  const gitops = 'gitops: { repository: "https://git.example.com/a/b.git", engines: [flux] }\n';
  const analysis =
    'analysis: { source: "http://prometheus:9090", metrics: [{ name: errors, preset: http, max: 1 }] }\n';
  const watched = application('ping', { more: `${analysis}watch: { minutes: 10 }\n` });
  const root = projectOf(watched, { 'bluegreen.yaml': `${SETTINGS}${gitops}` });
  expect(synthByTool(root)).toMatchObject({ status: 0, stderr: '' });
  const all = treeIn(join(root, 'dist'));
  expect(Object.keys(all).join()).toContain('flux/production/ping/Kustomization.production-ping-watch.k8s.yaml');
  expect(run(root, process.execPath, [TOOL, 'synth', '--only', 'ping'])).toMatchObject({ status: 0, stderr: '' });
  expect(treeIn(join(root, 'dist'))).toEqual(all);
});

test.each(['.', '..', '/'])('the output can not take the place of the project: %s', outdir => {
  const folder = projectOf(application('shop'));
  const before = stampsIn(folder);
  const { status, stderr } = synth(folder, [], { CDK8S_OUTDIR: outdir });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('it holds the project') });
  expect(stampsIn(folder)).toEqual(before);
});

describe('the app by itself', () => {
  test('writes to the folder that CDK8S_OUTDIR names, and nowhere else', () => {
    const folder = projectOf(application('shop'));
    expect(synth(folder, [], { CDK8S_OUTDIR: 'some/where' })).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(readdirSync(folder).sort()).toEqual(['apps', 'bluegreen.yaml', 'releases', 'some']);
    expect(Object.keys(treeIn(join(folder, 'some', 'where')))).toContain(
      'apps/production/shop/blue/Deployment.shop-blue.k8s.yaml',
    );
  });

  test.each([{}, { CDK8S_OUTDIR: 'dist' }])(
    'leaves the old tree untouched when the input is bad, and lists all errors (%j)',
    env => {
      const folder = projectOf(application('shop'), application('cart'));
      synth(folder);
      const before = stampsIn(join(folder, 'dist'));
      writeTree(folder, {
        ...application('shop', { more: 'prt: 1\n' }),
        ...application('cart', { active: 'red' }),
      });
      const { status, stdout, stderr } = synth(folder, [], env);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(/^apps\/shop.yaml:5:1: error: /m);
      expect(stderr).toMatch(/^releases\/production\/cart.yaml:1:\d+: error: /m);
      expect(stderr).toMatch(/^2 errors; nothing is written\.\n$/m);
      expect(stderr).not.toMatch(/^\s+at |cdk8s-cli/m);
      expect(stampsIn(join(folder, 'dist'))).toEqual(before);
    },
  );

  test('makes no folder when the input is bad', () => {
    const folder = projectOf({ 'bluegreen.yaml': SETTINGS });
    expect(synth(folder)).toMatchObject({ status: 1 });
    expect(readdirSync(folder)).toEqual(['bluegreen.yaml']);
  });

  test('passes what a newer cluster knows, with a warning, and ends with 0', () => {
    const folder = projectOf(application('shop', { more: 'podTemplate: { spec: { hostnameOverride: shop } }\n' }));
    const { status, stderr } = synth(folder);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^apps\/shop.yaml:5:\d+: warning: .*hostnameOverride/m);
    expect(
      readFileSync(join(folder, 'dist/apps/production/shop/blue/Deployment.shop-blue.k8s.yaml'), 'utf8'),
    ).toContain('hostnameOverride: shop');
  });

  test('ends with 1 and words when it can not write', () => {
    const folder = projectOf(application('shop'), { dist: 'precious' });
    expect(synth(folder)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: "error: can't write dist: it is not a folder\n",
    });
    expect(readFileSync(join(folder, 'dist'), 'utf8')).toBe('precious');
  });

  test.each([
    [2, "error: unknown option '--bogus'\n", ['--bogus']],
    [2, 'error: too many arguments. Expected 0 arguments but got 1.\n', ['ping.active=green']],
    [2, "error: option '-c, --context <key=value>' argument missing\n", ['-c']],
    [0, '', ['--help']],
  ])('wrong usage ends with %d: %j', (status, stderr, args) => {
    const folder = projectOf(application('shop'));
    expect(synth(folder, args)).toMatchObject({ status, stderr });
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });
});
