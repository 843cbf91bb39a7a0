import { PingProject, type Run, type ToolProject } from './tool-project';

const PING = ['ping', '--env', 'production'];
const TRAFFIC = 'dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml';
const INGRESS = 'ingress: { host: ping.example.com }\n';

// Users are on blue, and what both colours run is frozen.
function running(): ToolProject {
  const project = new PingProject();
  project.write('apps/ping.yaml', project.read('apps/ping.yaml') + INGRESS);
  for (const words of [
    ['synth'],
    ['deploy', ...PING, '--tag', '2.0'],
    ['promote', ...PING],
    ['deploy', ...PING, '--tag', '3.0'],
    ['promote', ...PING],
  ]) {
    expect(project.run(...words)).toMatchObject({ status: 0 });
    project.commit();
  }
  return project;
}

function says(project: ToolProject, ports: string): void {
  project.write(
    'apps/ping.yaml',
    project.read('apps/ping.yaml').replace(/^port: 5000|^ports:\n(?: .*\n)+/m, `ports:\n${ports}`),
  );
}

const HTTP = '  - { name: http, port: 5000 }\n';
const DNS = '  - { name: dns, port: 5353, protocol: UDP }\n';

// A step, and what check says of it, before it is committed.
function stepped(project: ToolProject, ...words: readonly string[]): Run & { readonly check: Run } {
  const run = project.run(...words);
  expect(run).toMatchObject({ status: 0 });
  const check = project.run('check');
  project.commit();
  return { ...run, check };
}

const NOTHING = { status: 0, stdout: expect.stringContaining('Nothing found that can hurt users.') };
const published = (project: ToolProject) => project.read(TRAFFIC).match(/name: (?!ping)\w+\n +port: \d+/g);

test('a port of a running application comes with the release that has it, and goes with it: no step breaks a rule', () => {
  const project = running();
  says(project, HTTP + DNS);
  // Nothing that runs is touched by it.
  expect(stepped(project, 'synth')).toMatchObject({ stderr: '', check: NOTHING });
  expect(project.git('show', '--stat', '--format=', 'HEAD')).not.toContain('dist/');
  expect(stepped(project, 'deploy', ...PING, '--tag', '4.0').check).toMatchObject(NOTHING);
  expect(published(project)).toEqual(['name: http\n      port: 5000']);

  const promoted = stepped(project, 'promote', ...PING);
  expect(promoted.stdout).toContain('the Service publishes 5353/UDP (dns) from then on');
  expect(promoted.check).toMatchObject(NOTHING);
  expect(published(project)).toEqual(['name: http\n      port: 5000', 'name: dns\n      port: 5353']);
  expect(project.run('check', '--no-base')).toMatchObject(NOTHING);

  const back = stepped(project, 'rollback', ...PING);
  expect(back.stdout).toContain('the Service no longer publishes 5353/UDP (dns), which this release does not have');
  expect(back.check).toMatchObject(NOTHING);
  expect(published(project)).toEqual(['name: http\n      port: 5000']);

  expect(stepped(project, 'promote', ...PING).check).toMatchObject(NOTHING);
  expect(stepped(project, 'retire', ...PING).check).toMatchObject(NOTHING);
  expect(stepped(project, 'deploy', ...PING, '--tag', '5.0').check).toMatchObject(NOTHING);
}, 180_000);

test('a port that a release drops is found before users move, and told as they do', () => {
  const project = running();
  says(project, HTTP + DNS);
  project.commit();
  for (const verb of [
    ['deploy', ...PING, '--tag', '4.0'],
    ['promote', ...PING],
    ['retire', ...PING],
  ]) {
    stepped(project, ...verb);
  }
  says(project, HTTP);
  project.commit();
  const { check } = stepped(project, 'deploy', ...PING, '--tag', '5.0');
  expect(check.status).toBe(1);
  expect(check.stdout).toContain('BG008: the port dns is in no container of blue (ping-blue)');
  expect(published(project)).toHaveLength(2);
  expect(stepped(project, 'promote', ...PING).stdout).toContain('the Service no longer publishes 5353/UDP (dns)');
}, 180_000);

test('the first port may get another name: its number stays published, and the Ingress leads there all the time', () => {
  const project = running();
  says(project, HTTP.replace('http', 'web'));
  expect(stepped(project, 'synth')).toMatchObject({ stderr: '', check: NOTHING });
  for (const verb of [
    ['deploy', ...PING, '--tag', '4.0'],
    ['promote', ...PING],
    ['rollback', ...PING],
  ]) {
    expect(stepped(project, ...verb).check).toMatchObject(NOTHING);
    expect(published(project)).toEqual([`name: ${verb[0] === 'promote' ? 'web' : 'http'}\n      port: 5000`]);
  }
}, 180_000);
