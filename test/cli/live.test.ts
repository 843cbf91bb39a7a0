import { FakeKubectl } from '../cluster/kubectl/fake-kubectl';
import { PingProject, type ToolProject } from './tool-project';

const PING = ['ping', '--env', 'production'];

function leadsTo(colour: string, pods?: number): string {
  const service = {
    kind: 'Service',
    metadata: { name: 'ping' },
    spec: { selector: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': colour } },
  };
  const deployment = { kind: 'Deployment', metadata: { name: `ping-${colour}` }, spec: { replicas: pods } };
  return JSON.stringify({ items: [service, ...(pods === undefined ? [] : [deployment])] });
}

// PATH, on which the fake stands, is that of the test's own process.
const path = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = path;
});

function promoted(): ToolProject {
  const project = new PingProject();
  expect(project.run('promote', ...PING, '--commit').status).toBe(0);
  return project;
}

test.each([
  ['retire', ['retire', ...PING, '--live']],
  ['deploy', ['deploy', ...PING, '--tag', '3.0', '--live']],
])('%s --live leaves the colour alone that a cluster still leads users to, whatever git calls idle', (verb, words) => {
  new FakeKubectl({ stdout: leadsTo('blue') });
  const project = promoted();
  const { status, stderr } = project.run(...words);
  expect(stderr).toContain(
    `can't ${verb}: the cluster still leads users to blue: the promotion to green has not come through`,
  );
  expect(stderr).toContain('bluegreen promote ping --env production --attempt');
  expect([status, project.changed()]).toEqual([1, []]);
});

test('retire --live retires once users have arrived', () => {
  new FakeKubectl({ stdout: leadsTo('green') });
  const { status, stdout, stderr } = promoted().run('retire', ...PING, '--live');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('blue (1.0) shrinks from 2 pods to 0');
});

test('with a cluster that does not answer, --live changes nothing, and says why', () => {
  new FakeKubectl({ stderr: 'error: the server is asleep', status: 1 });
  const project = promoted();
  const { status, stderr } = project.run('retire', ...PING, '--live');
  expect(stderr).toContain('the server is asleep');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect([status, project.changed()]).toEqual([1, []]);
});

test('a promotion at a peak: users find as many pods as they leave, and afterwards there may be few again', () => {
  const project = new PingProject();
  project.write(
    'apps/ping.yaml',
    project
      .read('apps/ping.yaml')
      .replace('replicas: 2', 'autoscaling: { min: 2, max: 20 }\nresources: { requests: { cpu: 100m } }'),
  );
  expect(project.run('synth').status).toBe(0);
  project.commit();
  const autoscaler = (colour: string) =>
    `dist/apps/production/ping/${colour}/HorizontalPodAutoscaler.ping-${colour}.k8s.yaml`;
  const fewest = (colour: string) => /minReplicas: (\d+)/.exec(project.read(autoscaler(colour)))?.[1];
  const silent = () => expect(project.run('check').stdout).toContain('Nothing found');

  new FakeKubectl({ stdout: leadsTo('blue', 12) });
  expect(project.run('promote', ...PING, '--dry-run').stdout).toContain('blue may have more than 2 pods now');
  const refused = project.run('promote', ...PING, '--live');
  expect(refused.stderr).toContain('blue (1.0) has 12 pods now, and users would move to the 2 of green (2.0)');
  const [, words] = /commit: bluegreen (deploy .* --live)\n/.exec(refused.stderr)!;
  expect(project.run(...words!.split(' '), '--commit')).toMatchObject({ status: 0, stderr: '' });
  expect([fewest('blue'), fewest('green')]).toEqual(['2', '12']);
  silent();
  expect(project.run('promote', ...PING, '--live', '--commit')).toMatchObject({ status: 0, stderr: '' });
  silent();

  new FakeKubectl({ stdout: leadsTo('green', 12) });
  const retired = project.run('retire', ...PING, '--live');
  expect(retired.stderr).toBe('');
  expect(retired.stdout).toContain('the autoscaler of green (2.0) may go down to 2 pods again');
  expect(retired.stdout).toContain('users left blue within the last hour: connections that are still open there');
  const gate = 'dist/apps/production/ping/release/verify/';
  expect(project.changed().filter(file => !file.startsWith(gate))).toEqual([
    autoscaler('blue'),
    autoscaler('green'),
    'releases/production/ping.yaml',
  ]);
  expect([fewest('blue'), fewest('green')]).toEqual(['1', '2']);
  silent();
  expect(project.run('plan').stdout).toContain('production/ping: users left blue within the last hour');
  project.commit();
  silent();
});

test('what was promoted longer ago holds no connections that anybody would have to know of', () => {
  const project = promoted();
  const before = new Date(Date.now() - 2 * 60 * 60 * 1000).toISOString();
  project.type(`GIT_COMMITTER_DATE=${before} git commit --amend --no-edit --quiet`);
  expect(project.run('retire', ...PING).stdout).not.toContain('within the last hour');
  expect(project.run('plan').stdout).not.toContain('within the last hour');
});

const ANALYSIS = `analysis: { source: "http://prometheus:9090", metrics: [{ name: errors, preset: http, max: 1 }] }
gate: { analysis: 1m }
`;

test.each([
  ['is drawn', { stdout: '2026-11-29T14:00:30.1Z errors: 0.25%, at most 1%: within\n' }, 'class="plot"', ''],
  ['may be nothing yet', { status: 1, stderr: 'error: container analysis is not valid for pod ping-1\n' }, '', ''],
  [
    'may be forbidden: then all else is told',
    { status: 1, stderr: 'Error from server (Forbidden): pods is forbidden: User "ci" cannot list resource "pods"\n' },
    'the right to list pods and to get pods/log',
    'warning: production: ',
  ],
])('status --live as a page asks for what a gate measured, by its Job: it %s', (_, logs, shown, complains) => {
  const project = new PingProject();
  project.write('apps/ping.yaml', `${project.read('apps/ping.yaml').replace(/^gate:.*\n/m, '')}${ANALYSIS}`);
  expect(project.run('synth')).toMatchObject({ status: 0, stderr: '' });
  project.commit();
  const job = /Job\.(.*)\.k8s/.exec(project.git('ls-files', 'dist/apps/production/ping/release/verify'))![1]!;
  const status = { conditions: [{ type: 'Complete', status: 'True' }] };
  const { items } = JSON.parse(leadsTo('blue'));
  const stdout = JSON.stringify({ items: [...items, { kind: 'Job', metadata: { name: job }, status }] });
  const kubectl = new FakeKubectl({ stdout }, {}, logs);
  const page = project.run('status', '--live', '--output', 'html');
  expect(page.stdout).toContain(`Gate <code>${job}</code>: <b>passed</b>`);
  expect(page.stdout).toContain(shown);
  expect(page.stderr.slice(0, complains.length || undefined)).toBe(complains);
  expect(page.status).toBe(0);
  const asked = kubectl.calls.filter(([verb]) => verb === 'logs');
  expect(asked).toEqual([
    [
      'logs',
      `job/${job}`,
      '--namespace=demo',
      '--container=analysis',
      '--timestamps',
      '--tail=1000',
      '--limit-bytes=200000',
    ],
  ]);
});

test('status --live tells how the watch stands that git says is to be there, asks for Jobs there alone, and each cluster once', () => {
  const project = new PingProject();
  const plain = new FakeKubectl({ stdout: leadsTo('blue') });
  expect(project.run('status', ...PING, '--live').status).toBe(0);
  expect(plain.calls.map(([, kinds]) => kinds)).toEqual([expect.not.stringMatching(/,jobs$/)]);

  const analysis = 'analysis: { source: "http://a:9090", metrics: [{ name: errors, preset: http, max: 1 }] }\n';
  const more = `${analysis}watch: { minutes: 5 }\ndelivery: { retire: 24h }\n`;
  project.write('apps/ping.yaml', `${project.read('apps/ping.yaml')}${more}`);
  expect(project.run('synth').status).toBe(0);
  project.commit();
  expect(project.run('deploy', ...PING, '--tag', '3.0', '--commit').status).toBe(0);
  expect(project.run('promote', ...PING, '--commit').status).toBe(0);
  const job = `ping-watch-${/^watched: "?(\w+)/m.exec(project.read('releases/production/ping.yaml'))![1]}`;
  const tells = (conditions: object[] | undefined, log = {}) => {
    const { items } = JSON.parse(leadsTo('green'));
    const watch = { kind: 'Job', metadata: { name: job }, status: { conditions } };
    const kubectl = new FakeKubectl(
      { stdout: JSON.stringify({ items: [...items, ...(conditions ? [watch] : [])] }) },
      {},
      log,
    );
    const { status, stdout, stderr } = project.run('status', ...PING, '--live');
    expect([status, stderr]).toEqual([0, '']);
    const asked = kubectl.calls.filter(([verb]) => verb === 'get').map(([, kinds]) => kinds);
    expect(asked).toEqual([expect.stringMatching(/,jobs$/)]);
    return /watched by Job .*/.exec(stdout)![0].replace(job, 'it');
  };
  const failed = [{ type: 'Failed', status: 'True', message: 'Job has reached the specified backoff limit' }];
  const stdout =
    '2026-11-29T10:00:00Z errors: 7%, at most 1%: outside\n2026-11-29T10:00:01Z failed: errors was outside its limits\n';
  expect([
    tells(undefined),
    tells([]),
    tells([{ type: 'Complete', status: 'True' }]),
    tells(failed, { stdout }),
    tells(failed, { stderr: 'Error from server (Forbidden): pods is forbidden', status: 1 }),
  ]).toEqual([
    'watched by Job it: it is not there yet',
    'watched by Job it: it runs',
    'watched by Job it: it passed',
    'watched by Job it: it failed: errors was outside its limits',
    'watched by Job it: it failed: Job has reached the specified backoff limit',
  ]);
});
