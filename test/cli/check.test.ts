import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { type Tree, writeTree } from '../folder';
import { PingProject, ToolProject } from './tool-project';

const FOLDER = 'dist/apps/production/ping';
const BLUE = `${FOLDER}/blue/Deployment.ping-blue.k8s.yaml`;
const TRAFFIC = `${FOLDER}/release/traffic/Service.ping.k8s.yaml`;
const PREVIEW = 'dist/apps/production/ping/release/traffic/Service.ping-preview.k8s.yaml';

function replace(project: ToolProject, path: string, from: string, to: string): void {
  const text = project.read(path);
  expect(text.split(from)).toHaveLength(2);
  project.write(path, text.replace(from, to));
}

function lineOf(project: ToolProject, path: string, text: string): number {
  return (
    project
      .read(path)
      .split('\n')
      .findIndex(line => line.includes(text)) + 1
  );
}

interface Said {
  readonly compared: string;
  readonly findings: ReadonlyArray<{
    readonly rule: string;
    readonly file: string;
    readonly message: string;
    readonly line?: number;
    readonly place: string;
  }>;
  readonly allowed: readonly unknown[];
  readonly expired: readonly unknown[];
  readonly undecided: readonly string[];
  readonly unread: ReadonlyArray<{ readonly file: string }>;
}

function check(project: ToolProject, ...args: readonly string[]): Said & { readonly status: number | null } {
  const { status, stdout, stderr } = project.run('check', '--format', 'json', ...args);
  expect(stderr).toBe('');
  const said: Said = JSON.parse(stdout);
  expect(status).toBe(said.findings.length ? 1 : 0);
  return { ...said, status };
}

const rules = ({ findings }: Said) => [...new Set(findings.map(({ rule }) => rule))].sort();

test('an edit of the active colour is found where it stands, before it is committed and after', () => {
  const project = new PingProject();
  replace(project, BLUE, 'app:1.0', 'app:1.1');
  const { status, stdout } = project.run('check');
  const place = `${BLUE}:${lineOf(project, BLUE, 'image:')}`;
  expect(stdout).toContain(`${place}: error: BG001: users are on blue (ping-blue), and its pod template changes`);
  expect([status, rules(check(project))]).toEqual([1, ['BG001', 'BG012']]);
  project.commit();
  const after = check(project);
  expect(after.compared).toMatch(
    /^Compared: the commit before the last one \([0-9a-f]{10}\) against the work tree, in dist$/,
  );
  expect(rules(after)).toEqual(['BG001', 'BG012']);
});

test('a day with the tool: after each verb, and after each commit, check is silent', () => {
  const project = new ToolProject();
  const env = ['--env', 'production'];
  for (const args of [
    ['deploy', 'ping', ...env, '--tag', '3.0'],
    ['promote', 'ping', ...env],
    ['rollback', 'ping', ...env],
    ['retire', 'ping', ...env],
    ['deploy', 'shop', ...env, '--tag', '8.0'],
    ['promote', 'shop', ...env],
    ['new', 'pong', ...env, '--image', 'team/pong:1', '--port', '8080', '--readiness', '/'],
  ]) {
    expect(project.run(...args)).toMatchObject({ status: 0 });
    expect(check(project).findings).toEqual([]);
    project.commit();
    expect(check(project, '--base', 'HEAD~1', '--head', 'HEAD').findings).toEqual([]);
  }
}, 120_000);

test('on a branch, all that it changes counts, and what the main branch did meanwhile does not', () => {
  const project = new ToolProject();
  project.git('checkout', '--quiet', '-b', 'mine');
  replace(project, BLUE, 'replicas: 2', 'replicas: 0');
  project.commit();
  replace(project, TRAFFIC, 'colour: blue', 'colour: green');
  project.commit();
  project.git('checkout', '--quiet', 'main');
  replace(project, 'dist/apps/production/shop/green/Deployment.shop-green.k8s.yaml', 'value: info', 'value: debug');
  project.commit();
  project.git('checkout', '--quiet', 'mine');
  const said = check(project);
  expect(said.compared).toContain('where this leaves main');
  expect(rules(said)).toEqual(['BG004', 'BG012', 'BG023']);
  expect(new Set(said.findings.map(({ place }) => place))).toEqual(new Set(['production/ping']));
});

test('two revisions, whatever the work tree looks like; also backwards', () => {
  const project = new PingProject();
  replace(project, BLUE, 'app:1.0', 'app:1.1');
  project.commit();
  rmSync(join(project.root, FOLDER), { recursive: true });
  expect(rules(check(project, '--base', 'HEAD~1', '--head', 'HEAD'))).toEqual(['BG001', 'BG012']);
  // The way back is an edit of the active colour too, but to what the inputs make.
  expect(rules(check(project, '--base', 'HEAD', '--head', 'HEAD~1'))).toEqual(['BG001']);
  expect(rules(check(project, '--no-base', '--head', 'HEAD'))).toEqual(['BG012']);
  expect(check(project, '--no-base', '--head', 'HEAD~1').findings).toEqual([]);
  expect(rules(check(project))).toEqual(['BG005', 'BG012']);
});

test('an input that was edited and not synthesized is found, and so is one that is wrong', () => {
  const project = new PingProject();
  replace(project, 'releases/production/ping.yaml', 'active: blue', 'active: green');
  // However many files a synth would write, what is missing is one synth.
  expect(check(project).findings.map(({ rule, file, message }) => [rule, file, message])).toEqual([
    ['BG012', PREVIEW, 'the inputs make something else of 11 files, this one among them'],
  ]);
  project.run('synth');
  replace(project, TRAFFIC, 'type: NodePort', 'type: LoadBalancer');
  expect(check(project).findings.map(({ rule, file, message }) => [rule, file, message])).toEqual([
    ['BG012', TRAFFIC, 'the inputs make something else'],
  ]);
  replace(project, 'releases/production/ping.yaml', 'active: green', 'active: red');
  expect(check(project).findings.map(({ rule, file, line }) => [rule, file, line])).toEqual([
    ['BG012', 'releases/production/ping.yaml', 2],
  ]);
});

test('what is wrong with a spec is said once, in however many environments it is', () => {
  const project = new ToolProject();
  project.write('apps/shop.yaml', `${project.read('apps/shop.yaml')}prt: 1\n`);
  const lines = project.read('apps/shop.yaml').split('\n').length - 1;
  expect(check(project).findings.map(({ rule, file, line }) => [rule, file, line])).toEqual([
    ['BG012', 'apps/shop.yaml', lines],
  ]);
});

test('what tells the engines is judged as well, be it ours by its hash or not', () => {
  const project = new PingProject();
  replace(project, 'dist/flux/production/ping/Kustomization.production-ping-verify.k8s.yaml', '  wait: true\n', '');
  replace(
    project,
    'dist/argocd/production/ApplicationSet.bluegreen-production.k8s.yaml',
    'prune: true',
    'prune: false',
  );
  const found = check(project).findings.filter(({ rule }) => rule === 'BG024');
  expect(found.map(({ place, message }) => [place, message])).toEqual([
    ['production', 'ApplicationSet bluegreen-production no longer deletes what goes from git'],
    ['production/ping', 'Kustomization production-ping-verify no longer waits for its objects'],
  ]);
});

test('what a named Kubernetes no longer has is found', () => {
  const project = new PingProject();
  const file = `${FOLDER}/blue/PodDisruptionBudget.ping-blue.k8s.yaml`;
  replace(project, file, 'policy/v1', 'policy/v1beta1');
  expect(rules(check(project, '--no-base', '--kubernetes', '1.24'))).toEqual(['BG012']);
  expect(rules(check(project, '--no-base', '--kubernetes', 'v1.31.2'))).toEqual(['BG012', 'BG026']);
  expect(project.run('check', '--kubernetes', 'latest')).toMatchObject({ status: 2 });
});

test('what tells the engines is looked at too, for one application and for an environment', () => {
  const project = new PingProject();
  const kustomization = 'dist/flux/production/ping/Kustomization.production-ping-traffic.k8s.yaml';
  const applications = 'dist/argocd/production/ApplicationSet.bluegreen-production.k8s.yaml';
  for (const path of [kustomization, applications]) project.write(path, `${project.read(path)}# by hand\n`);
  expect(check(project).findings.map(({ rule, file, place }) => [rule, file, place])).toEqual([
    ['BG012', applications, '*'],
    ['BG012', kustomization, 'production/ping'],
  ]);
  project.commit();
  expect(rules(check(project, '--base', 'HEAD~1', '--head', 'HEAD'))).toEqual(['BG012']);
});

test('files that git does not know yet count, and those that it ignores do not', () => {
  const project = new PingProject();
  project.write('.gitignore', 'left.yaml\n');
  project.write(`${FOLDER}/blue/left.yaml`, 'nothing');
  expect(check(project).findings).toEqual([]);
  project.write(`${FOLDER}/blue/new.yaml`, 'nothing');
  expect(rules(check(project))).toEqual(['BG012', 'BG013']);
});

describe('what is allowed is always said', () => {
  const allowFile = (expires: string) =>
    `allow:\n  - rule: BG001\n    application: production/*\n    reason: a hotfix that can not wait\n    expires: "${expires}"\n`;

  function broken(): ToolProject {
    const project = new PingProject();
    replace(project, BLUE, 'app:1.0', 'app:1.1');
    return project;
  }

  test('on the command line', () => {
    const project = broken();
    const allow = ['--allow', 'BG001=production/ping', '--allow', 'BG012=*'];
    const { status, stdout } = project.run('check', ...allow);
    expect(status).toBe(0);
    expect(stdout).toMatch(/allowed: BG001: users are on blue[^\n]*\n {4}by: --allow BG001=production\/ping/);
    expect(rules(check(project, '--allow', 'BG001=staging/*'))).toEqual(['BG001', 'BG012']);
  });

  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  test('in a file that review has seen before the change, for a time', () => {
    const project = new PingProject();
    const allow = (expires: string) => {
      project.write('bluegreen-allow.yaml', allowFile(expires));
      project.commit();
    };
    allow(inDays(30));
    replace(project, BLUE, 'app:1.0', 'app:1.1');
    expect(project.run('check').stdout).toContain(
      `by: bluegreen-allow.yaml:2, until ${inDays(30)}: a hotfix that can not wait`,
    );
    expect(rules(check(project))).toEqual(['BG012']);
    replace(project, BLUE, 'app:1.1', 'app:1.0');
    for (const [days, words] of [
      [-30, 'not allowed any more'],
      [3000, 'not allowed for so long'],
    ] as const) {
      allow(inDays(days));
      replace(project, BLUE, 'app:1.0', 'app:1.1');
      expect(project.run('check').stdout).toContain(`${words}: BG001 for production/*, until ${inDays(days)}`);
      expect(rules(check(project))).toEqual(['BG001', 'BG012']);
      replace(project, BLUE, 'app:1.1', 'app:1.0');
    }
  });

  test('by the change itself nothing is, and that it tries is a finding, which the file can not allow either', () => {
    const project = broken();
    const itself = '  - rule: BG027\n    application: production/*\n    reason: a\n    expires: "2026-12-31"\n';
    project.write('bluegreen-allow.yaml', allowFile(inDays(30)) + itself);
    const found = check(project).findings.filter(({ rule }) => rule !== 'BG012');
    expect(found.map(({ rule, place, file, line }) => [rule, place, file, line])).toEqual([
      ['BG001', 'production/ping', BLUE, 39],
      ['BG027', 'production/*', 'bluegreen-allow.yaml', 2],
    ]);
    expect(rules(check(project, '--allow', 'BG027=production/*'))).toEqual(['BG001', 'BG012']);
    project.commit();
    expect(rules(check(project, '--base', 'HEAD', '--head', 'HEAD'))).toEqual([]);
  });

  test('a file that can not be understood allows nothing, and says where', () => {
    const project = broken();
    project.write(
      'bluegreen-allow.yaml',
      'allow:\n  - rule: BG099\n    application: "*"\n    reason: a\n    expires: "2026-12-31"\n  - rule: BG001\n',
    );
    const { status, stderr } = project.run('check');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^bluegreen-allow.yaml:6:\d+: error: /m);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('YAML of others, without a project', () => {
  const foreign = (slot: string, image: string): Tree => ({
    'k8s/blue.yaml': workload('blue', 'web:1'),
    'k8s/green.yaml': workload('green', image),
    'k8s/service.yaml': `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  selector: { app: web, slot: ${slot} }\n  ports: [{ port: 80 }]\n`,
    'chart/templates/a.yaml': 'kind: {{ .Values.kind }}\n{{- end }}\n',
    'big.yaml': 'a: b\n'.repeat(3_000_000),
  });
  const workload = (slot: string, image: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web-${slot} }\nspec:\n  selector: { matchLabels: { app: web, slot: ${slot} } }\n  template:\n    metadata: { labels: { app: web, slot: ${slot} } }\n    spec: { containers: [{ name: web, image: "${image}" }] }\n`;

  function repository(): ToolProject {
    const project = new PingProject();
    for (const path of ['bluegreen.yaml', 'dist', 'apps', 'releases', 'schemas'])
      rmSync(join(project.root, path), { recursive: true });
    writeTree(project.root, foreign('blue', 'web:2'));
    project.commit();
    return project;
  }

  test('in git: what cannot be read is named, and the rest is checked', () => {
    const project = repository();
    writeTree(project.root, foreign('green', 'web:3'));
    const said = check(project);
    expect(said.findings.map(({ rule, file, line, place }) => [rule, file, line, place])).toEqual([
      ['BG002', 'k8s/green.yaml', 8, 'default/web'],
    ]);
    expect(said.unread.map(({ file }) => file).sort()).toEqual(['big.yaml', 'chart/templates/a.yaml']);
    expect(check(project, 'k8s').unread).toEqual([]);
  });

  test('what a review has allowed is allowed for plan, too', () => {
    const project = repository();
    const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const entry = `{ rule: BG002, application: default/web, reason: a hotfix, expires: "${soon}" }`;
    project.write('bluegreen-allow.yaml', `allow: [${entry}]\n`);
    project.commit();
    writeTree(project.root, foreign('green', 'web:3'));
    expect(check(project).findings).toEqual([]);
    const { stdout } = project.run('plan');
    expect(stdout).not.toContain('error: BG002');
    expect(stdout).toMatch(/^allowed: BG002 at k8s\/green.yaml:8: /m);
  });

  test('in two folders, without git', () => {
    const project = repository();
    writeTree(join(project.root, 'before'), foreign('blue', 'web:2'));
    writeTree(join(project.root, 'after'), foreign('green', 'web:3'));
    rmSync(join(project.root, '.git'), { recursive: true });
    expect(rules(check(project, '--base-dir', 'before', '--head-dir', 'after'))).toEqual(['BG002']);
    expect(check(project, '--head-dir', 'after').findings).toEqual([]);
  });
});

test('two folders of our output are told apart by environment and unit', () => {
  const project = new PingProject();
  const other = join(project.root, 'other');
  for (const path of project.git('ls-files', 'dist').trim().split('\n')) {
    mkdirSync(dirname(join(other, path)), { recursive: true });
    writeFileSync(join(other, path), readFileSync(join(project.root, path)));
  }
  writeFileSync(join(other, TRAFFIC), project.read(TRAFFIC).replace('colour: blue', 'colour: bleu'));
  const { findings } = check(project, '--base-dir', 'dist', '--head-dir', 'other/dist');
  expect(findings.map(({ rule, place, file }) => [rule, place, file])).toEqual([['BG007', 'production/ping', TRAFFIC]]);
});

test('a project in a folder of a repository: paths that a code host shows start at its root', () => {
  const project = new PingProject();
  mkdirSync(join(project.root, 'deploy'));
  project.git('mv', 'apps', 'releases', 'dist', 'bluegreen.yaml', 'schemas', 'deploy');
  project.write('deploy/bluegreen.yaml', project.read('deploy/bluegreen.yaml').replace('path: ./ ', 'path: deploy '));
  project.runIn(join(project.root, 'deploy'), 'synth');
  project.commit();
  const path = `deploy/${BLUE}`;
  replace(project, path, 'app:1.0', 'app:1.1');
  const inside = { cwd: join(project.root, 'deploy') };
  const github = project.runIn(inside.cwd, 'check', '--format', 'github');
  expect(github.stdout).toContain(
    `::error file=${path},line=${lineOf(project, path, 'image:')},title=BG001 production/ping::`,
  );
  const sarif = JSON.parse(project.runIn(inside.cwd, 'check', '--format', 'sarif').stdout);
  expect(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(path);
  expect(parse(project.runIn(inside.cwd, 'check', '--format', 'json').stdout).findings[0].file).toBe(BLUE);
});

test('the first commit is looked at by itself', () => {
  const project = new PingProject();
  const said = check(project);
  expect([said.findings, said.compared]).toEqual([[], 'Compared: the work tree, by itself, in dist']);
});

test('before the first commit, what stands in the work tree is looked at by itself', () => {
  const project = new ToolProject();
  rmSync(join(project.root, '.git'), { recursive: true });
  project.git('init', '--quiet');
  const alone = 'Compared: the work tree, by itself, in dist';
  for (const words of [[], ['--no-base']]) {
    expect(check(project, ...words)).toMatchObject({ findings: [], compared: alone });
  }
  expect(project.run('plan')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`${alone}\nping in production: new`),
  });
  const file = 'dist/apps/production/ping/blue/Deployment.ping-blue.k8s.yaml';
  project.write(file, project.read(file).replace('replicas: 2', 'replicas: 3'));
  project.git('add', '--all');
  expect(check(project).findings).toMatchObject([{ rule: 'BG012' }]);
});

test('without the commit that is asked for, and without git, it says what is missing', () => {
  const project = new PingProject();
  rmSync(join(project.root, '.git'), { recursive: true });
  expect(project.run('check')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/is in no git work tree/),
  });
  project.git('init', '--quiet');
  const { status, stderr } = project.run('check', '--base', 'HEAD');
  expect([status, stderr]).toEqual([1, 'error: nothing is committed here yet: make a first commit\n']);
});

test.each([
  [['--base', 'nonsense'], 1, /there is no commit "nonsense" here/],
  [['--head-dir', 'nowhere'], 1, /nowhere: the file is missing/],
  [['--base-dir', 'dist'], 2, /--head-dir/],
  [['--head-dir', 'dist', '--head', 'HEAD'], 2, /takes no paths, no --base and no --head/],
  [['--allow', 'BG001'], 2, /expected a rule and an application, such as BG001=production\/ping, got "BG001"/],
  [['--allow', 'BG0001=a/b'], 2, /there is no rule "BG0001".*the nearest is "BG001"/],
  [['--format', 'xml'], 2, /Allowed choices are text, json, sarif, github, markdown/],
] as const)('check %j: exit code %i, in words', (args, code, says) => {
  const { status, stdout, stderr } = new ToolProject().run('check', ...args);
  expect([status, stdout]).toEqual([code, '']);
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^\s+at /m);
});
