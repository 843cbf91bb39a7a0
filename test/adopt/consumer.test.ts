import { adopt } from '../../lib/adopt/adopt';
import { APP, deployment, type Fields, manifest, pods, service, takenOver } from './objects';

// A Deployment that nobody calls: its pods become a worker, and those of a colour stand by.

/** Pods of one container that takes messages. */
const consumer = (container: Fields = {}, spec: Fields = {}): Fields => {
  const template = pods({ ports: undefined, readinessProbe: undefined, command: ['/web', 'consume'], ...container });
  return JSON.parse(JSON.stringify({ ...template, spec: { ...template['spec'], ...spec } }));
};
const containerOf = (object: Fields | undefined): Fields => object?.['spec'].template.spec.containers[0];
const messages = (objects: readonly Fields[], asked = {}) =>
  adopt(objects.map(manifest), asked).obstacles.map(({ message }) => message);

test('what it runs is a worker with its size, its probe and its time to end; a colour stands by, and takes no work', () => {
  const template = consumer(
    {
      livenessProbe: { exec: { command: ['/web', 'alive'] } },
      readinessProbe: { exec: { command: ['/web', 'busy'] } },
      resources: { requests: { cpu: '100m' } },
      env: [{ name: 'QUEUE', value: 'orders' }],
    },
    { terminationGracePeriodSeconds: 90 },
  );
  const { adoption, rendered } = takenOver([deployment(template, { replicas: 3, strategy: { type: 'Recreate' } })]);
  expect(adoption.unaccounted).toEqual([]);
  expect(adoption.adopted).toMatchObject({ worker: 'consumer', serviceExists: false, workload: `Deployment/${APP}` });
  expect(adoption.adopted!.spec).not.toHaveProperty('ports');

  const worker = rendered.get(`Deployment/${APP}-consumer`)!;
  expect(worker['spec']).toMatchObject({ replicas: 3, strategy: { type: 'Recreate' } });
  expect(worker['spec'].template.spec.terminationGracePeriodSeconds).toBe(90);
  expect(containerOf(worker)).toMatchObject({
    command: ['/web', 'consume'],
    livenessProbe: { exec: { command: ['/web', 'alive'] } },
    resources: { requests: { cpu: '100m' } },
    env: [{ name: 'QUEUE', value: 'orders' }],
  });
  const standing = containerOf(rendered.get(`Deployment/${APP}-blue`));
  expect(standing).toMatchObject({ command: ['sleep', 'infinity'], env: [{ name: 'QUEUE', value: 'orders' }] });
  // It does nothing of what these ask for.
  expect(standing).not.toHaveProperty('livenessProbe');
  expect(standing).not.toHaveProperty('readinessProbe');
  expect(adoption.fields.find(({ field }) => field.endsWith('readinessProbe'))).toMatchObject({ kind: 'told' });
});

test('words alone, without a command, are words for the program of the image', () => {
  const { rendered } = takenOver([deployment(consumer({ command: undefined, args: ['consume'] }))]);
  expect(containerOf(rendered.get(`Deployment/${APP}-consumer`))).toMatchObject({ args: ['consume'] });
  expect(containerOf(rendered.get(`Deployment/${APP}-consumer`))).not.toHaveProperty('command');
  expect(rendered.get(`Deployment/${APP}-consumer`)!['spec'].strategy.type).not.toBe('Recreate');
});

test('what it does as it ends is the worker’s, and what scales and guards it goes with the old one', () => {
  const lifecycle = { preStop: { exec: { command: ['/web', 'drain'] } } };
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: APP };
  const { adoption, rendered } = takenOver([
    deployment(consumer({ lifecycle, resources: { requests: { cpu: '1' } } })),
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: APP },
      spec: {
        scaleTargetRef: target,
        minReplicas: 2,
        maxReplicas: 6,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: APP },
      spec: { minAvailable: 1, selector: { matchLabels: { app: APP } } },
    },
  ]);
  expect(adoption.unaccounted).toEqual([]);
  expect(containerOf(rendered.get(`Deployment/${APP}-consumer`))['lifecycle']).toEqual(lifecycle);
  expect(containerOf(rendered.get(`Deployment/${APP}-blue`))).not.toHaveProperty('lifecycle');
  expect(rendered.get(`HorizontalPodAutoscaler/${APP}-consumer`)!['spec']).toMatchObject({
    minReplicas: 2,
    maxReplicas: 6,
  });
  expect(adoption.adopted!.goesToo).toEqual([`HorizontalPodAutoscaler/${APP}`, `PodDisruptionBudget/${APP}`]);
});

test('it is never called like the old Deployment, whose selector can not be changed', () => {
  const old = { ...deployment(consumer()), metadata: { name: 'mails-consumer' } };
  const { adoption } = takenOver([old], { app: 'mails' });
  expect(adoption.adopted!.worker).toBe('worker');
  const second = { ...deployment(consumer()), metadata: { name: 'mails-worker' } };
  const [taken] = messages([old, second], { app: 'mails', workload: 'mails-consumer' });
  expect(taken).toContain('there is a Deployment mails-consumer already, and ours would be called so');
  const [byService] = messages([
    deployment(consumer()),
    { ...service([{ port: 80 }]), spec: { selector: { app: 'other' } } },
  ]);
  expect(byService).toContain(`there is a Service ${APP} already`);
});

test('one that says no program may open a port that nobody wrote down: it is asked for', () => {
  expect(messages([deployment(consumer({ command: undefined }))], { readiness: 'none' })).toEqual([
    'neither a Service nor the container server says a port',
  ]);
});

test('one that is said to listen, or whose container does, is called', () => {
  for (const [template, asked] of [
    [consumer(), { port: 8080, readiness: 'none' }],
    [consumer({ ports: [{ containerPort: 8080 }] }), { readiness: 'none' }],
  ] as const) {
    const { adoption } = takenOver([deployment(template)], asked);
    expect(adoption.adopted!.spec).toMatchObject({ ports: [{ port: 8080 }], command: ['/web', 'consume'] });
    expect(adoption.adopted).not.toHaveProperty('worker');
  }
});

test('beside one that is called it stays where it is, and nothing of it is taken along', () => {
  const beside: Fields = { ...deployment(consumer()), metadata: { name: 'mails' } };
  beside['spec'] = {
    ...beside['spec'],
    selector: { matchLabels: { app: 'mails' } },
    template: { ...beside['spec'].template, metadata: { labels: { app: 'mails' } } },
  };
  const { adoption } = takenOver([deployment(pods()), service([{ port: 80, targetPort: 8080 }]), beside], {
    workload: APP,
  });
  expect(adoption.adopted!.spec).not.toHaveProperty('workers');
  expect(adoption.adopted!.goesToo).toEqual([]);
  expect(adoption.fields.filter(({ object }) => object === 'Deployment mails').map(({ text }) => text)).toEqual([
    expect.stringContaining('it stays where it is'),
  ]);
});
