import { FakeKubectl } from '../live/fake-kubectl';
import { ToolProject } from './tool-project';

const PING = ['ping', '--env', 'production'];

function leadsTo(colour: string): string {
  const service = {
    kind: 'Service',
    metadata: { name: 'ping' },
    spec: { selector: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': colour } },
  };
  return JSON.stringify({ items: [service] });
}

// PATH, on which the fake stands, is that of the test's own process.
const path = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = path;
});

function promoted(): ToolProject {
  const project = new ToolProject();
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
