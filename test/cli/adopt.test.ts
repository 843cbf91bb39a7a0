import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { NEVER_PRUNED } from '../../lib/construct/render/engine-annotations';
import { temporaryFolder } from '../folder';
import { atTerminal, type Exchange } from './terminal';
import { copiesOf, ToolProject } from './tool-project';

const EXAMPLE = resolve(__dirname, '..', '..', 'examples', 'adopt');
const SERVICE = 'dist/apps/production/web/release/traffic/Service.web.k8s.yaml';
const DEPLOYMENT = 'dist/apps/production/web/blue/Deployment.web-blue.k8s.yaml';
const STATE = 'releases/production/web.yaml';

function started(folders = '', old = 'k8s'): ToolProject {
  const project = new ToolProject(temporaryFolder());
  writeFileSync(join(project.root, 'bluegreen.yaml'), `environments: { production: { namespace: demo } }\n${folders}`);
  cpSync(EXAMPLE, join(project.root, old), { recursive: true });
  project.git('init', '--quiet', '--initial-branch=main');
  project.commit();
  return project;
}

const read = (project: ToolProject, path: string) => readFileSync(join(project.root, path), 'utf8');

function done(project: ToolProject, ...words: string[]): string {
  const { status, stdout, stderr } = project.run(...words);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

function refused(project: ToolProject, ...words: string[]): string {
  const { status, stderr } = project.run(...words);
  expect(status).toBe(1);
  expect(project.git('status', '--porcelain')).toBe('');
  return stderr;
}

const NEXT = ['adopt', '--next', '--app', 'web', '--commit'];

// Ours stand beside what runs.
const beside = copiesOf(() => {
  const project = started();
  done(project, 'adopt', 'k8s', '--readiness', '/ready', '--commit');
  return project;
});

describe('a takeover', () => {
  test('is a series of commits: users stay on the old pods until ours are proved, and those go last', () => {
    const project = started();
    done(project, 'adopt', 'k8s', '--readiness', '/ready');
    expect(existsSync(join(project.root, SERVICE))).toBe(false);
    expect(parse(read(project, STATE)).takeover).toEqual({
      step: 'beside',
      workload: 'Deployment/web',
      files: ['k8s/deployment.yaml', 'k8s/service.yaml'],
    });
    // What ran before is at work: the workers that it is to have start when that is gone.
    writeFileSync(
      join(project.root, 'apps/web.yaml'),
      `${read(project, 'apps/web.yaml')}workers: { mail: { args: [mail] } }\n`,
    );
    done(project, 'synth');
    const worker = () => existsSync(join(project.root, dirname(SERVICE), 'Deployment.web-mail.k8s.yaml'));
    expect(worker()).toBe(false);
    expect(done(project, 'check')).toContain('Nothing found');
    project.commit();
    const before = read(project, DEPLOYMENT);
    expect(parse(before).spec.template.metadata.labels).not.toHaveProperty('app');

    // Until then nothing else can be done to it, and two who apply one Service would break it.
    expect(refused(project, 'deploy', 'web', '--tag', '2')).toContain('users are still on Deployment/web');
    expect(refused(project, ...NEXT)).toContain('k8s/service.yaml still has the Service web');

    rmSync(join(project.root, 'k8s/service.yaml'));
    project.commit();
    expect(done(project, 'check')).toContain('Nothing found');
    expect(done(project, ...NEXT)).toContain('users move from Deployment/web to blue (1.0)');
    expect(parse(read(project, SERVICE)).spec.selector).toEqual({
      'app.kubernetes.io/name': 'web',
      'blue-green/colour': 'blue',
    });
    expect(read(project, DEPLOYMENT)).toBe(before);
    expect(parse(read(project, STATE)).gate).toEqual({ attempt: 2 });
    expect(done(project, 'check')).toContain('Nothing found');
    const changed = project.git('show', '--name-only', '--format=').trim().split('\n');
    expect(changed.filter(file => !/^(releases|dist\/apps\/production\/web\/release)\//.test(file))).toEqual([]);

    expect(worker()).toBe(false);
    expect(refused(project, ...NEXT)).toContain('k8s/deployment.yaml still has the Deployment/web');
    rmSync(join(project.root, 'k8s/deployment.yaml'));
    project.commit();
    const end = done(project, ...NEXT);
    expect(end).toContain('the takeover from Deployment/web is done');
    expect(end).toContain('its workers start now (mail): what did their work before has to be gone');
    expect(worker()).toBe(true);
    expect(done(project, 'check', '--base', 'HEAD~1')).toMatch(/nothing found/i);
    expect(done(project, 'deploy', 'web', '--tag', '2.0', '--commit')).toContain('users stay on blue (1.0)');
    expect(done(project, 'check')).toContain('Nothing found');
  });

  test('does not go on where the old pods are gone before users have moved', () => {
    const project = beside();
    rmSync(join(project.root, 'k8s'), { recursive: true });
    project.commit();
    expect(refused(project, ...NEXT)).toContain('users are still on its pods');
  });

  test('waits for its first commit', () => {
    const project = started();
    done(project, 'adopt', 'k8s', '--readiness', '/ready');
    rmSync(join(project.root, 'k8s/service.yaml'));
    const { status, stderr } = project.run(...NEXT);
    expect(status).toBe(1);
    expect(stderr).toContain('is not committed yet');
  });

  test('can be corrected while nobody is on it: an edit of the spec changes blue', () => {
    const project = beside();
    writeFileSync(join(project.root, 'apps/web.yaml'), read(project, 'apps/web.yaml').replace('/ready', '/health'));
    done(project, 'synth');
    expect(read(project, DEPLOYMENT)).toContain('path: /health');
    expect(done(project, 'check')).toContain('Nothing found');
  });
});

describe('check finds a takeover in the wrong order', () => {
  const found = (project: ToolProject) => {
    const { status, stdout } = project.run('check');
    expect(status).toBe(1);
    // Both verbs ask the same.
    expect(project.run('plan').stdout).toContain('error: BG041: ');
    return stdout;
  };
  const moved = (project: ToolProject) =>
    writeFileSync(join(project.root, STATE), read(project, STATE).replace('step: beside', 'step: moved'));

  test('BG041: the old pods go while users are on them', () => {
    const project = beside();
    rmSync(join(project.root, 'k8s/deployment.yaml'));
    expect(found(project)).toMatch(/BG041: Deployment\/web goes from k8s\/deployment.yaml, and users have not moved/);
  });

  test('BG041: they go in the change that moves users, by hand', () => {
    const project = beside();
    rmSync(join(project.root, 'k8s'), { recursive: true });
    moved(project);
    done(project, 'synth');
    expect(found(project)).toContain('in the change that moves users');
  });

  test('BG041: users move while the old file has the Service', () => {
    const project = beside();
    moved(project);
    done(project, 'synth');
    expect(found(project)).toContain('BG041: k8s/service.yaml still has the Service web, and it is ours now');
  });

  test('BG041: the Service leaves its old file, and nobody was told to leave it in the cluster', () => {
    const project = beside();
    const marked = read(project, 'k8s/service.yaml');
    writeFileSync(
      join(project.root, 'k8s/service.yaml'),
      marked.replaceAll(/^ {4}.*(Prune=false|disabled|keep)\n/gm, ''),
    );
    project.commit();
    rmSync(join(project.root, 'k8s/service.yaml'));
    expect(found(project)).toMatch(/BG041: the Service web goes from k8s\/service.yaml, and nothing there told/);
    writeFileSync(join(project.root, 'k8s/service.yaml'), marked);
    project.commit();
    rmSync(join(project.root, 'k8s/service.yaml'));
    expect(done(project, 'check')).toContain('Nothing found');
  });

  test('and nothing where the old pods go last', () => {
    const project = beside();
    rmSync(join(project.root, 'k8s/service.yaml'));
    moved(project);
    done(project, 'synth');
    expect(done(project, 'check')).toContain('Nothing found');
    project.commit();
    rmSync(join(project.root, 'k8s/deployment.yaml'));
    expect(done(project, 'check')).toContain('Nothing found');
  });
});

describe('a whole application, with --whole', () => {
  const MARK = '  annotations: { argocd.argoproj.io/sync-options: Prune=false }\n';
  const marked = (text: string) => text.replace(/^metadata:\n/m, `metadata:\n${MARK}`);
  const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: web.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`;
  const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: web-reads
rules: []
`;

  test('all that is to be ours leaves its old files before users move, and comes with the commit that moves them', () => {
    const project = started();
    const external = read(project, 'k8s/service.yaml').replace('name: web\n', 'name: web-external\n');
    const more = { 'k8s/external.yaml': external, 'k8s/ingress.yaml': INGRESS, 'k8s/role.yaml': ROLE };
    for (const [file, text] of Object.entries(more)) writeFileSync(join(project.root, file), text);
    project.commit();
    done(project, 'adopt', 'k8s', '--readiness', '/ready', '--whole', '--commit');
    expect(parse(read(project, STATE)).takeover).toMatchObject({
      files: ['k8s/deployment.yaml', 'k8s/service.yaml', 'k8s/external.yaml', 'k8s/ingress.yaml', 'k8s/role.yaml'],
      objects: ['Ingress/web', 'Role/web-reads'],
    });
    expect(parse(read(project, 'apps/web.yaml'))).toMatchObject({
      services: { external: {} },
      ingress: { host: 'web.example.com' },
    });
    expect(parse(read(project, 'apps/web/objects/role-web-reads.yaml')).kind).toBe('Role');
    const base = 'dist/apps/production/web/base';
    const ours = [
      `${base}/Ingress.web.k8s.yaml`,
      `${base}/Role.web-reads.k8s.yaml`,
      SERVICE.replace('.web.', '.web-external.'),
    ];
    const there = () => ours.filter(file => existsSync(join(project.root, file)));
    expect(there()).toEqual([]);
    const plan = read(project, 'takeover/production/web.md');
    expect(plan).toContain('kubectl --namespace demo get service/web service/web-external ingress/web role/web-reads`');

    const left = refused(project, ...NEXT);
    for (const object of ['Service web', 'Service web-external', 'Ingress web', 'Role web-reads'])
      expect(left).toContain(`still has the ${object}`);
    // An engine would take away what leaves its files without a mark.
    rmSync(join(project.root, 'k8s/ingress.yaml'));
    const { status, stdout } = project.run('check');
    expect({ status, stdout }).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('BG041: the Ingress web goes from'),
    });
    for (const file of ['k8s/ingress.yaml', 'k8s/role.yaml'])
      writeFileSync(join(project.root, file), marked(more[file as keyof typeof more]));
    project.commit();
    for (const file of [...Object.keys(more), 'k8s/service.yaml']) rmSync(join(project.root, file));
    expect(done(project, 'check')).toContain('Nothing found');
    project.commit();
    done(project, ...NEXT);
    expect(there()).toEqual(ours);
    expect(parse(read(project, ours[2]!)).spec.selector).toMatchObject({ 'blue-green/colour': 'blue' });
    expect(done(project, 'check')).toContain('Nothing found');
    // Whoever takes the move back takes these files away. What users come by stays, for the old files to have again.
    const keeps = (file: string) => parse(read(project, file)).metadata.annotations[Object.keys(NEVER_PRUNED)[0]!];
    expect(ours.map(keeps)).toEqual(['disabled', 'disabled', 'disabled']);
    project.git('revert', '--no-edit', 'HEAD');
    expect(project.run('check', '--base', 'HEAD~1').stdout).toContain('Nothing found');
    project.git('reset', '--hard', 'HEAD^');
    rmSync(join(project.root, 'k8s/deployment.yaml'));
    project.commit();
    expect(done(project, ...NEXT)).toContain('the takeover from Deployment/web is done');
    expect(there()).toEqual(ours);
    expect(ours.map(keeps)).toEqual([undefined, undefined, 'disabled']);
    expect(done(project, 'check')).toContain('Nothing found');
  });
});

describe('a second Service that leads to the same pods, and no key can say', () => {
  test('holds back the end until it leads elsewhere: no promotion moves it', () => {
    // In folders with other names, because others have the usual ones: what runs stands in dist/.
    const old = 'dist/apps/production/old';
    const project = started('folders: { apps: blue-green/apps, releases: blue-green/state, dist: out }\n', old);
    const external = `${old}/external.yaml`;
    // No key says a port that no container has.
    const text = read(project, `${old}/service.yaml`)
      .replace('name: web\n', 'name: web-external\n')
      .replace('targetPort: 8080', 'targetPort: nobody');
    writeFileSync(join(project.root, external), text);
    project.commit();
    done(project, 'adopt', old, '--readiness', '/ready', '--commit');
    expect(parse(read(project, 'blue-green/state/production/web.yaml')).takeover).toMatchObject({
      others: ['web-external'],
      files: ['deployment.yaml', 'service.yaml', 'external.yaml'].map(file => `${old}/${file}`),
    });
    expect(done(project, 'check', '--base', 'HEAD~1')).toContain('Nothing found');
    expect(read(project, 'takeover/production/web.md')).toContain(
      'Commit `blue-green/apps/web.yaml`, `blue-green/state/production/web.yaml` and `out/`',
    );
    expect(existsSync(join(project.root, 'out/apps/production/web/blue/Deployment.web-blue.k8s.yaml'))).toBe(true);
    rmSync(join(project.root, `${old}/service.yaml`));
    project.commit();
    done(project, ...NEXT);
    expect(done(project, 'check', '--base', 'HEAD~1')).toContain('Nothing found');
    expect(refused(project, ...NEXT)).toContain(`${external} still leads the Service web-external to the pods`);

    rmSync(join(project.root, `${old}/deployment.yaml`));
    const { status, stdout } = project.run('check');
    expect(status).toBe(1);
    expect(stdout).toContain(
      `BG041: Deployment/web goes from ${old}/deployment.yaml, and the Service web-external in ${external}`,
    );
    const ours = '{ app.kubernetes.io/name: web, blue-green/colour: blue }';
    writeFileSync(join(project.root, external), text.replace('{ app: web }', ours));
    expect(done(project, 'check')).toContain('Nothing found');
    project.commit();
    expect(done(project, ...NEXT)).toContain('the takeover from Deployment/web is done');
  });
});

describe('check of the old files, while a Service leaves them', () => {
  const leaving = (metadata: string) => {
    const project = started();
    const unmarked = read(project, 'k8s/service.yaml').replaceAll(
      /^ +(annotations:|.*(Prune=false|disabled|keep)$).*\n/gm,
      '',
    );
    const text = unmarked.replace('  name: web\n', `  name: web\n${metadata}`);
    writeFileSync(join(project.root, 'k8s/service.yaml'), text);
    done(project, 'adopt', 'k8s', '--readiness', '/ready');
    project.commit();
    rmSync(join(project.root, 'k8s/service.yaml'));
    return project;
  };

  test('finds nothing where it was marked as never to be pruned', () => {
    const project = leaving('  annotations: { argocd.argoproj.io/sync-options: Prune=false }\n');
    for (const paths of [['k8s'], ['k8s', 'dist']]) expect(done(project, 'check', ...paths)).toMatch(/nothing found/i);
    const { status, stdout } = project.runIn(join(project.root, 'k8s'), 'check', '.');
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/nothing found/i) });
  });

  test('BG041: finds the old pods gone too soon, whichever paths are named', () => {
    const project = leaving('');
    rmSync(join(project.root, 'k8s/deployment.yaml'));
    expect(project.run('check', 'dist').stdout).toContain('BG041: Deployment/web goes from k8s/deployment.yaml');
  });

  test('BG031: and says so where it was not, because an engine takes it away', () => {
    const { status, stdout } = leaving('').run('check', 'k8s');
    expect(status).toBe(1);
    expect(stdout).toContain('BG031: requests to Service web: it goes');
  });
});

describe('a takeover from a Canary of Flagger', () => {
  const CANARY = 'k8s/canary.yaml';
  const led = (more = '') => `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: web }
spec:
  provider: kubernetes
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  service: { port: 80, targetPort: 8080 }
  analysis:
    interval: 30s
    threshold: 2
    iterations: 5
    metrics: [{ name: own, templateRef: { name: own, namespace: flagger }, thresholdRange: { max: 5 } }]
${more}`;
  const TEMPLATE = `apiVersion: flagger.app/v1beta1
kind: MetricTemplate
metadata: { name: own, namespace: flagger }
spec:
  provider: { type: prometheus, address: "http://prometheus:9090" }
  query: |
    sum(failures{deployment="{{ target }}"})
`;

  const canaried = copiesOf(() => {
    const project = started();
    rmSync(join(project.root, 'k8s/service.yaml'));
    writeFileSync(join(project.root, CANARY), led());
    writeFileSync(join(project.root, 'k8s/template.yaml'), TEMPLATE);
    project.commit();
    done(project, 'adopt', 'k8s', '--readiness', '/ready', '--commit');
    return project;
  });
  const write = (project: ToolProject, more: string) => {
    writeFileSync(join(project.root, CANARY), led(more));
    project.commit();
  };

  test('waits until Flagger is suspended and will lead nobody back; the Canary goes last', () => {
    const project = canaried();
    // A template may stand in a namespace of Flagger's.
    expect(parse(read(project, 'apps/web.yaml')).analysis.metrics).toMatchObject([
      { query: 'sum(failures{deployment="$(APPLICATION)-$(COLOUR)"})', max: 5 },
    ]);
    expect(parse(read(project, STATE)).takeover).toEqual({
      step: 'beside',
      workload: 'Canary/web',
      files: ['k8s/canary.yaml', 'k8s/deployment.yaml'],
    });
    expect(done(project, 'check')).toContain('Nothing found');
    expect(refused(project, ...NEXT)).toContain(`the Canary/web in ${CANARY} is not suspended`);
    write(project, '  suspend: true\n  revertOnDeletion: true\n');
    expect(refused(project, ...NEXT)).toContain('take "revertOnDeletion" away');
    write(project, '  suspend: true\n');
    expect(done(project, ...NEXT)).toContain('must have no ownerReferences any more');
    expect(parse(read(project, SERVICE)).spec.selector).toEqual({
      'app.kubernetes.io/name': 'web',
      'blue-green/colour': 'blue',
    });
    expect(done(project, 'check')).toContain('Nothing found');

    // The way back, as the plan has it: the commit is reverted, then Flagger is woken up; and on again.
    const moved = read(project, SERVICE);
    project.git('revert', '--no-edit', 'HEAD');
    expect(done(project, 'check')).toContain('Nothing found');
    expect(existsSync(join(project.root, SERVICE))).toBe(false);
    write(project, '');
    expect(done(project, 'check')).toContain('Nothing found');
    expect(refused(project, ...NEXT)).toContain(`the Canary/web in ${CANARY} is not suspended`);
    write(project, '  suspend: true\n');
    expect(done(project, ...NEXT)).toContain('users move from Canary/web to blue (1.0)');
    expect(read(project, SERVICE)).toBe(moved);
    expect(done(project, 'check')).toContain('Nothing found');

    expect(refused(project, ...NEXT)).toContain(`${CANARY} still has the Canary/web`);
    rmSync(join(project.root, 'k8s'), { recursive: true });
    project.commit();
    expect(done(project, ...NEXT)).toContain('the takeover from Canary/web is done');
  });

  test('BG041: users move by hand while Flagger writes to the Service, and Flagger is woken up later', () => {
    const project = canaried();
    const moved = () =>
      writeFileSync(join(project.root, STATE), read(project, STATE).replace('step: beside', 'step: moved'));
    moved();
    done(project, 'synth');
    const { status, stdout } = project.run('check');
    expect(status).toBe(1);
    expect(stdout).toContain(`BG041: the Canary/web in ${CANARY} is not suspended`);
    write(project, '  suspend: true\n');
    expect(done(project, 'check')).toContain('Nothing found');
    writeFileSync(join(project.root, CANARY), led());
    expect(project.run('check').stdout).toContain('Flagger goes on writing to the Service web');
  });

  test('BG041: the Canary goes while users are on what it made', () => {
    const project = canaried();
    rmSync(join(project.root, CANARY));
    expect(project.run('check').stdout).toContain('BG041: Canary/web goes from k8s/canary.yaml');
    project.commit();
    expect(refused(project, ...NEXT)).toContain('users are still on its pods');
  });
});

describe('a second environment', () => {
  /** `production` is taken over; in `staging` the same runs otherwise. */
  const twice = copiesOf(() => {
    const project = started();
    project.write(
      'bluegreen.yaml',
      'environments: { staging: { namespace: demo-staging }, production: { namespace: demo } }\n',
    );
    cpSync(EXAMPLE, join(project.root, 'staging'), { recursive: true });
    const deployment = read(project, 'staging/deployment.yaml')
      .replace('web:1.0', 'web:1.1')
      .replace('replicas: 2', 'replicas: 1')
      .replace('LOG_LEVEL: info', 'LOG_LEVEL: debug')
      .replace('spec:\n      containers', 'spec:\n      nodeSelector: { pool: spot }\n      containers')
      .replace(/\n +volumeMounts: .*|\n +volumes: .*/g, '');
    project.write('staging/deployment.yaml', deployment);
    project.write('staging/service.yaml', read(project, 'staging/service.yaml').replace('name: web', 'name: web-test'));
    done(project, 'adopt', 'k8s', '--env', 'production', '--readiness', '/ready');
    // As people do.
    project.write('apps/web.yaml', `${read(project, 'apps/web.yaml')}gate: { deadlineSeconds: 90 } # slow\n`);
    done(project, 'synth');
    project.commit();
    return project;
  });

  test('shares the spec: what differs is its own, and what the first one runs is untouched', () => {
    const project = twice();
    const before = project.git('ls-tree', '-r', 'HEAD', 'dist/apps/production', 'releases/production');
    const told = done(project, 'adopt', 'staging', '--env', 'staging', '--readiness', '/ready', '--commit');
    expect(told).toContain('apps/web.yaml, in environments.staging: replicas: 1, where the spec has 2');
    expect(told).toContain('volumes.cache: not there, so it is said for the others alone');
    expect(done(project, 'check', '--base', 'HEAD~1')).toContain('Nothing found');
    expect(done(project, 'synth')).toBe('');
    expect(project.git('ls-tree', '-r', 'HEAD', 'dist/apps/production', 'releases/production')).toBe(before);
    expect(read(project, 'apps/web.yaml')).toContain('gate: { deadlineSeconds: 90 } # slow\n');
    const spec = parse(read(project, 'apps/web.yaml'));
    expect(spec).not.toHaveProperty('volumes');
    expect(spec.environments).toEqual({
      production: { volumes: { cache: expect.anything() } },
      staging: {
        replicas: 1,
        config: { LOG_LEVEL: 'debug' },
        nodeSelector: { pool: 'spot' },
        service: { name: 'web-test' },
      },
    });
    expect(parse(read(project, 'releases/staging/web.yaml'))).toMatchObject({
      takeover: {
        step: 'beside',
        workload: 'Deployment/web',
        files: ['staging/deployment.yaml', 'staging/service.yaml'],
      },
      blue: { image: 'registry.example.com/team/web:1.1' },
    });
    expect(read(project, 'takeover/staging/web.md')).toContain('## What differs in staging\n\n- ');

    // Each goes its own way, and check knows the Service by the name that it has there.
    const next = [...NEXT, '--env', 'staging'];
    expect(refused(project, ...next)).toContain('staging/service.yaml still has the Service web-test');
    const state = 'releases/staging/web.yaml';
    project.write(state, read(project, state).replace('step: beside', 'step: moved'));
    expect(project.run('check').stdout).toContain(
      'staging/service.yaml still has the Service web-test, and it is ours',
    );
    project.git('checkout', '--quiet', '.');
    rmSync(join(project.root, 'staging/service.yaml'));
    project.commit();
    expect(done(project, ...next)).toContain('users move from Deployment/web to blue (1.1)');
    expect(done(project, 'check')).toContain('Nothing found');
    expect(parse(read(project, STATE)).takeover.step).toBe('beside');
    expect(refused(project, 'adopt', 'staging', '--env', 'staging', '--readiness', '/ready')).toContain(
      'releases/staging/web.yaml is there already',
    );
  });

  test('is refused where the file is another application’s, or bluegreen.yaml says otherwise for all', () => {
    const project = twice();
    const adopting = ['adopt', 'staging', '--env', 'staging', '--readiness', '/ready'];
    const deployment = read(project, 'staging/deployment.yaml');
    project.write('staging/deployment.yaml', deployment.replace('team/web:1.1', 'team/shop:1'));
    project.commit();
    expect(refused(project, ...adopting)).toMatch(
      /apps\/web.yaml is there already, with the image .*\/web, and what runs/,
    );
    project.write('staging/deployment.yaml', deployment);
    const spec = read(project, 'apps/web.yaml');
    project.write('apps/web.yaml', `${spec}ingress: { host: shop.example.com }\n`);
    const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web' }, spec: {} };
    project.write('staging/ingress.yaml', JSON.stringify(ingress));
    project.commit();
    expect(refused(project, ...adopting)).toContain('the Ingress web is there already: two would apply it');
    project.write('apps/web.yaml', spec);
    const settings = read(project, 'bluegreen.yaml');
    const overrides = 'namespace: demo-staging, overrides: { tolerations: [{ operator: Exists }] }';
    project.write('bluegreen.yaml', settings.replace('namespace: demo-staging', overrides));
    project.commit();
    expect(refused(project, ...adopting)).toContain(
      'bluegreen.yaml says "tolerations" for every application in staging',
    );
  });
});

describe('at a terminal', () => {
  const ENTER = '\r';
  const answered = (project: ToolProject, words: readonly string[], exchanges: readonly Exchange[]) =>
    atTerminal(project.words('adopt', 'k8s', ...words), exchanges, { cwd: project.root });

  test('adopt asks for what is open, again on a wrong answer, and does as when the options say it', async () => {
    const [typed, said] = [started(), started()];
    for (const project of [typed, said]) {
      const text = read(project, 'k8s/deployment.yaml').replace('web:1.0', 'web');
      writeFileSync(join(project.root, 'k8s/deployment.yaml'), text);
      for (const name of ['external', 'internal']) {
        const one = read(project, 'k8s/service.yaml').replace(/name: web\S*\n/, `name: web-${name}\n`);
        writeFileSync(join(project.root, `k8s/${name === 'internal' ? 'service' : name}.yaml`), one);
      }
      project.commit();
    }
    const { status, shown } = await answered(
      typed,
      [],
      [
        ['several Services lead to the pods of web: web-external, web-internal', ''],
        ['Service that users come through: ', `wob${ENTER}`],
        ['there is no Service "wob" that leads to the pods of web', ''],
        ['Service that users come through: ', `web-internal${ENTER}`],
        ['has no tag: nobody knows', ''],
        ['Tag that runs today: ', `latest${ENTER}`],
        ['expected a tag that stays what it is', ''],
        ['Tag that runs today: ', `1.0${ENTER}`],
        ['has no readiness probe', ''],
        ['or "none": ', `ready${ENTER}`],
        ['expected a path that starts with "/"', ''],
        ['or "none": ', `/ready${ENTER}`],
      ],
    );
    expect(shown).toContain('wrote apps/web.yaml');
    expect(status).toBe(0);
    done(said, 'adopt', 'k8s', '--service', 'web-internal', '--tag', '1.0', '--readiness', '/ready');
    expect(read(typed, 'apps/web.yaml')).toBe(read(said, 'apps/web.yaml'));
    expect(read(typed, STATE)).toBe(read(said, STATE));
  });

  test('adopt asks nothing where no answer would help', async () => {
    const project = started();
    const text = read(project, 'k8s/service.yaml').replace('spec:\n', 'spec:\n  clusterIP: None\n');
    writeFileSync(join(project.root, 'k8s/service.yaml'), text);
    const { status, shown } = await answered(project, [], []);
    expect(status).toBe(1);
    expect(shown).toContain('is headless');
  });

  test('Ctrl-C ends adopt in words; nothing is written', async () => {
    const project = started();
    const { status, shown } = await answered(project, [], [['or "none": ', '\u0003']]);
    expect(shown).toContain('nothing was written: not all questions were answered');
    expect([status, project.git('status', '--porcelain')]).toEqual([2, '']);
  });
});

describe('what is adopted', () => {
  test('may have scratch space that only a container beside the application writes to', () => {
    const project = started();
    const file = join(project.root, 'k8s/deployment.yaml');
    const text = read(project, 'k8s/deployment.yaml');
    const proxy = '        - { name: proxy, image: "proxy:1", volumeMounts: [{ name: tmp, mountPath: /tmp }] }\n';
    writeFileSync(file, text.replace('      volumes: [', `${proxy}      volumes: [{ name: tmp, emptyDir: {} }, `));
    done(project, 'adopt', 'k8s', '--readiness', '/ready');
    const { volumes, containers } = parse(read(project, DEPLOYMENT)).spec.template.spec;
    expect(volumes).toContainEqual({ name: 'tmp', emptyDir: {} });
    expect(
      containers.map((one: { volumeMounts: { name: string }[] }) => one.volumeMounts.map(({ name }) => name)),
    ).toEqual([['cache'], ['tmp']]);
  });

  test('starts a project where there is none, in the namespace of the manifests', () => {
    const project = started();
    rmSync(join(project.root, 'bluegreen.yaml'));
    const guessed = 'no manifest says a namespace, so bluegreen.yaml says web: where it runs in another one';
    expect(done(project, 'adopt', 'k8s', '--readiness', '/ready', '--dry-run')).toContain(guessed);
    writeFileSync(
      join(project.root, 'k8s/service.yaml'),
      read(project, 'k8s/service.yaml').replace('  name: web\n', '  name: web\n  namespace: shop\n'),
    );
    writeFileSync(
      join(project.root, 'k8s/deployment.yaml'),
      read(project, 'k8s/deployment.yaml').replaceAll('  name: web\n', '  name: web\n  namespace: shop\n'),
    );
    expect(done(project, 'adopt', 'k8s', '--readiness', '/ready')).not.toContain('no manifest says a namespace');
    expect(parse(read(project, 'bluegreen.yaml'))).toEqual({ environments: { production: { namespace: 'shop' } } });
  });

  test('may come in any form that kubectl takes: a List, in a folder below', () => {
    const project = started();
    mkdirSync(join(project.root, 'k8s/list'));
    const items = ['deployment', 'service'].flatMap(file =>
      read(project, `k8s/${file}.yaml`)
        .split('---\n')
        .map(text => parse(text)),
    );
    rmSync(join(project.root, 'k8s/deployment.yaml'));
    rmSync(join(project.root, 'k8s/service.yaml'));
    writeFileSync(join(project.root, 'k8s/list/all.yaml'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    expect(done(project, 'adopt', 'k8s', '--readiness', '/ready', '--dry-run')).toContain('nothing was written');
    expect(existsSync(join(project.root, 'apps'))).toBe(false);
  });

  test('is told in words where it can not be: all at once, and nothing is written', () => {
    const project = started();
    writeFileSync(
      join(project.root, 'k8s/deployment.yaml'),
      read(project, 'k8s/deployment.yaml').replace(':1.0', ':latest'),
    );
    project.commit();
    const told = refused(project, 'adopt', 'k8s');
    expect(told).toContain('has no readiness probe');
    expect(told).toContain('--readiness /path');
    expect(told).toContain('the tag latest');
  });

  test('is what people name: a path that is not there is wrong usage, and so is none', () => {
    const project = started();
    expect(project.run('adopt').status).toBe(2);
    expect(project.run('adopt', 'nowhere.yaml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('nowhere.yaml'),
    });
  });
});
