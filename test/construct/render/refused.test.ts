import { App, Chart } from 'cdk8s';
import { BlueGreenApplication, Colour } from '../../../lib/construct';
import { PING } from './ping';

function make(props: Record<string, any>, context: Record<string, unknown> = { active: 'blue' }): BlueGreenApplication {
  const app = new App();
  for (const [key, value] of Object.entries(context)) app.node.setContext(key, value);
  return new BlueGreenApplication(new Chart(app, 'shop'), 'ping', props as any);
}

function refusal(...args: Parameters<typeof make>): string {
  try {
    make(...args);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

test('all that is wrong is told in one error, each with where, what was got, what was expected and how to fix it', () => {
  const wrong = {
    ...PING,
    name: 'Ping',
    replicsa: 3,
    port: 70000,
    env: { DEBUG: true },
    green: { image: 'pkw0301/app:2.0', retyred: true },
  };
  expect(refusal(wrong, { active: 'gren' })).toMatchSnapshot();
});

test('what contradicts itself is told in one error too', () => {
  const wrong = {
    ...PING,
    readiness: undefined,
    replicas: 3,
    autoscaling: { min: 4, max: 3 },
    blue: { image: 'pkw0301/app' },
    green: { image: 'pkw0301/app:latest', port: 99 },
    ingress: { host: 'ping.example.com', port: 'htp' },
  };
  expect(refusal(wrong)).toMatchSnapshot();
});

test('a key that there is not is refused, and the nearest one named', () => {
  expect(refusal({ ...PING, replicsa: 3 })).toContain(
    'replicsa: there is no such key here (the nearest is "replicas")',
  );
});

test('what is laid over the pods of a Job leaves it a Job that users never reach', () => {
  const podTemplate = {
    metadata: { labels: { 'blue-green/colour': 'blue' } },
    spec: { restartPolicy: 'OnFailure', containers: [{ name: 'ping', image: 'other:1' }, { name: 'pong' }] },
  };
  const migrate = { expand: { command: ['up'] }, podTemplate };
  const gate = { podTemplate: { ...podTemplate, spec: { restartPolicy: 'OnFailure' } } };
  expect(refusal({ ...PING, gate, migrate })).toMatchSnapshot();
  expect(refusal({ ...PING, gate: { mesh: 'osm' } })).toContain('gate.mesh: expected one of istio, linkerd, got "osm"');
});

describe('null in the place of a part of pods that has to be there is one mistake', () => {
  const full = {
    ...PING,
    env: { A: 'b' },
    config: { C: 'd' },
    secrets: ['s'],
    resources: { limits: { memory: '1Gi' } },
  };
  const expand = { command: ['up'], args: ['now'], env: { E: 'f' } };
  const smoke = { image: 'tests:1', command: ['try'] };

  test.each([
    ['spec', { spec: null }],
    ['spec.containers', { spec: { containers: null } }],
  ])('%s', (path, podTemplate) => {
    const told = (props: object) => refusal({ ...full, ...props }).match(/podTemplate\S*: expected.*/g);
    expect(told({ podTemplate })).toEqual([expect.stringContaining(`podTemplate.${path}: expected keys to lay over`)]);
    expect(told({ migrate: { expand, podTemplate } })).toEqual([
      expect.stringContaining(`podTemplate.${path}: expected keys to lay over, got null: nothing would be left to run`),
    ]);
    for (const tests of [{}, { smoke }]) {
      expect(told({ ...tests, gate: { podTemplate } })).toEqual([
        expect.stringContaining(`podTemplate.${path}: expected what "`),
      ]);
    }
  });
});

describe('the active colour', () => {
  const { GREEN, BLUE } = Colour;
  test.each([
    ['the prop', { active: GREEN }, {}, GREEN],
    ['context before the prop', { active: BLUE }, { active: 'green' }, GREEN],
    ["context of the application's own before that of all", {}, { active: 'blue', 'ping.active': 'green' }, GREEN],
    ["another application's context is not ours", {}, { active: 'blue', 'pong.active': 'green' }, BLUE],
  ])('comes from %s', (_, props, context, active) => {
    const application = make({ ...PING, ...props }, context);
    expect(application.active).toBe(active);
    expect(application.idle).toBe(active === BLUE ? GREEN : BLUE);
  });

  test('follows the name, not the id of the construct', () => {
    expect(make({ ...PING, name: 'pong' }, { active: 'blue', 'pong.active': 'green' }).active).toBe(GREEN);
    expect(make({ ...PING, name: 'pong' }, { active: 'blue', 'ping.active': 'green' }).active).toBe(BLUE);
  });

  test.each([
    [{ active: 'gren' }, 'the context value "active" is no colour: expected one of blue, green, got "gren"'],
    [{ active: 'blue', 'ping.active': 7 }, 'the context value "ping.active" is no colour'],
    [{ active: null }, 'the context value "active" is no colour: expected one of blue, green, got nothing'],
    [{}, '"active" is missing: expected one of blue, green, from context or as a prop'],
  ])('is refused with context %j', (context, message) => {
    expect(refusal({ ...PING }, context)).toContain(message);
  });

  test('is refused once, where the prop is no colour', () => {
    expect(refusal({ ...PING, active: 'gren' }, {}).split('\n')).toEqual([
      'BlueGreenApplication "shop/ping" can\'t be made:',
      '  - active: expected one of blue, green, got "gren" (the nearest is "green")',
    ]);
  });
});

test.each([
  [
    'ports at the colours alone',
    { port: undefined, blue: { ...PING.blue, port: 1 }, green: { ...PING.green, port: 1 } },
    'port',
  ],
  [
    'a node port of a ClusterIP Service',
    { port: undefined, ports: [{ name: 'http', port: 1, nodePort: 30000 }] },
    'ports[0].nodePort',
  ],
  [
    'one account with two sets of annotations',
    {
      serviceAccount: { annotations: { role: 'a' } },
      green: { ...PING.green, serviceAccount: { annotations: { role: 'b' } } },
    },
    'green.serviceAccount.annotations',
  ],
])('%s: refused', (_, props, place) => {
  expect(refusal({ ...PING, ...props })).toContain(`\n  - ${place}: `);
});

test('a tag that can be no label is no version, and refused is nothing', () => {
  const { blue } = make({ ...PING, blue: { image: `pkw0301/app:${'1'.repeat(100)}` } });
  expect(blue.deployment.metadata.toJson().labels).not.toHaveProperty('app.kubernetes.io/version');
});
