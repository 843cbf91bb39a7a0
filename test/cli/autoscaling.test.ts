import { PingProject } from './tool-project';

const PING = ['ping', '--env', 'production'];
const SPEC = 'apps/ping.yaml';
const STATE = 'releases/production/ping.yaml';
const GREEN = 'dist/apps/production/ping/green';

test('an autoscaler in place of the number of pods that users are on: said, found, refused, and the way out passes', () => {
  const project = new PingProject();
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
  const project = new PingProject();
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

test('what is only looked at has fewer pods, is raised by the first commit of its promotion, and no change is found fault with', () => {
  const project = new PingProject();
  const size = 'replicas: 6\nidle: { preview: 1 }\nresources: { requests: { cpu: 500m, memory: 256Mi } }\n';
  project.write('apps/lamp.yaml', `name: lamp\nimage: a/lamp\nport: 8080\nreadiness: { path: /ok }\n${size}`);
  const done = (...words: string[]) => {
    const ran = project.run(...words, '--commit');
    expect([ran.stderr, ran.status]).toEqual(['', 0]);
    expect(project.run('check', '--base', 'HEAD~1')).toMatchObject({ status: 0 });
    const files = project.git('show', '--name-only', '--format=', 'HEAD').split('\n').filter(Boolean);
    const units = files.map(file => /^dist\/apps\/production\/lamp\/(\w+)/.exec(file)?.[1]).filter(Boolean);
    return { units: [...new Set(units)], plan: project.run('plan', '--base', 'HEAD~1').stdout };
  };
  const lamp = ['lamp', '--env', 'production'];
  done('deploy', ...lamp, '--tag', '1.0');
  // The first release that asks who is active brings the answer along, beside the Services.
  project.write('apps/lamp.yaml', `${project.read('apps/lamp.yaml')}live: { variable: C, file: /etc/lamp/active }\n`);
  const looked = done('deploy', ...lamp, '--tag', '2.0');
  expect(looked.units).toEqual(['green', 'release']);
  const active = () => project.read('dist/apps/production/lamp/release/traffic/ConfigMap.lamp-active.k8s.yaml');
  expect(active()).toContain('  active: blue');
  expect(looked.plan).toContain('grows from 0 pods to 1');
  expect(looked.plan).toContain(
    'both colours ask for 7 pods, CPU 3.5, memory 1.75Gi; before: 6 pods, CPU 3, memory 1.5Gi',
  );
  expect(project.run('status', 'lamp', '--quota').stdout).toMatch(
    /2\.0 \(looked at, 1\) +promote, retire\n {2}asks a quota for 7 pods, CPU 3\.5, memory 1\.75Gi; at most for 14 pods, CPU 7, memory 3\.5Gi\n/,
  );

  // Users of both move together, or none do.
  const together = project.run('promote', 'ping', ...lamp);
  expect(together).toMatchObject({ status: 1, stderr: expect.stringContaining('its users would move before lamp') });
  expect(together.stderr).toContain(
    'bluegreen promote lamp --env production, commit, and promote all of them together then',
  );

  const raised = done('promote', ...lamp);
  expect(raised.units).toEqual(['green']);
  expect(raised.plan).toContain('raise: green (2.0) grows from 1 pod to 6; users are on blue (1.0)');
  const moved = done('promote', ...lamp);
  expect(moved.units).toEqual(['release']);
  expect(active()).toContain('  active: green');
  expect(moved.plan).not.toContain('live change');
  expect(moved.plan).toContain('promote: users move from blue');
  expect(project.run('rollback', ...lamp, '--dry-run')).toMatchObject({ status: 0 });
}, 120_000);
