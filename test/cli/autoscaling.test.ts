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

test('what KEDA and somebody else scale goes to nothing and comes back; no change is found fault with, and each is told once', () => {
  const project = new ToolProject();
  const spec = (name: string, autoscaling: string) =>
    `name: ${name}\nimage: a/${name}\nport: 8080\nreadiness: { path: /ok }\nautoscaling: ${autoscaling}\n`;
  const triggers = '[{ type: cron, metadata: { desiredReplicas: "4" } }]';
  project.write('apps/orders.yaml', spec('orders', `{ min: 3, max: 9, keda: { triggers: ${triggers} } }`));
  project.write('apps/reports.yaml', spec('reports', '{ min: 2, external: true }'));
  const both = ['orders', 'reports', '--env', 'production', '--commit'];
  const told = (verb: string, ...words: string[]): string => {
    expect(project.run(verb, ...both, ...words)).toMatchObject({ status: 0 });
    expect(project.run('check', '--base', 'HEAD~1')).toMatchObject({ status: 0 });
    return project.run('plan', '--base', 'HEAD~1').stdout;
  };
  const size = (file: string) => {
    const text = project.read(`dist/apps/production/${file}`);
    return /paused-replicas: "\d"|fewest-pods: "\d"|^ {2}replicas: \d/m.exec(text)?.[0].trim();
  };
  const blue = () => [
    size('orders/blue/ScaledObject.orders-blue.k8s.yaml'),
    size('reports/blue/Deployment.reports-blue.k8s.yaml'),
  ];

  told('deploy', '--tag', '1.0');
  expect(blue()).toEqual([undefined, 'fewest-pods: "2"']);
  expect(told('deploy', '--tag', '2.0')).toMatch(/orders .*from 0 pods to 3[\s\S]*reports .*from 0 pods to 2/);
  expect(told('promote')).toMatch(/at least 3 pods for rollback[\s\S]*at least 2 pods for rollback/);
  const retired = told('retire');
  expect(retired).toMatch(/from at least 3 pods to 0[\s\S]*from at least 2 pods to 0/);
  expect(retired).not.toMatch(/annotations/);
  expect(blue()).toEqual(['paused-replicas: "0"', 'replicas: 0']);
  told('deploy', '--tag', '3.0');
  expect(blue()).toEqual([undefined, 'fewest-pods: "2"']);
}, 120_000);
