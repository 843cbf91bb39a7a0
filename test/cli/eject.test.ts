import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { copiesOf, PingProject, ToolProject } from './tool-project';

const PING = ['--app', 'ping', '--env', 'production'];
const FIRST = ['eject', ...PING, '--to', 'k8s/production', '--commit'];
const NEXT = ['eject', '--next', ...PING, '--commit'];
const FOLDER = 'k8s/production/ping';
const SERVICE = 'dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml';

function done(project: ToolProject, ...words: string[]): string {
  const { status, stdout, stderr } = project.run(...words);
  expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' });
  return stdout;
}

function refused(project: ToolProject, ...words: string[]): string {
  const before = project.changed();
  const { status, stdout, stderr } = project.run(...words);
  expect({ words, status, stdout }).toEqual({ words, status: 1, stdout: '' });
  expect(project.changed()).toEqual(before);
  return stderr;
}

const leaving = (project: () => ToolProject, words: string[]) =>
  copiesOf(() => {
    const next = project();
    done(next, ...words);
    return next;
  });
const beside = leaving(() => new PingProject(), FIRST);
const moved = leaving(beside, NEXT);
const gone = leaving(moved, NEXT);

const committed = (project: ToolProject) =>
  project.git('show', '--name-only', '--no-renames', '--format=').trim().split('\n');

const nothingFound = (project: ToolProject, base = 'HEAD~1') =>
  expect(done(project, 'check', '--base', base)).toMatch(/nothing found/i);

test('a member of a group does not leave while others wait for it: it says so, and leaves once it is out', () => {
  const project = new ToolProject();
  const settings = project.read('bluegreen.yaml');
  const group = (members: string) => {
    project.write('bluegreen.yaml', `${settings}groups: { checkout: [${members}] }\n`);
    done(project, 'synth');
    project.commit();
  };
  group('ping, shop');
  const said = refused(project, ...FIRST);
  expect(said).toContain('it is in the group checkout, whose traffic moves together');
  expect(said).toContain('take it out of "groups" in bluegreen.yaml first, as docs/groups.md says');
  group('shop');
  done(project, ...FIRST);
  nothingFound(project);
});

test('an application leaves in three commits, and check finds nothing at any of them', () => {
  const project = new ToolProject();
  const pods = parse(project.read('dist/apps/production/ping/blue/Deployment.ping-blue.k8s.yaml')).spec;
  const service = parse(project.read(SERVICE)).spec;
  expect(done(project, ...FIRST)).toContain('users stay on blue (1.0)');
  nothingFound(project);
  // What is applied today is not touched.
  expect(committed(project).filter(file => file.startsWith('dist/'))).toEqual([]);
  const deployment = parse(project.read(`${FOLDER}/deployment.yaml`));
  expect(deployment.metadata).toEqual({
    labels: { 'app.kubernetes.io/name': 'ping', 'app.kubernetes.io/version': '1.0' },
    name: 'ping',
    namespace: 'demo',
  });
  expect(deployment.spec.template.spec.containers).toEqual(pods.template.spec.containers);

  // Nothing else can be done to it on the way.
  expect(refused(project, 'deploy', 'ping', '--env', 'production', '--tag', '3')).toContain('it is leaving');
  expect(done(project, 'synth')).toBe('');
  expect(project.changed()).toEqual([]);

  expect(done(project, ...NEXT)).toContain('users move from blue (1.0) to the plain pods of k8s/production/ping');
  nothingFound(project);
  expect(committed(project).filter(file => !/^(releases|dist\/apps\/production\/ping\/release)\//.test(file))).toEqual(
    [],
  );
  expect(parse(project.read(SERVICE)).spec).toEqual({ ...service, selector: { app: 'ping' } });
  expect(done(project, 'plan', '--base', 'HEAD~1')).toMatch(
    /users move from blue \(1.0, pkw0301\/app:1.0\) to ping \(1.0\); no pod restarts; blue stays up with 2 of 2/,
  );
  expect(done(project, 'synth')).toBe('');
  expect(project.changed()).toEqual([]);

  expect(done(project, ...NEXT)).toContain('it has left');
  nothingFound(project);
  expect(done(project, 'plan', '--base', 'HEAD~1')).not.toContain('outage');
  const left = [
    'apps/ping.yaml',
    'releases/production/ping.yaml',
    'dist/apps/production/ping',
    'dist/flux/production/ping',
  ];
  expect(left.filter(path => existsSync(join(project.root, path)))).toEqual([]);
  expect(parse(project.read(`${FOLDER}/service.yaml`)).spec).toEqual({ ...service, selector: { app: 'ping' } });
  // The gate that was the last one, and no other.
  const plan = project.read('takeover/production/ping.md');
  const jobs = plan.match(/job\/ping-verify-[0-9a-f]{10}/g)!;
  const job = project
    .git('ls-tree', '-r', '--name-only', 'HEAD~1')
    .match(/ping-verify-[0-9a-f]{10}(?=\.k8s\.yaml)/)![0];
  expect(jobs).toEqual([`job/${job}`]);
  expect(done(project, 'synth')).toBe('');
  expect(project.changed()).toEqual([]);
  expect(done(project, 'status')).not.toContain('ping');
});

test('workers come along last, under the names that they have', () => {
  const project = new ToolProject();
  const workers = 'workers: { mail: { args: [mail] }, nightly: { args: [count], schedule: "@daily" } }';
  project.write('apps/ping.yaml', `${project.read('apps/ping.yaml')}\nconfig: { QUEUE: orders }\n${workers}\n`);
  done(project, 'synth');
  project.commit();
  const before = parse(project.read('dist/apps/production/ping/release/traffic/Deployment.ping-mail.k8s.yaml'));
  expect(done(project, 'status', 'ping')).toContain('\n  workers: mail (1), nightly (@daily)\n');
  for (const words of [FIRST, NEXT, NEXT]) {
    done(project, ...words);
    nothingFound(project);
  }
  const mail = parse(project.read(`${FOLDER}/deployment-ping-mail.yaml`));
  expect([mail.metadata.name, mail.spec.selector]).toEqual(['ping-mail', before.spec.selector]);
  const [container] = mail.spec.template.spec.containers;
  expect(container).toEqual({
    ...before.spec.template.spec.containers[0],
    envFrom: [{ configMapRef: { name: 'ping-config' } }],
  });
  expect(mail.spec.template.metadata.labels).not.toHaveProperty('blue-green/release');
  expect(parse(project.read(`${FOLDER}/cronjob-ping-nightly.yaml`)).spec.schedule).toBe('@daily');
  // Nobody deletes in the end what goes on.
  const deleted = /delete --ignore-not-found (.*)`/.exec(project.read('takeover/production/ping.md'))![1]!.split(' ');
  expect(deleted).toContain('deployment/ping-blue');
  expect(deleted.filter(name => /mail|nightly/.test(name))).toEqual([]);
});

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

(kubectl ? test : test.skip)('what is left is built by kubectl, at each step, as it was written', () => {
  for (const project of [beside(), moved(), gone()]) {
    const folder = join(project.root, FOLDER);
    const built = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
    const objects = parseAllDocuments(built).map(document => document.toJS());
    const files = readdirSync(folder).filter(file => file !== 'kustomization.yaml');
    expect(objects).toEqual(expect.arrayContaining(files.map(file => parse(project.read(`${FOLDER}/${file}`)))));
    expect(objects).toHaveLength(files.length);
  }
});

test('nothing in the plain folder, and in what hands it to engines, speaks of us; objects of the own come along', () => {
  const project = new ToolProject();
  mkdirSync(join(project.root, 'apps/ping/objects'), { recursive: true });
  project.write(
    'apps/ping/objects/rule.yaml',
    'apiVersion: a.io/v1\nkind: Rule\nmetadata: { name: own }\nspec: { a: [] }\n',
  );
  done(project, 'synth');
  project.commit();
  for (const words of [FIRST, NEXT, NEXT]) {
    done(project, ...words);
    nothingFound(project);
  }
  expect(parse(project.read(`${FOLDER}/rule-own.yaml`))).toMatchObject({
    metadata: { labels: { 'app.kubernetes.io/name': 'ping' }, name: 'own', namespace: 'demo' },
    spec: { a: [] },
  });
  expect(project.git('ls-files', 'apps/ping')).toBe('');
  expect(done(project, 'synth')).toBe('');
  const files = project.git('ls-files', 'k8s').trim().split('\n');
  expect(files).toEqual([
    'k8s/production/ping.argocd.yaml',
    'k8s/production/ping.flux.yaml',
    ...['deployment', 'kustomization', 'poddisruptionbudget', 'rule-own', 'service', 'serviceaccount'].map(
      name => `${FOLDER}/${name}.yaml`,
    ),
  ]);
  for (const file of files) expect(project.read(file)).not.toMatch(/blue-?green/i);
  const [source, kustomization] = parseAllDocuments(project.read('k8s/production/ping.flux.yaml')).map(one =>
    one.toJS(),
  );
  expect(kustomization.spec.sourceRef.name).toBe(source.metadata.name);
  expect(kustomization.spec.path).toBe(`./${FOLDER}`);
  expect(parse(project.read('k8s/production/ping.argocd.yaml')).spec.source.path).toBe(FOLDER);
});

test('an object in a namespace of others is left as it was, but for what we had written in', () => {
  const project = new PingProject();
  project.write(
    'bluegreen.yaml',
    project
      .read('bluegreen.yaml')
      .replace(
        'production: { namespace: demo }',
        'production: { namespace: demo, objects: { namespaces: [monitoring] } }',
      ),
  );
  mkdirSync(join(project.root, 'apps/ping/objects'), { recursive: true });
  project.write(
    'apps/ping/objects/monitor.yaml',
    'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: ping, namespace: monitoring, labels: { release: prometheus } }\nspec: { endpoints: [{ port: http }] }\n',
  );
  done(project, 'synth');
  project.commit();
  const before = parse(project.read('dist/apps/production/ping/base/ServiceMonitor.ping.k8s.yaml'));
  expect(before.metadata.namespace).toBe('monitoring');
  for (const words of [FIRST, NEXT, NEXT]) {
    done(project, ...words);
    nothingFound(project);
  }
  const after = parse(project.read(`${FOLDER}/servicemonitor-ping.yaml`));
  const ours = ([key]: [string, unknown]) => !/^blue-green\/|managed-by$|^argocd|^kustomize/.test(key);
  const plain = ({ annotations: _, labels, ...metadata }: { [key: string]: any }) => ({
    ...metadata,
    labels: Object.fromEntries(Object.entries(labels).filter(ours)),
  });
  expect({ ...after, metadata: plain(after.metadata) }).toEqual({ ...before, metadata: plain(before.metadata) });
  expect(JSON.stringify(after)).not.toMatch(/blue-?green/i);
}, 180_000);

test('each step waits for the commit of the one before', () => {
  const project = new PingProject();
  done(project, ...FIRST.slice(0, -1));
  expect(refused(project, ...NEXT)).toContain('is not committed as it is');
  project.commit();
  done(project, ...NEXT.slice(0, -1));
  expect(refused(project, ...NEXT)).toContain('is not committed as it is');
});

test('an application stays whose spec another environment needs', () => {
  const project = new ToolProject();
  mkdirSync(join(project.root, 'releases/staging'), { recursive: true });
  project.write('releases/staging/ping.yaml', project.read('releases/production/ping.yaml'));
  done(project, 'synth');
  project.commit();
  for (const words of [FIRST, NEXT, NEXT]) done(project, ...words);
  expect(existsSync(join(project.root, 'apps/ping.yaml'))).toBe(true);
  expect(done(project, 'status')).toMatch(/ping +staging/);
});

describe('check finds who leaves in the wrong order, by hand', () => {
  const found = (project: ToolProject): string => {
    const { status, stdout } = project.run('check');
    expect(status).toBe(1);
    return stdout;
  };
  const movedByHand = (project: ToolProject) => {
    const path = 'releases/production/ping.yaml';
    project.write(path, project.read(path).replace('step: beside', 'step: moved'));
    done(project, 'synth');
  };

  test('users move in the commit that brings the plain pods', () => {
    const project = new PingProject();
    done(project, ...FIRST.slice(0, -1));
    movedByHand(project);
    expect(found(project)).toContain('BG002');
  });

  test('the plain pods go while users are on them', () => {
    const project = moved();
    rmSync(join(project.root, FOLDER, 'deployment.yaml'));
    expect(found(project)).toContain('BG031: requests to Service ping: its selector fits no pods');
  });

  test('the colours go while users are on them', () => {
    const project = beside();
    for (const path of ['releases/production/ping.yaml', 'apps/ping.yaml', 'dist/apps/production/ping']) {
      rmSync(join(project.root, path), { recursive: true });
    }
    expect(found(project)).toContain('BG005: the whole application disappears');
  });

  test('what users come through does not come along', () => {
    const project = gone();
    project.git('reset', '--quiet', '--soft', 'HEAD~1');
    rmSync(join(project.root, FOLDER, 'service.yaml'));
    expect(found(project)).toContain('Service ping');
  });
});

describe('is refused, and nothing is written', () => {
  test.each([
    ['production', 'its load balancer has to learn of new pods while old ones serve (traffic: overlap)'],
    ['staging', 'users come through an HTTPRoute that leads past the Service'],
  ])('where one selector does not move all users: shop in %s', (environment, why) => {
    const project = new ToolProject();
    if (environment === 'staging') done(project, 'rollback', 'shop', '--env', environment, '--commit');
    expect(refused(project, 'eject', '--app', 'shop', '--env', environment, '--to', 'k8s')).toContain(why);
  });

  test('for all, where it is refused for one', () => {
    const project = new ToolProject();
    expect(refused(project, 'eject', '--all', '--env', 'production', '--to', 'k8s')).toContain('shop in production');
  });

  test('what is not committed', () => {
    const project = new PingProject();
    done(project, 'promote', 'ping', '--env', 'production');
    expect(refused(project, ...FIRST)).toContain('is not committed as it is');
  });

  test('a folder that has such files, or is ignored', () => {
    const project = new PingProject();
    mkdirSync(join(project.root, FOLDER), { recursive: true });
    project.write(`${FOLDER}/deployment.yaml`, 'mine\n');
    project.commit();
    expect(refused(project, ...FIRST)).toContain(`${FOLDER}/deployment.yaml is there already`);
    project.write('.gitignore', 'out/\n');
    project.commit();
    expect(refused(project, 'eject', ...PING, '--to', 'out')).toContain('git ignores out/ping');
  });

  test('the name of a colour of somebody else', () => {
    const project = new PingProject();
    const spec = project.read('apps/ping.yaml').replace('name: ping', 'name: ping-blue');
    project.write('apps/ping-blue.yaml', spec.replace(/^service: .*$/m, 'service: { name: edge, preview: edge-next }'));
    project.write('releases/production/ping-blue.yaml', project.read('releases/production/ping.yaml'));
    done(project, 'synth');
    project.commit();
    const told = refused(project, 'eject', '--app', 'ping-blue', '--env', 'production', '--to', 'k8s');
    expect(told).toContain('as a colour of ping is');
  });

  test('the last step, where its list of files was edited', () => {
    const project = moved();
    project.write(`${FOLDER}/kustomization.yaml`, `${project.read(`${FOLDER}/kustomization.yaml`)}namePrefix: my-\n`);
    project.commit();
    expect(refused(project, ...NEXT)).toContain('kustomization.yaml is not as eject has written it');
    // Its pods are theirs already.
    project.git('revert', '--no-edit', 'HEAD');
    project.write(
      `${FOLDER}/deployment.yaml`,
      project.read(`${FOLDER}/deployment.yaml`).replace('replicas: 2', 'replicas: 3'),
    );
    project.commit();
    done(project, ...NEXT);
    expect(project.read(`${FOLDER}/deployment.yaml`)).toContain('replicas: 3');
  });

  test.each([
    [['--app', 'ping'], 'say where the plain files are to stand'],
    [['--to', 'k8s'], 'say which application: --app <name>, or --all'],
    [['--app', 'ping', '--all', '--to', 'k8s'], 'say which application: --app <name>, or --all'],
    [['--app', 'ping', '--to', '../k8s'], 'expected a folder below the project'],
    [['--app', 'ping', '--to', '/k8s'], 'expected a folder below the project'],
    [['--app', 'ping', '--to', 'dist/plain'], 'dist/ is for other files'],
    [['--app', 'ping', '--to', 'apps'], 'apps/ is for other files'],
    [['--app', 'pign', '--to', 'k8s'], 'the nearest is "ping"'],
  ])('%j is wrong usage', (words, why) => {
    const project = new ToolProject();
    const { status, stderr } = project.run('eject', '--env', 'production', ...words);
    expect([status, stderr]).toEqual([2, expect.stringContaining(why)]);
    expect(project.changed()).toEqual([]);
  });
});
