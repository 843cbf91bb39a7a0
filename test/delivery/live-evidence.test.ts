import type { ClusterObject } from '../../lib/cluster/drift/cluster-object';
import { liveEvidence } from '../../lib/cluster/evidence/live-evidence';

function deployment(status: object, replicas = 2): ClusterObject {
  const template = {
    metadata: { labels: { 'blue-green/release': '4be1fdfdf7' } },
    spec: { containers: [{ name: 'ping', image: 'pkw0301/app:1.0' }] },
  };
  return { kind: 'Deployment', metadata: { name: 'ping-blue', generation: 3 }, spec: { replicas, template }, status };
}

const WHOLE = { observedGeneration: 3, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
const blueOf = (status: object) => liveEvidence('ping', [deployment(status)], [], 0).blue;

test.each([
  ['all pods', WHOLE, 2],
  ['one of them', { ...WHOLE, readyReplicas: 1, availableReplicas: 1 }, 1],
  ['pods of before beside new ones', { ...WHOLE, replicas: 3, updatedReplicas: 2 }, 0],
  ['a Deployment that nobody has looked at since it changed', { ...WHOLE, observedGeneration: 2 }, 0],
  ['no pod at all', { observedGeneration: 3 }, 0],
])('with %s, only ready pods of this very release count', (_, status, ready) => {
  expect(blueOf(status)).toEqual({ release: '4be1fdfdf7', pods: 2, ready });
});

const weights = (blue: number, green: number) => ({
  backendRefs: [
    { name: 'ping-blue', port: 80, weight: blue },
    { name: 'ping-green', port: 80, weight: green },
  ],
});
const route = (rules: object[], observedGeneration = 3, status = 'True'): ClusterObject => ({
  kind: 'HTTPRoute',
  metadata: { name: 'ping', generation: 3 },
  spec: { rules },
  status: { parents: [{ conditions: [{ type: 'Accepted', status, observedGeneration }] }] },
});
const BY_HEADER = { backendRefs: [{ name: 'ping-green', port: 80 }] };

test.each([
  ['its weights', route([BY_HEADER, weights(95, 5), weights(95, 5)]), { blue: 95, green: 5 }],
  ['weights of any size, as percent', route([weights(1, 3)]), { blue: 25, green: 75 }],
  ['nothing where rules say different things', route([weights(95, 5), weights(50, 50)]), undefined],
  ['nothing of what a Gateway has not seen yet', route([weights(95, 5)], 2), undefined],
  ['nothing of what a Gateway refused', route([weights(95, 5)], 3, 'False'), undefined],
  ['nothing where it has no weights', route([BY_HEADER]), undefined],
])('a route tells %s', (_, object, routed) => {
  expect(liveEvidence('ping', [object], [], 0).routed).toEqual(routed);
});

test('a Job has passed, failed with its reason, or still runs; one that is not there, or not asked for, is not known', () => {
  const job = (name: string, ...conditions: object[]): ClusterObject => ({
    kind: 'Job',
    metadata: { name },
    status: { conditions },
  });
  const objects = [
    job('a', { type: 'SuccessCriteriaMet', status: 'True' }, { type: 'Complete', status: 'True' }),
    job('b', { type: 'Failed', status: 'True', reason: 'DeadlineExceeded', message: 'it took too long' }),
    job('c', { type: 'FailureTarget', status: 'True', reason: 'BackoffLimitExceeded' }),
    job('d', { type: 'Failed', status: 'False' }),
    job('e', { type: 'Complete', status: 'True' }),
  ];
  expect(liveEvidence('ping', objects, ['a', 'b', 'c', 'd', 'none'], 7)).toEqual({
    taken: 7,
    jobs: {
      a: { state: 'passed' },
      b: { state: 'failed', why: 'it took too long' },
      c: { state: 'failed', why: 'BackoffLimitExceeded' },
      d: { state: 'running' },
    },
  });
});

test('of an application without a port a colour serves once its workers run that very release, and are ready', () => {
  const worker = (release: string, status: object): ClusterObject => {
    const { spec, ...made } = deployment(status);
    const labels = { 'app.kubernetes.io/name': 'ping', 'blue-green/worker': 'ping-mailer' };
    const template = { ...spec!['template'], metadata: { labels: { 'blue-green/release': release } } };
    return { ...made, metadata: { ...made.metadata, name: 'ping-mailer', labels }, spec: { ...spec, template } };
  };
  const service = (ports?: object[]): ClusterObject => ({
    kind: 'Service',
    metadata: { name: 'ping' },
    spec: { selector: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' }, ...(ports && { ports }) },
  });
  const serves = (of: ClusterObject, ...more: ClusterObject[]) =>
    liveEvidence('ping', [deployment(WHOLE), of, ...more], [], 0).serves;
  const late = { ...WHOLE, readyReplicas: 1, availableReplicas: 1 };
  expect(serves(service(), worker('4be1fdfdf7', WHOLE))).toBe('blue');
  expect(serves(service(), worker('99dd0a2dd7', WHOLE))).toBeUndefined();
  expect(serves(service(), worker('4be1fdfdf7', late))).toBeUndefined();
  expect(serves(service([{ port: 80 }]), worker('99dd0a2dd7', late))).toBe('blue');
});
