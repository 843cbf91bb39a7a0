import { broken } from './output';
import { autoscaled, type Case, type Edit, edits, promote, set, spec } from './pair';

// How many pods users are on, how many there may be, and what becomes of them when nodes and pods are replaced.

const container = (colour: string, change: (container: any) => void): Edit =>
  spec(colour, ({ template }) => change(template.spec.containers[0]));
const scaled =
  (min: number, max: number): Edit =>
  objects => {
    autoscaled(objects, 'blue', min, max);
    autoscaled(objects, 'green', min, max);
  };
const keda =
  (colour: string, said: object): Edit =>
  objects => {
    delete objects[colour]!['spec'].replicas;
    objects[`${colour}Scaler`] = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: `web-${colour}`, namespace: 'web' },
      spec: { scaleTargetRef: { name: `web-${colour}` }, ...said },
    };
  };
const paused =
  (colour: string, pods: string): Edit =>
  objects => {
    objects[`${colour}Scaler`]!['metadata'].annotations = { 'autoscaling.keda.sh/paused-replicas': pods };
  };
const unscaled =
  (colour: string): Edit =>
  objects => {
    delete objects[`${colour}Scaler`];
    objects[colour]!['spec'].replicas = 3;
  };
/** Somebody else scales, whose autoscaler nobody can see. */
const others =
  (colour: string, fewest: string, replicas?: number): Edit =>
  objects => {
    const { metadata, spec } = objects[colour] as any;
    delete objects[`${colour}Scaler`];
    metadata.annotations = { ...metadata.annotations, 'blue-green/fewest-pods': fewest };
    if (replicas === undefined) delete spec.replicas;
    else spec.replicas = replicas;
  };
const raised =
  (pods: number, from: string): Edit =>
  objects => {
    scaled(pods, pods)(objects);
    objects['blueScaler']!['metadata'].annotations = { 'blue-green/raised-from': from };
  };

const cpu = (target: object) => ({ type: 'Resource', resource: { name: 'cpu', target } });
const pods = (averageValue: string) => ({
  type: 'Pods',
  pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue } },
});
/** What the autoscaler of blue goes by, or that of a colour that is named: `at('cpu', 70, 'memory', 80)`. */
const at = (...said: readonly (string | number)[]): Edit => {
  const metrics = said.flatMap((name, index) =>
    typeof name === 'string' && typeof said[index + 1] === 'number'
      ? [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: said[index + 1] } } }]
      : [],
  );
  return set(`${said.includes('green') ? 'green' : 'blue'}Scaler`, 'metrics', metrics);
};

const CASES: readonly Case[] = [
  // BG016
  ['users are on fewer pods', [], [set('blue', 'replicas', 2)], ['BG016']],
  ['users are on more pods', [], [set('blue', 'replicas', 4)], []],
  ['the idle colour shrinks', [], [set('green', 'replicas', 1)], []],
  ['users are on no pods at all', [], [set('blue', 'replicas', 0)], ['BG007']],
  ['a smaller minimum', [scaled(3, 12)], [set('blueScaler', 'minReplicas', 1)], ['BG016']],
  ['a smaller maximum', [scaled(3, 12)], [set('blueScaler', 'maxReplicas', 4)], ['BG016']],
  ['a larger maximum', [scaled(3, 12)], [set('blueScaler', 'maxReplicas', 20)], []],
  ['a smaller maximum of the idle colour', [scaled(3, 12)], [set('greenScaler', 'maxReplicas', 4)], []],
  ['what was raised for a promotion ends', [raised(12, '3-9')], [scaled(3, 9)], []],
  ['what was raised ends lower than it began', [raised(12, '3-9')], [scaled(2, 9)], ['BG016']],
  ['what was raised may grow less than before', [raised(12, '3-9')], [scaled(3, 8)], ['BG016']],
  ['what says no sizes counts as it is', [raised(12, 'x')], [scaled(3, 9)], ['BG016']],
  [
    'the autoscaler is for the other colour',
    [scaled(3, 12)],
    [spec('blueScaler', one => Object.assign(one.scaleTargetRef, { name: 'web-green' }))],
    ['BG016'],
  ],
  ['more load before it grows', [scaled(3, 12), at('cpu', 70)], [at('cpu', 95)], ['BG016']],
  ['less load before it grows', [scaled(3, 12), at('cpu', 70)], [at('cpu', 60)], []],
  ['the default is written out', [scaled(3, 12)], [at('cpu', 80)], []],
  [
    'the default comes in the place of less',
    [scaled(3, 12), at('cpu', 70)],
    [set('blueScaler', 'metrics', [])],
    ['BG016'],
  ],
  ['one of two measures goes', [scaled(3, 12), at('cpu', 70, 'memory', 80)], [at('cpu', 70)], ['BG016']],
  ['another measure takes its place', [scaled(3, 12), at('cpu', 70)], [at('memory', 90)], []],
  ['the idle colour grows later', [scaled(3, 12), at('cpu', 70)], [at('cpu', 95, 'green')], []],
  [
    'as much in another spelling, and another unit',
    [scaled(3, 12), set('blueScaler', 'metrics', [pods('1'), cpu({ type: 'Utilization', averageUtilization: 70 })])],
    [set('blueScaler', 'metrics', [pods('1000m'), cpu({ type: 'AverageValue', averageValue: '300m' })])],
    [],
  ],
  [
    'more load before KEDA adds pods',
    [keda('blue', { minReplicaCount: 3, triggers: [{ type: 'kafka', metadata: { lagThreshold: '10' } }] })],
    [keda('blue', { minReplicaCount: 3, triggers: [{ type: 'kafka', metadata: { lagThreshold: '100' } }] })],
    ['BG016'],
  ],
  ['KEDA may take all pods away', [keda('blue', { minReplicaCount: 3 })], [keda('blue', {})], ['BG007']],
  ['KEDA keeps fewer', [keda('blue', { minReplicaCount: 3 })], [keda('blue', { minReplicaCount: 2 })], ['BG016']],
  [
    'users move to a colour of which KEDA keeps none',
    [keda('blue', { minReplicaCount: 6 }), keda('green', { minReplicaCount: 0 })],
    [keda('blue', { minReplicaCount: 6 }), keda('green', { minReplicaCount: 0 }), promote],
    ['BG003', 'BG007'],
  ],
  [
    'KEDA is told to hold what users are on at none',
    [keda('blue', { minReplicaCount: 3 })],
    [keda('blue', { minReplicaCount: 3 }), paused('blue', '0')],
    ['BG007'],
  ],
  [
    'users move to a colour that KEDA is told to hold at fewer',
    [keda('blue', { minReplicaCount: 3 }), keda('green', { minReplicaCount: 3 }), paused('green', '1')],
    [promote],
    ['BG003', 'BG018'],
  ],
  [
    'the idle colour is held at none, and comes back',
    [keda('blue', { minReplicaCount: 3 }), keda('green', { minReplicaCount: 3 }), paused('green', '0')],
    [keda('green', { minReplicaCount: 3 })],
    [],
  ],
  ['the idle colour is scaled by KEDA no more', [keda('green', { minReplicaCount: 3 })], [unscaled('green')], []],
  [
    'what users are on is scaled by KEDA no more',
    [keda('blue', { minReplicaCount: 3 })],
    [unscaled('blue')],
    ['BG005'],
  ],
  ['somebody else keeps fewer', [others('blue', '3')], [others('blue', '2')], ['BG016']],
  ['somebody else keeps more', [others('blue', '3')], [others('blue', '4')], []],
  ['users move to what somebody else keeps smaller', [others('blue', '3'), others('green', '2')], [promote], ['BG003']],
  ['users move to what somebody else keeps as large', [scaled(3, 12), others('green', '3')], [promote], []],
  [
    'what somebody else was to keep for users goes as they come',
    [others('blue', '3'), others('green', '6')],
    [others('green', '3'), promote],
    ['BG003'],
  ],
  ['users move to what is held at none', [others('blue', '3'), others('green', '3', 0)], [promote], ['BG003', 'BG007']],
  ['what users are on is held at none', [others('blue', '3')], [others('blue', '3', 0)], ['BG007']],
  [
    'what was raised for users goes as they come',
    [scaled(3, 12), set('greenScaler', 'minReplicas', 6)],
    [set('greenScaler', 'minReplicas', 3), promote],
    ['BG003'],
  ],
  ['it goes after they have come', [scaled(3, 12), set('greenScaler', 'minReplicas', 6)], [promote], []],
  [
    'a colour that was larger than a fixed number becomes as large as they come',
    [set('green', 'replicas', 5)],
    [set('green', 'replicas', 3), promote],
    [],
  ],
  [
    'users move from one to another that KEDA keeps as large',
    [keda('blue', { minReplicaCount: 6 }), keda('green', { minReplicaCount: 6 })],
    [promote],
    [],
  ],

  // BG017
  ['a number beside the autoscaler', [scaled(3, 12)], [set('blue', 'replicas', 3)], ['BG017']],
  ['a number beside that of the idle colour', [scaled(3, 12)], [set('green', 'replicas', 3)], ['BG017']],
  ['0 beside the autoscaler', [scaled(3, 12)], [set('blue', 'replicas', 0)], ['BG007', 'BG017']],
  ['the idle colour is switched off', [scaled(3, 12)], [set('green', 'replicas', 0)], []],
  [
    'another number where one has always been',
    [scaled(3, 12), set('blue', 'replicas', 3)],
    [set('blue', 'replicas', 1)],
    ['BG017'],
  ],
  [
    'the same number where one has always been',
    [scaled(3, 12), set('blue', 'replicas', 3)],
    [set('green', 'minReadySeconds', 6)],
    [],
  ],
  [
    'users move to a colour that is switched off',
    [scaled(3, 12), set('green', 'replicas', 0)],
    [promote],
    ['BG003', 'BG007', 'BG017'],
  ],

  // BG018
  ['users move to a colour that is alike', [], [promote], []],
  [
    'users move to pods without a readiness probe',
    [container('green', one => delete one.readinessProbe)],
    [promote],
    ['BG018'],
  ],
  [
    'users move to pods with another readiness probe',
    [container('green', one => Object.assign(one, { readinessProbe: { tcpSocket: { port: 'http' } } }))],
    [promote],
    [],
  ],
  [
    'users move from pods without a probe to others without',
    [container('green', one => delete one.readinessProbe), container('blue', one => delete one.readinessProbe)],
    [promote],
    [],
  ],
  [
    'users move to pods that no longer pause before they end',
    [container('blue', one => Object.assign(one, { lifecycle: { preStop: { sleep: { seconds: 10 } } } }))],
    [promote],
    ['BG018'],
  ],
  [
    'users move to pods that pause otherwise',
    [
      container('blue', one => Object.assign(one, { lifecycle: { preStop: { sleep: { seconds: 10 } } } })),
      container('green', one => Object.assign(one, { lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } } })),
    ],
    [promote],
    [],
  ],
  ['users move to a smaller maximum', [scaled(3, 10), set('greenScaler', 'maxReplicas', 3)], [promote], ['BG018']],
  ['users move to a fixed number', [o => autoscaled(o, 'blue', 3, 10)], [promote], ['BG018']],
  ['users move from a fixed number to an autoscaler', [o => autoscaled(o, 'green', 3, 10)], [promote], []],
  ['users move to a colour without a budget', [o => delete o['greenBudget']], [promote], ['BG018']],
  ['users move to a colour that is paused', [set('green', 'paused', true)], [promote], ['BG018']],
  [
    'users move to a tenth of the CPU',
    [container('green', ({ resources }) => Object.assign(resources.requests, { cpu: '20m' }))],
    [promote],
    ['BG018'],
  ],
  [
    'users move to a little less memory',
    [container('green', ({ resources }) => Object.assign(resources.requests, { memory: '200Mi' }))],
    [promote],
    [],
  ],
  ['users move to pods that ask for no CPU', [container('green', one => delete one.resources)], [promote], ['BG018']],
  ['users move from pods that ask for no CPU', [container('blue', one => delete one.resources)], [promote], []],

  // BG019
  ['all pods at once', [], [set('blue', 'strategy', { type: 'Recreate' })], ['BG019']],
  [
    'all pods at once, by number',
    [],
    [set('blue', 'strategy', { rollingUpdate: { maxUnavailable: '100%' } })],
    ['BG019'],
  ],
  ['one of three', [], [set('blue', 'strategy', { rollingUpdate: { maxUnavailable: 1 } })], []],
  ['all pods of the idle colour at once', [], [set('green', 'strategy', { type: 'Recreate' })], []],
  ['paused', [], [set('blue', 'paused', true)], ['BG019']],
  ['the idle colour is paused', [], [set('green', 'paused', true)], []],
  ['a pod counts at once', [], [set('blue', 'minReadySeconds', 0)], ['BG019']],
  ['a pod counts later', [], [set('blue', 'minReadySeconds', 20)], []],
  ['a budget lets none go', [], [set('blueBudget', 'minAvailable', '100%')], ['BG019']],
  ['a budget lets none go, by number', [], [set('blueBudget', 'minAvailable', 3)], ['BG019']],
  ['a budget of the idle colour lets none go', [], [set('greenBudget', 'minAvailable', 3)], []],
  ['a budget lets all go', [], [set('blueBudget', 'minAvailable', 0)], ['BG019']],
  ['a budget lets two go', [], [set('blueBudget', 'minAvailable', 1)], []],
  ['a budget counts both colours', [], [set('blueBudget', 'selector', { matchLabels: { app: 'web' } })], ['BG019']],
  ['a budget counts nobody', [], [set('blueBudget', 'selector', { matchLabels: { app: 'wbe' } })], ['BG019']],
  [
    'a budget says the same in another way',
    [],
    [set('blueBudget', 'selector', { matchExpressions: [{ key: 'version', operator: 'In', values: ['blue'] }] })],
    [],
  ],
];

test.each(CASES)('%s', (_, before, change, rules) => {
  expect(broken(edits(...before), edits(...before, ...change))).toEqual(rules);
});
