import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../folder';
import { copiesOf, PingProject, ToolProject } from './tool-project';

const PING = ['ping', '--env', 'production'];
const FOLDER = 'dist/apps/production/ping';
const TRAFFIC = [
  `${FOLDER}/release/traffic/Service.ping-preview.k8s.yaml`,
  `${FOLDER}/release/traffic/Service.ping.k8s.yaml`,
];
const RECORD = `${FOLDER}/release/verify/ConfigMap.ping-release.k8s.yaml`;
const GATE = ['Job.ping-verify', 'PodDisruptionBudget.ping-verify', 'Service.ping-colour', 'Service.ping-release'].map(
  name => `${FOLDER}/release/verify/${name}-<hash>.k8s.yaml`,
);
const RELEASE = 'releases/production/ping.yaml';

// The gate's names are those of its content.
const unhashed = (text: string) => text.replaceAll(/-[0-9a-f]{10}(?=\.k8s)/g, '-<hash>');

function having(project: ToolProject, ...words: string[]): ToolProject {
  expect(project.run(...words, ...PING, '--commit').status).toBe(0);
  return project;
}
const deployed = copiesOf(() => having(new PingProject(), 'deploy', '--tag', '3.0'));
const promoted = copiesOf(() => having(deployed(), 'promote'));
const deployedBesideOthers = copiesOf(() => having(new ToolProject(), 'deploy', '--tag', '3.0'));

test('deploy, promote, rollback, deploy anew, retire: a day with the tool', () => {
  const project = new PingProject();
  expect(project.run('deploy', ...PING, '--tag', '3.0').stdout).toMatchSnapshot('deploy');
  expect(project.changed().sort()).toEqual([
    `${FOLDER}/green/Deployment.ping-green.k8s.yaml`,
    `${FOLDER}/green/PodDisruptionBudget.ping-green.k8s.yaml`,
    `${FOLDER}/green/Service.ping-green.k8s.yaml`,
    RELEASE,
  ]);
  project.commit();
  expect(unhashed(project.run('promote', ...PING).stdout)).toMatchSnapshot('promote');
  expect([...new Set(project.changed().map(unhashed))].sort()).toEqual([...TRAFFIC, RECORD, ...GATE, RELEASE]);
  project.commit();
  expect(unhashed(project.run('rollback', ...PING).stdout)).toMatchSnapshot('rollback');
  expect([...new Set(project.changed().map(unhashed))].sort()).toEqual([...TRAFFIC, RECORD, ...GATE, RELEASE]);
  project.commit();
  expect(project.run('retire', ...PING).stdout).toMatchSnapshot('retire');
  expect(project.changed().sort()).toEqual([`${FOLDER}/green/Deployment.ping-green.k8s.yaml`, RELEASE]);
});

test('copies of requests go with a retire, come with a deploy, and no other edit of the route comes along', () => {
  const project = new PingProject();
  const route = 'traffic: route\nroute: { gateway: { name: public }, mirror: { percent: 10 } }\n';
  project.write('apps/ping.yaml', `${project.read('apps/ping.yaml')}${route}`);
  expect(project.run('synth').status).toBe(0);
  project.commit();
  const HTTP_ROUTE = `${FOLDER}/release/traffic/HTTPRoute.ping.k8s.yaml`;
  expect(project.read(HTTP_ROUTE)).toContain('RequestMirror');
  expect(project.run('retire', ...PING).status).toBe(0);
  expect(project.changed().sort()).toEqual([`${FOLDER}/green/Deployment.ping-green.k8s.yaml`, HTTP_ROUTE, RELEASE]);
  expect(project.read(HTTP_ROUTE)).not.toContain('RequestMirror');
  project.commit();

  project.write('apps/ping.yaml', project.read('apps/ping.yaml').replace('name: public', 'name: other'));
  const refused = project.run('deploy', ...PING, '--tag', '3.0');
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('HTTPRoute.ping')]);
  expect(project.changed()).toEqual(['apps/ping.yaml']);
  project.git('restore', '.');

  const { stdout } = project.run('deploy', ...PING, '--tag', '3.0');
  expect(stdout).toContain('until it is retired green gets copies of 10 % of the requests that "route.mirror" names');
  expect(project.changed()).toContain(HTTP_ROUTE);
  const plan = project.run('plan').stdout;
  expect(plan).toContain('ping in production: mirror: 10 % of GET and HEAD are copied to green\n');
  expect(plan).not.toMatch(/BG\d|objects:/);
});

test('a promotion is watched once: the watch goes with a rollback, a retire, and with any edit that would start another one', () => {
  const project = new ToolProject();
  const analysis = 'analysis: { source: "http://a", metrics: [{ name: errors, preset: http, max: 1 }] }\n';
  project.write('apps/ping.yaml', `${project.read('apps/ping.yaml')}${analysis}watch: { minutes: 5 }\n`);
  expect(project.run('synth').status).toBe(0);
  project.commit();
  const watch = () => parse(project.read(`${FOLDER}/release/watch/ConfigMap.ping-watch.k8s.yaml`)).data.watch;
  const did = (...words: string[]) => {
    const { stdout, stderr, status } = project.run(...words, '--commit');
    expect([status, status === 0 || stdout + stderr]).toEqual([0, true]);
    return stdout;
  };
  // Flux runs no watch that it is not told of.
  const told = 'dist/flux/production/ping/Kustomization.production-ping-watch.k8s.yaml';
  expect(project.read(told)).toContain('/release/watch');
  did('deploy', ...PING, '--tag', '3.0');
  expect(watch()).toBe('none');
  expect(did('promote', ...PING)).toContain('watched for 5 minutes');
  const job = watch();
  expect(job).toMatch(/^ping-watch-[0-9a-f]{10}$/);
  expect(project.read(`${FOLDER}/release/watch/Job.${job}.k8s.yaml`)).toContain('--metric');
  expect(project.run('status', 'ping').stdout).toContain(`watched by Job ${job}`);
  expect(project.run('plan', '--base', 'HEAD~1').stdout).toContain(
    `Job ${job} looks at the release for 5 minutes once users are on it, by 1 metric`,
  );
  did('rollback', ...PING);
  expect([watch(), project.read(RELEASE)]).toEqual(['none', expect.not.stringContaining('watched')]);
  // It is the same one again: engines have pruned it meanwhile, and run it anew.
  did('promote', ...PING);
  expect(watch()).toBe(job);
  const edited = project.read('apps/ping.yaml').replace('minutes: 5', 'minutes: 9');
  project.write('apps/ping.yaml', edited);
  expect(project.run('synth').status).toBe(0);
  expect(watch()).toBe('none');
  project.commit();
  expect(did('retire', ...PING)).toContain('only once its watch has passed');
  expect(project.read(RELEASE)).not.toContain('watched');
});

test('what deploy writes into the release file: the comments stay, and the entry says all that the colour runs', () => {
  const project = deployed();
  expect(project.read(RELEASE)).toMatchSnapshot();
});

test('--dry-run says what would change, and changes nothing', () => {
  const project = deployed();
  const { status, stdout } = project.run('promote', ...PING, '--dry-run');
  expect(stdout).toContain('users move from blue (1.0) to green (3.0)');
  expect(stdout).toContain(`would write ${TRAFFIC[1]}`);
  expect([status, project.changed()]).toEqual([0, []]);
});

test('--commit commits just its own files, and says in words what changes for users', () => {
  const project = deployedBesideOthers();
  project.write('apps/shop.yaml', `${project.read('apps/shop.yaml')}# not done yet\n`);
  expect(project.run('promote', ...PING, '--commit').status).toBe(0);
  expect(project.changed()).toEqual(['apps/shop.yaml']);
  const told = unhashed(project.git('log', '-1', '--no-renames', '--format=%B', '--name-only'));
  expect([...new Set(told.trim().split('\n'))]).toEqual([
    'promote(ping): in production, users move from blue (1.0) to green (3.0)',
    '',
    'blue stays up for a rollback until it is retired',
    ...TRAFFIC,
    RECORD,
    ...GATE,
    RELEASE,
  ]);
});

test('--output json is all that is printed, and says the same', () => {
  const { stdout, stderr } = deployed().run('promote', ...PING, '--output', 'json');
  expect(stderr).toBe('');
  expect(JSON.parse(unhashed(stdout))).toEqual({
    verb: 'promote',
    dryRun: false,
    changed: [
      {
        environment: 'production',
        application: 'ping',
        effect: 'users move from blue (1.0) to green (3.0)',
        notes: ['blue stays up for a rollback until it is retired'],
        next: ['rollback', 'retire'],
        files: [RELEASE, ...TRAFFIC, RECORD, ...GATE, ...GATE],
        removed: GATE,
      },
    ],
    unchanged: [],
    refused: [],
    problems: [],
    next: expect.arrayContaining(['bluegreen rollback ping --env production']),
  });
});

// In the demo, shop moves users by an overlap; nobody has deployed ping to staging.
test.each([
  ['a first release', ['deploy', 'ping', '--env', 'staging', '--tag', '1']],
  ['a deploy', ['deploy', 'ping', '--env', 'production', '--tag', '4']],
  ['a promotion', ['promote', 'ping', '--env', 'production']],
  ['half a promotion', ['promote', 'shop', '--env', 'production', '--skip-gate', 'no nodes']],
  ['a retirement', ['retire', 'ping', '--env', 'production']],
])('nothing that %s proposes is refused once it is committed', (_, words) => {
  const project = new ToolProject();
  if (words.includes('shop')) project.run('deploy', 'shop', '--env', 'production', '--tag', '9', '--commit');
  const { stdout } = project.run(...words, '--commit', '--output', 'json');
  const [push, ...next] = JSON.parse(stdout).next as string[];
  expect(push).toBe('git push');
  for (const command of next) {
    const [, verb = '', ...rest] = command.split(' ');
    const { status, stderr } = project.run(verb, ...rest, ...(verb === 'status' ? [] : ['--dry-run']));
    expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
  }
});

test('several applications are one change: where one is refused, none is changed', () => {
  const project = deployedBesideOthers();
  const { status, stdout, stderr } = project.run('promote', '--all', '--env', 'production');
  expect(stderr).toContain("shop in production: can't promote: blue (7.3) is retired: it has 1 pod");
  expect(stderr).toContain('Nothing was changed.');
  expect([status, stdout, project.changed()]).toEqual([1, '', []]);
});

test('several applications in one call are one commit', () => {
  const project = new ToolProject();
  expect(project.run('deploy', 'ping', 'sh*', '--env', 'production', '--tag', '9', '--commit').status).toBe(0);
  expect(project.git('log', '-1', '--format=%s').trim()).toBe('deploy: 2 applications in production');
  expect(project.changed()).toEqual([]);
});

test('what is there already is nothing to do: exit code 0', () => {
  const { status, stdout } = deployed().run('deploy', ...PING, '--tag', '3.0');
  expect([status, stdout]).toEqual([0, 'ping in production: nothing to do: green (3.0) runs just this already\n']);
});

test('a release that is not committed is not promoted', () => {
  const project = new PingProject();
  project.run('deploy', ...PING, '--tag', '3.0');
  const before = project.read(RELEASE);
  const { status, stderr } = project.run('promote', ...PING);
  expect(stderr).toContain('is not committed yet, so nobody can have tested it');
  expect([status, project.read(RELEASE)]).toEqual([1, before]);
});

test('a rollback to what was deployed to since is refused, and says which release it has', () => {
  const project = promoted();
  project.run('deploy', ...PING, '--tag', '4.0', '--commit');
  const { status, stderr } = project.run('rollback', ...PING);
  expect(stderr).toMatch(/blue has been deployed to since: it has 4\.0 \(release \w{10}\) now, and users were on 1\.0/);
  expect(stderr).toContain('bluegreen deploy ping --env production --image pkw0301/app:1.0');
  expect([status, project.changed()]).toEqual([1, []]);
});

test('files that the verb would change have to be as they were committed', () => {
  const project = deployed();
  project.write(TRAFFIC[0]!, project.read(TRAFFIC[0]!).replace('demo', 'other'));
  const { status, stderr } = project.run('promote', ...PING);
  expect(stderr).toContain(`${TRAFFIC[0]} is not as it was committed`);
  expect(stderr).toContain(`git restore ${FOLDER}`);
  expect([status, project.changed()]).toEqual([1, [TRAFFIC[0]]]);
});

test('a verb takes no other change along: an edit of the spec that was not synthesized comes first', () => {
  const project = deployed();
  project.write('apps/ping.yaml', project.read('apps/ping.yaml').replace('port: 5000 }', 'port: 80 }'));
  const { status, stderr } = project.run('promote', ...PING);
  expect(stderr).toMatch(/is not what the files of the project make, and this would change it too/);
  expect([status, project.changed()]).toEqual([1, ['apps/ping.yaml']]);
  expect(project.run('synth', '--only', 'ping').status).toBe(0);
});

test('an edit of the spec changes nothing that was deployed, and status says that it waits', () => {
  const project = promoted();
  project.run('deploy', ...PING, '--tag', '3.1', '--commit');
  project.write(
    'apps/ping.yaml',
    project.read('apps/ping.yaml').replace('replicas: 2', 'replicas: 3\nenv: { LEVEL: debug }'),
  );
  expect(project.run('synth').status).toBe(0);
  expect(project.changed()).toEqual(['apps/ping.yaml']);
  expect(project.run('status', 'ping').stdout).toContain('spec has moved on: env, replicas');
});

test('files of the project are frozen with a release, bytes too: what is edited later waits for the next deploy', () => {
  const project = promoted();
  const inPods = () => project.read('releases/production/ping.yaml');
  project.write(
    'apps/ping.yaml',
    `${project.read('apps/ping.yaml')}files: { /etc/ping.conf: ping.conf, /etc/ping.bin: ping.bin }\n`,
  );
  mkdirSync(join(project.root, 'apps/ping'));
  project.write('apps/ping/ping.conf', 'listen 1;\n');
  project.write('apps/ping/ping.bin', '\0');
  project.git('add', '-A');
  project.git('commit', '--quiet', '--message', 'files');
  expect(project.run('deploy', ...PING, '--tag', '4.0', '--commit').status).toBe(0);
  expect(inPods()).toContain('listen 1;');
  project.write('apps/ping/ping.conf', 'listen 2;\n');
  expect(project.run('synth').status).toBe(0);
  expect(project.changed()).toEqual(['apps/ping/ping.conf']);
  expect(project.run('status', ...PING).stdout).toContain('files');
  expect(project.run('check').stderr).toBe('');
  expect(inPods()).toContain('/etc/ping.bin:\n      base64: AA==');
  expect(project.run('deploy', ...PING, '--tag', '4.0').status).toBe(0);
  expect(inPods()).toContain('listen 2;');
  expect(inPods()).toContain('/etc/ping.bin:\n      base64: AA==');
  expect(project.run('check').stdout).toContain('Nothing found that can hurt users.');
});

test('objects of a colour go with its release: what users are on keeps its own, and of the idle colour they may go', () => {
  const project = promoted();
  const file = 'apps/ping/objects/traffic.yaml';
  mkdirSync(join(project.root, 'apps/ping/objects'), { recursive: true });
  project.write(
    file,
    'apiVersion: a.io/v1\nkind: Rule\nmetadata: { name: $(APPLICATION)-$(COLOUR) }\nspec: { of: $(ENVIRONMENT)-$(COLOUR) }\n',
  );
  project.commit();
  expect(project.run('deploy', ...PING, '--tag', '4.0', '--commit').status).toBe(0);
  const made = `${FOLDER}/blue/Rule.ping-blue.k8s.yaml`;
  expect(project.read(made)).toContain('of: production-blue');
  expect(project.run('promote', ...PING, '--commit').status).toBe(0);
  project.git('rm', '--quiet', file);
  project.git('commit', '--quiet', '--message', 'No rule');
  expect(project.run('synth').status).toBe(0);
  expect(project.changed()).toEqual([]);
  expect(project.run('rollback', ...PING, '--commit').status).toBe(0);
  expect(project.run('deploy', ...PING, '--tag', '5.0').status).toBe(0);
  expect(project.changed()).toContain(made);
  expect(project.run('check')).toMatchObject({ status: 0, stdout: expect.stringContaining('Nothing found') });
  expect(project.run('plan').stdout).toContain('Rule ping-blue is removed');
});

test('a spec that is wrong leaves the release file as it was', () => {
  const project = deployed();
  const before = project.read(RELEASE);
  project.write('apps/ping.yaml', project.read('apps/ping.yaml').replace('readiness: { path: /ping }', ''));
  const { status, stderr } = project.run('deploy', ...PING, '--tag', '4.0');
  expect(stderr).toContain('apps/ping.yaml:');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect([status, project.read(RELEASE)]).toEqual([1, before]);
});

test('synth says the same of a bad project with --only as without', () => {
  const project = new ToolProject();
  project.write('apps/ping.yaml', `${project.read('apps/ping.yaml')}prt: 1\ndrain: 2\n`);
  const all = project.run('synth');
  expect(all).toMatchObject({ status: 1, stderr: expect.stringMatching(/\n2 errors; nothing is written\.\n$/) });
  expect(project.run('synth', '--only', 'shop')).toEqual(all);
  expect(project.changed()).toEqual(['apps/ping.yaml']);
});

test('what only a whole object shows is refused without a stack trace, and nothing is written', () => {
  const project = deployed();
  const spec = `${project.read('apps/ping.yaml')}podTemplate: { spec: { volumes: [{ emptyDir: {} }] } }\n`;
  project.write('apps/ping.yaml', spec);
  for (const words of [['deploy', ...PING, '--tag', '4.0'], ['synth'], ['synth', '--only', 'ping']]) {
    const { status, stdout, stderr } = project.run(...words);
    expect(stderr).toMatch(
      /^ping\/\w+\/Deployment.*expected "name", which Volume requires; podTemplate brings it in\n$/,
    );
    expect([status, stdout, project.changed()]).toEqual([1, '', ['apps/ping.yaml']]);
  }
});

test('two people promote different applications, and git merges both', () => {
  const project = new ToolProject();
  project.run('deploy', 'ping', 'shop', '--env', 'production', '--tag', '9', '--commit');
  project.git('switch', '--quiet', '--create', 'one');
  project.run('promote', 'ping', '--env', 'production', '--commit');
  project.git('switch', '--quiet', '--create', 'two', 'main');
  project.run('promote', 'shop', '--env', 'production', '--commit');
  project.git('merge', '--quiet', '--no-edit', 'one');
  expect(project.run('synth').status).toBe(0);
  expect(project.changed()).toEqual([]);
});

test('a digest is shown next to its tag', () => {
  const project = new PingProject();
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  project.run('deploy', ...PING, '--image', `pkw0301/app:3.0@${digest}`);
  expect(project.run('status', ...PING).stdout).toContain('3.0@sha256:0123456789ab (2)');
});

test('status: what users are on, what may be done, and only what has something to do', () => {
  const project = new ToolProject();
  expect(project.run('status').stdout).toMatchSnapshot();
  expect(project.run('status', '--todo', '--sort', 'environment').stdout).toMatchSnapshot('something to do');
  const { situations } = JSON.parse(project.run('status', 'ping', '--output', 'json').stdout);
  expect(situations).toMatchObject([{ application: 'ping', active: 'blue', blue: { version: '1.0', pods: 2 } }]);
});

test('new: the first files of an application, which synthesize to what is written', () => {
  const project = new ToolProject();
  const { stdout } = project.run('new', 'web', '--image', 'nginx:1.27', '--port', '80', '--env', 'staging');
  expect(unhashed(stdout)).toMatchSnapshot();
  expect(project.run('synth').status).toBe(0);
  project.commit();
  expect(project.run('new', 'web', '--image', 'nginx:1.28', '--port', '80', '--env', 'staging')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('apps/web.yaml is there already'),
  });
});

test('outside a git work tree, what comes next begins with git init', () => {
  const project = new ToolProject();
  rmSync(join(project.root, '.git'), { recursive: true });
  const words = ['new', 'web', '--image', 'nginx:1.27', '--port', '80', '--env', 'staging'];
  for (const { stdout } of [project.run(...words), project.run('deploy', ...PING, '--tag', '3.0')]) {
    expect(stdout).toContain('next:\n  git init && git add ');
  }
});

test('new in a folder without a project starts one, which synthesizes', () => {
  const project = new ToolProject();
  for (const path of ['apps', 'releases', 'dist', 'bluegreen.yaml', 'schemas']) project.git('rm', '-rq', path);
  const { status, stdout } = project.run('new', 'web', '--image', 'nginx:1.27', '--port', '80', '--namespace', 'shop');
  expect(stdout).toContain('wrote bluegreen.yaml');
  expect(status).toBe(0);
  expect(project.run('synth').status).toBe(0);
  expect(project.run('status').stdout).toContain('web          production   * 1.27 (2)  -');
  expect(project.read('dist/apps/production/web/release/traffic/Service.web.k8s.yaml')).toContain('namespace: shop');
});

// A repository without a commit, in which the tool is installed.
function emptyRepository(): ToolProject {
  const project = new ToolProject(temporaryFolder());
  project.git('init', '--quiet');
  mkdirSync(join(project.root, 'node_modules'));
  project.write('node_modules/index.js', '');
  return project;
}

test('new says which namespace it chose for all applications to come', () => {
  expect(emptyRepository().run('new', 'web', '--image', 'nginx:1.27', '--port', '80').stdout).toContain(
    'production is the namespace "web", for all its applications: bluegreen.yaml says so, and --namespace names another one',
  );
});

test.each([
  [undefined, 'node_modules/\n'],
  ['*.log', '*.log\nnode_modules/\n'],
  ['/node_modules\n', '/node_modules\n'],
])('new has git leave node_modules alone, and keeps the lines of .gitignore: %j', (before, after) => {
  const project = emptyRepository();
  if (before !== undefined) project.write('.gitignore', before);
  expect(project.run('new', 'web', '--image', 'nginx:1.27', '--port', '80', '--namespace', 'web').status).toBe(0);
  expect(project.read('.gitignore')).toBe(after);
  expect(project.changed().filter(file => file.startsWith('node_modules'))).toEqual([]);
});

test('new takes the namespace that bluegreen.yaml has, and no other', () => {
  const project = new PingProject();
  const words = ['new', 'web', '--image', 'nginx:1.27', '--port', '80', '--env', 'production', '--namespace'];
  expect(project.run(...words, 'other')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('bluegreen.yaml says already that production is in the namespace "demo"'),
  });
  expect(project.changed()).toEqual([]);
  expect(project.run(...words, 'demo').status).toBe(0);
});

test('an error in bluegreen.yaml is one for every verb, and nothing is written', () => {
  const project = new PingProject();
  project.write('bluegreen.yaml', project.read('bluegreen.yaml').replace(/^ +repository:.*\n/m, ''));
  project.commit();
  for (const words of [
    ['new', 'web', '--image', 'nginx:1', '--port', '80', '--env', 'production'],
    ['deploy', ...PING, '--tag', '3.0'],
    ['status'],
    ['check'],
  ]) {
    const { status, stdout, stderr } = project.run(...words);
    expect(`${stdout}${stderr}`).toMatch(/bluegreen\.yaml:\d+.*"repository" is missing/s);
    expect([words[0], status, project.changed()]).toEqual([words[0], 1, []]);
  }
});

test.each([
  [['new', 'web'], 2, /say --image and --port/],
  [
    ['new', 'Web', '--image', 'nginx:1', '--port', '80', '--env', 'staging'],
    2,
    /the name of the application: expected a DNS label/,
  ],
  [
    ['new', 'web', '--image', 'nginx', '--port', '80', '--env', 'staging'],
    2,
    /--image: expected an image with a tag or a digest/,
  ],
  [
    ['new', 'web', '--image', 'nginx:1', '--port', 'http', '--env', 'staging'],
    2,
    /--port: expected a port from 1 to 65535, got "http"/,
  ],
  [
    ['new', 'Hello_World', '--image', 'nginx:latest', '--port', '99999', '--readiness', 'health', '--env', 'prod'],
    2,
    /^error: the name.*got "Hello_World"\n--image: .*\n--port: .*\n--readiness: .*\n--env: .*the nearest is "production"\n$/,
  ],
])('%j: refused in words, nothing written', (words, code, says) => {
  const project = new ToolProject();
  const { status, stdout, stderr } = project.run(...words);
  expect(stderr).toMatch(says);
  expect([status, stdout, project.changed()]).toEqual([code, '', []]);
});
