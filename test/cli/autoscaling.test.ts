import { ToolProject } from './tool-project';

const PING = ['ping', '--env', 'production'];
const SPEC = 'apps/ping.yaml';
const STATE = 'releases/production/ping.yaml';
const GREEN = 'dist/apps/production/ping/green';

test('an autoscaler in place of the number of pods that users are on: said, found, refused, and the way out passes', () => {
  const project = new ToolProject();
  project.write(SPEC, `${project.read(SPEC)}resources: { requests: { cpu: 100m } }\n`);
  project.run('synth');
  project.commit();
  project.write(SPEC, project.read(SPEC).replace('replicas: 2', 'autoscaling: { min: 2, max: 6 }'));
  const lost =
    'users are on blue with 2 pods, and an autoscaler takes the place of that number: until it acts there is one pod';
  const wayOut =
    'keep "replicas: 2" at blue in releases/production/ping.yaml, and bring the autoscaler to green: bluegreen deploy ping --env production, then promote';

  // As a verb would bring it along, as a synth does, and as a reviewer meets it.
  const refused = project.run('deploy', ...PING, '--tag', '3.0');
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining(lost) });
  expect(refused.stderr).toContain(wayOut);
  for (const words of [['synth'], ['synth', '--only', 'ping']]) {
    const { status, stderr } = project.run(...words);
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`${STATE}: warning: ${lost}`),
    });
    expect(stderr).toContain(wayOut);
    const check = project.run('check');
    expect(check).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('BG015: users are on blue (ping-blue) with 2 pods'),
    });
    project.git('restore', 'dist');
    project.git('clean', '-fdq', 'dist');
  }

  project.write(STATE, project.read(STATE).replace('app:1.0\n', 'app:1.0\n  replicas: 2\n'));
  expect(project.run('synth')).toMatchObject({ status: 0, stderr: '' });
  expect(project.run('check')).toMatchObject({ status: 0 });
  project.commit();
  for (const words of [
    ['deploy', ...PING, '--tag', '3.0'],
    ['promote', ...PING],
  ]) {
    expect(project.run(...words)).toMatchObject({ status: 0 });
    expect(project.run('check')).toMatchObject({ status: 0 });
    project.commit();
  }
  expect(project.read(`${GREEN}/HorizontalPodAutoscaler.ping-green.k8s.yaml`)).toContain('minReplicas: 2');
}, 120_000);
