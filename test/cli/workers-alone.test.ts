import { PingProject, type ToolProject } from './tool-project';

const PING = ['ping', '--env', 'production'];
const TRAFFIC = 'dist/apps/production/ping/release/traffic';
const CONSUMER = `${TRAFFIC}/Deployment.ping-consumer.k8s.yaml`;
const SPEC = `name: ping
image: pkw0301/app
command: [sleep, infinity]
readiness: { exec: { command: [/app/ping, check] } }
workers:
  consumer: { args: [consume], overlap: false }
`;
const NOTHING = { status: 0, stdout: expect.stringContaining('Nothing found that can hurt users.') };

// A step of which check finds nothing; then it is committed.
function stepped(project: ToolProject, ...words: readonly string[]) {
  const run = project.run(...words, ...PING);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  const changed = project.changed();
  expect(project.run('check')).toMatchObject(NOTHING);
  project.commit();
  return { said: run.stdout, changed };
}

const image = (project: ToolProject, path: string) => /image: (\S+)/.exec(project.read(path))?.[1];

test('an application without a port: a deploy starts no worker, a promotion and a rollback move them, and nobody gets in', () => {
  // The demo's output is of an application that is called: this one starts anew.
  const project = new PingProject();
  project.git('rm', '-rq', 'dist/apps');
  project.write('apps/ping.yaml', SPEC);
  project.git('rm', '-q', 'releases/production/ping.yaml');
  project.commit();
  expect(project.run('deploy', ...PING, '--image', 'pkw0301/app:1.0')).toMatchObject({ status: 0, stderr: '' });
  project.commit();
  expect(project.run('check', '--no-base')).toMatchObject(NOTHING);
  const services = project
    .git('ls-files', 'dist/apps')
    .split('\n')
    .filter(path => /\/Service\./.test(path));
  expect(services).toHaveLength(6);
  for (const path of services) {
    expect(project.read(path)).toContain('\n  clusterIP: None\n');
    expect(project.read(path)).not.toContain('port');
  }
  // Whatever stands by is never what the worker runs.
  const idle = project.read('dist/apps/production/ping/green/Deployment.ping-green.k8s.yaml');
  expect(idle).toContain('replicas: 0');
  expect(idle).not.toMatch(/consume|preStop/);
  expect(image(project, CONSUMER)).toBe('pkw0301/app:1.0');

  const deployed = stepped(project, 'deploy', '--tag', '2.0');
  expect(deployed.said).toContain('green gets 2.0, with 1 pod; its workers stay on blue (1.0)');
  expect(deployed.changed.filter(path => !path.includes('/green/'))).toEqual(['releases/production/ping.yaml']);

  const promoted = stepped(project, 'promote');
  expect(promoted.said).toContain('its workers move from blue (1.0) to green (2.0)');
  const { stdout: plan } = project.run('plan', '--base', 'HEAD~1');
  expect(plan).toContain('promote: its workers move from blue (1.0, pkw0301/app:1.0) to green (2.0); blue stays up');
  expect(plan).toContain('gate: that its pods are there, and no request');
  expect(plan).toContain('the worker ping-consumer moves to release');
  expect(image(project, CONSUMER)).toBe('pkw0301/app:2.0');

  expect(stepped(project, 'rollback').said).toContain('its workers move back from green (2.0) to blue (1.0)');
  expect(image(project, CONSUMER)).toBe('pkw0301/app:1.0');
  expect(stepped(project, 'retire').said).not.toContain('connections');

  // A first spec of the kind, in which the image's own program is the worker.
  const made = project.run('new', 'mails', '--image', 'pkw0301/mails:1.0', '--worker', 'consumer', ...PING.slice(1));
  expect(made.stdout).toContain('mails in production: the first release: blue (1.0), and its workers are on it');
  expect(project.read('apps/mails.yaml')).toMatch(/command:\n +- sleep\n +- "infinity"\nworkers:\n +consumer:\n/);
  const worker = project.read('dist/apps/production/mails/release/traffic/Deployment.mails-consumer.k8s.yaml');
  expect(worker).not.toMatch(/command:|args:/);
  project.commit();

  // What is called one day can't be: the Service that says who is active would have to change its address.
  project.write('apps/ping.yaml', `${SPEC.replace(/^readiness.*\n/m, '')}port: 5000\nreadiness: { path: /ping }\n`);
  const refused = project.run('deploy', ...PING, '--tag', '3.0');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('expected one in both or in neither');
});
