import fc from 'fast-check';
import type { ClusterObject } from '../../../lib/cluster/drift/cluster-object';
import type { DesiredState } from '../../../lib/cluster/drift/desired-state';
import { type LiveState, liveStates, liveText } from '../../../lib/cluster/drift/live-state';
import { Colour, otherColour } from '../../../lib/construct/props/colour';
import { anyApplication } from '../../construct/render/any/application';
import { inCluster, inGit } from './cluster';

const PING = {
  name: 'ping',
  port: 5000,
  replicas: 2,
  readiness: { path: '/ping' },
  blue: { image: 'pkw0301/app:1.0' },
  green: { image: 'pkw0301/app:2.0' },
};
const GIT = inGit(PING, Colour.BLUE);
const CLUSTER = inCluster(PING, Colour.BLUE);
const { blue, green } = GIT as Required<DesiredState>;

function live(git: DesiredState, objects: readonly ClusterObject[]): LiveState {
  return liveStates([git], objects)[0]!;
}

/** The text for ping where the cluster is other than git says: `git` and the fields of objects are laid over. */
function told(git: Partial<DesiredState>, cluster: { readonly [kindAndName: string]: object | undefined } = {}) {
  const objects = CLUSTER.flatMap(object => {
    const key = `${object.kind}/${object.metadata.name}`;
    if (!Object.hasOwn(cluster, key)) return [object];
    return cluster[key] ? [laidOver(object, cluster[key]) as ClusterObject] : [];
  });
  return liveText(live({ ...GIT, ...git }, objects));
}

function laidOver(value: unknown, over: unknown): unknown {
  if (typeof over !== 'object' || !over || Array.isArray(over)) return over;
  const merged = Object.entries(over).map(([key, part]) => [key, laidOver((value as any)?.[key], part)]);
  return { ...(value as object), ...Object.fromEntries(merged) };
}

const selector = (labels: object) => ({ 'Service/ping': { spec: { selector: labels } } });
const COLOUR = 'blue-green/colour';
const OURS = 'app.kubernetes.io/managed-by=cdk8s-blue-green';
const NAME = 'app.kubernetes.io/name';

test('a cluster that has what git says is told in one line', () => {
  expect(told({})).toEqual(['as git says: blue serves, 2 of 2 pods ready']);
});

describe('users', () => {
  test('are told of by the Service that they reach, be git promoted or not', () => {
    expect(told({ active: Colour.GREEN })).toEqual([
      'git says green, the cluster still serves blue (not applied yet?)',
    ]);
    expect(told({ active: Colour.GREEN, uncommitted: true })).toEqual([
      'git says green, the cluster still serves blue (not committed yet)',
    ]);
  });

  test('who reach no pod come before everything else', () => {
    const noPod = { status: { readyReplicas: undefined, availableReplicas: undefined } };
    expect(told({ active: Colour.GREEN }, { 'Deployment/ping-blue': noPod })).toEqual([
      'users get no answer: the Service ping leads to blue, which has no ready pod',
      'git says green, the cluster still serves blue (not applied yet?)',
      'blue has 0 of 2 pods ready',
    ]);
    expect(told({}, { 'Deployment/ping-blue': undefined })).toEqual([
      'users get no answer: the Service ping leads to blue, which has no ready pod',
      `blue is not there, git says release ${blue.release} (not applied yet?)`,
    ]);
  });

  test.each([
    ['a further label', { track: 'canary' }, 'selects track=canary, git does not'],
    ['no colour of ours', { [COLOUR]: 'red' }, 'selects blue-green/colour=red, git says blue'],
    ['any application', { [NAME]: undefined }, 'selects any app.kubernetes.io/name, git says ping'],
    ['another application', { [NAME]: 'pong' }, 'selects app.kubernetes.io/name=pong, git says ping'],
  ])('of a Service that selects %s are told of', (_, labels, text) => {
    expect(told({}, selector(labels))).toEqual([`the Service ping ${text}: changed by hand?`]);
  });

  describe('on both colours', () => {
    const both = selector({ [COLOUR]: undefined });

    test('are where git says, in the middle of an overlap', () => {
      expect(told({ overlap: true }, both)).toEqual([
        'as git says: both serve, 2 of 2 pods ready and 2 of 2 pods ready',
      ]);
    });

    test('are told of before the overlap is applied, and after its end until that is', () => {
      expect(told({ overlap: true })).toEqual(['git says both, the cluster still serves blue (not applied yet?)']);
      expect(told({ active: Colour.GREEN }, both)).toEqual([
        'git says green, the cluster still serves both (not applied yet?)',
      ]);
    });

    test('get an answer as long as one of the two has a ready pod', () => {
      const noPod = { status: { readyReplicas: undefined, availableReplicas: undefined } };
      const blueDown = { ...both, 'Deployment/ping-blue': noPod };
      expect(told({ overlap: true }, blueDown)).toEqual(['blue has 0 of 2 pods ready']);
      expect(told({ overlap: true }, { ...blueDown, 'Deployment/ping-green': noPod })[0]).toBe(
        'users get no answer: the Service ping leads to both colours, and neither has a ready pod',
      );
    });
  });

  test('who come through another Service that was not moved are told of', () => {
    const further = { ...PING, services: { admin: {} } };
    const stays = inCluster(further, Colour.GREEN).map(object =>
      object.metadata.name === 'ping-admin'
        ? inCluster(further, Colour.BLUE).find(one => one.metadata.name === 'ping-admin')!
        : object,
    );
    const git = inGit(further, Colour.GREEN);
    expect(liveText(live(git, inCluster(further, Colour.GREEN)))).toEqual([
      'as git says: green serves, 2 of 2 pods ready',
    ]);
    expect(liveText(live(git, stays))).toEqual([
      'git says green, the Service ping-admin still leads to blue (not applied yet?)',
    ]);
  });

  test('who come through another Service that is not there, or was changed by hand, are told of', () => {
    const further = { ...PING, services: { admin: {} } };
    const git = inGit(further, Colour.BLUE);
    const toldOf = (change: (object: ClusterObject) => ClusterObject[], name = 'ping-admin') =>
      liveText(
        live(
          git,
          inCluster(further, Colour.BLUE).flatMap(one => (one.metadata.name === name ? change(one) : [one])),
        ),
      );
    const none = (name: string) => [`no Service ${name} that is labelled ${OURS}: not applied yet, or made by hand`];
    expect(toldOf(() => [])).toEqual(none('ping-admin'));
    // What is left of the two does not pass for the other one.
    expect(toldOf(() => [], 'ping')).toEqual(none('ping'));
    const byHand = (one: ClusterObject) =>
      laidOver(one, { metadata: { annotations: undefined }, spec: { selector: { track: 'x' } } });
    expect(toldOf(one => [byHand(one) as ClusterObject])).toEqual([
      'the Service ping-admin selects track=x, git does not: changed by hand?',
    ]);
  });

  test('are waited for by workers, which are told of by what they run and whether they do', () => {
    const working = (format: string) => ({
      ...PING,
      blue: { ...PING.blue, workers: { mail: { args: [format] }, nightly: { args: ['n'], schedule: '@daily' } } },
    });
    const [git, cluster] = [inGit(working('a'), Colour.BLUE), inCluster(working('a'), Colour.BLUE)];
    const release = git.blue!.release;
    expect(liveText(live(git, cluster))).toEqual([
      'as git says: blue serves, 2 of 2 pods ready; workers: mail 1 of 1 pod ready, nightly 0 runs under way',
    ]);
    // Users have moved back, and the workers that only blue has go on.
    expect(liveText(live({ ...inGit(working('a'), Colour.GREEN), active: Colour.BLUE }, cluster))).toEqual([
      `the worker ping-mail is there, of release ${release}, git says none (not applied yet?)`,
      `the worker ping-nightly is there, of release ${release}, git says none (not applied yet?)`,
    ]);
    const changed = (kind: string, over: object) =>
      cluster.map(object =>
        object.kind === kind && object.metadata.name.startsWith('ping-mail') !== (kind === 'CronJob')
          ? (laidOver(object, over) as ClusterObject)
          : object,
      );
    const down = { status: { readyReplicas: undefined, availableReplicas: undefined } };
    expect(liveText(live(git, changed('Deployment', down)))).toEqual(['the worker mail has 0 of 1 pod ready']);
    const labels = { 'blue-green/release': 'aaaaaaaaaa' };
    expect(liveText(live(git, changed('Deployment', { spec: { template: { metadata: { labels } } } })))).toEqual([
      `the worker mail runs release aaaaaaaaaa, git says ${release} (not applied yet?)`,
    ]);
    expect(liveText(live(git, changed('CronJob', { spec: { suspend: true } })))).toEqual([
      'the worker nightly is suspended: changed by hand?',
    ]);
    expect(
      liveText(
        live(
          git,
          cluster.filter(({ kind }) => kind !== 'CronJob'),
        ),
      ),
    ).toEqual([`the worker nightly is not there, git says release ${release} (not applied yet?)`]);
  });

  test('without a Service are told of', () => {
    expect(told({}, { 'Service/ping': undefined })).toEqual([
      'no Service ping that is labelled app.kubernetes.io/managed-by=cdk8s-blue-green: not applied yet, or made by hand',
    ]);
  });
});

test('an application that the cluster has never seen is told in one line', () => {
  expect(liveText(live(GIT, []))).toEqual(['nothing there yet (not applied yet?)']);
  expect(liveText(live({ ...GIT, uncommitted: true }, []))).toEqual(['nothing there yet (not committed yet)']);
  expect(liveText(live(GIT, inCluster({ ...PING, name: 'pong' }, Colour.BLUE)))).toEqual([
    'nothing there yet (not applied yet?)',
  ]);
});

describe('a colour', () => {
  test('that runs another release is told of once, whatever else that release says', () => {
    expect(told({ green: { image: 'pkw0301/app:3.0', release: 'aaaaaaaaaa', pods: 2 } })).toEqual([
      `green runs release ${green.release}, git says aaaaaaaaaa (not applied yet?)`,
    ]);
  });

  test('that is not there is told of only where git has deployed to it', () => {
    const gone = { 'Deployment/ping-green': undefined };
    expect(told({}, gone)).toEqual([`green is not there, git says release ${green.release} (not applied yet?)`]);
    expect(told({ green: undefined }, gone)).toEqual(['as git says: blue serves, 2 of 2 pods ready']);
  });

  test('that git has never deployed to may not run anything of its own', () => {
    expect(told({ green: undefined })).toEqual([
      `green runs release ${green.release}, git says ${blue.release} (not applied yet?)`,
    ]);
  });

  test('that runs another image than its release says was changed by hand', () => {
    const containers = [
      { name: 'sidecar', image: 'proxy:1' },
      { name: 'ping', image: 'pkw0301/app:hotfix' },
    ];
    expect(told({}, { 'Deployment/ping-blue': { spec: { template: { spec: { containers } } } } })).toEqual([
      'blue runs image pkw0301/app:hotfix, git says pkw0301/app:1.0 for the same release: changed by hand?',
    ]);
  });

  test('without a release id was changed by hand', () => {
    const metadata = { labels: { 'blue-green/release': undefined } };
    expect(told({}, { 'Deployment/ping-blue': { spec: { template: { metadata } } } })).toEqual([
      `blue runs pods without a release, git says ${blue.release}: changed by hand?`,
    ]);
  });

  test('that is not shrunk or raised yet is told of', () => {
    expect(told({ green: { ...green, pods: 0 } })).toEqual(['green has the size 2, git says 0 (not applied yet?)']);
    expect(told({ green: { ...green, pods: 5 } })).toEqual(['green has the size 2, git says 5 (not applied yet?)']);
  });

  test('may have more pods than git says only where an autoscaler adds them', () => {
    const scaled = {
      ...PING,
      replicas: undefined,
      autoscaling: { min: 2, max: 9, memory: 70 },
      resources: { requests: { memory: '64Mi' } },
    };
    const git = inGit(scaled, Colour.BLUE);
    const busy = inCluster(scaled, Colour.BLUE).map(object =>
      object.kind === 'Deployment'
        ? (laidOver(object, {
            spec: { replicas: 6 },
            status: { replicas: 6, readyReplicas: 6, updatedReplicas: 6, availableReplicas: 6 },
          }) as ClusterObject)
        : object,
    );
    expect(liveText(live(git, busy))).toEqual(['as git says: blue serves, 6 of 6 pods ready']);
    const raised = { ...git, blue: { ...git.blue!, pods: 4 } };
    expect(liveText(live(raised, busy))).toEqual(['blue has the size 2, git says 4 (not applied yet?)']);
    const withoutAutoscalers = busy.filter(({ kind }) => kind !== 'HorizontalPodAutoscaler');
    expect(liveText(live(git, withoutAutoscalers))).toEqual([
      'blue has the size 6, git says 2 (not applied yet?)',
      'green has the size 6, git says 2 (not applied yet?)',
    ]);
  });
});

describe('the pods of a colour', () => {
  const deadline = {
    type: 'Progressing',
    status: 'False',
    reason: 'ProgressDeadlineExceeded',
    message: 'ReplicaSet "ping-green-1" has timed out progressing.',
  };
  const quota = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'pods "ping" is forbidden' };

  test.each<[string, object, string]>([
    ['one has died', { status: { readyReplicas: 1, availableReplicas: 1 } }, 'green has 1 of 2 pods ready'],
    [
      'the first of a new release is there',
      { status: { replicas: 3, updatedReplicas: 1 } },
      "green's rollout is under way: 1 of 2 pods updated, 2 ready",
    ],
    [
      'those of the last release are not gone',
      { status: { replicas: 3, readyReplicas: 3 } },
      "green's rollout is under way: 2 of 2 pods updated, 3 ready",
    ],
    [
      'they are ready for a moment only',
      { status: { availableReplicas: 0 } },
      "green's rollout is under way: 2 of 2 pods updated, 2 ready",
    ],
    [
      'nobody has looked at the change yet',
      { metadata: { generation: 4 } },
      "green's rollout is under way: 2 of 2 pods updated, 2 ready",
    ],
    [
      'the deadline has passed',
      { status: { readyReplicas: 1, availableReplicas: 1, conditions: [deadline] } },
      'green\'s rollout is stuck with 1 of 2 pods ready: ReplicaSet "ping-green-1" has timed out progressing.',
    ],
    [
      'they may not be made',
      { status: { replicas: 0, updatedReplicas: 0, readyReplicas: 0, availableReplicas: 0, conditions: [quota] } },
      'green\'s rollout is stuck with 0 of 2 pods ready: pods "ping" is forbidden',
    ],
    [
      'somebody has paused the rollout',
      { spec: { paused: true }, status: { updatedReplicas: 0 } },
      "green's rollout is paused with 2 of 2 pods ready: changed by hand?",
    ],
  ])('are told of when %s', (_, deployment, text) => {
    expect(told({}, { 'Deployment/ping-green': deployment })).toEqual([text]);
  });
});

const anyColour = fc.constantFrom(Colour.BLUE, Colour.GREEN);
const withoutNoAnswer = ({ differences }: LiveState) => differences.filter(({ kind }) => kind !== 'no answer');

test('a cluster that runs what was rendered differs in nothing from git, and after a promotion in the colour and its workers only', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const cluster = inCluster(props, active);
      expect(withoutNoAnswer(live(inGit(props, active), cluster))).toEqual([]);
      const promoted = live(inGit(props, otherColour(active)), cluster);
      expect(promoted.serves).toBe(active);
      const told = withoutNoAnswer(promoted);
      const about = (what: string) => told.filter(one => one.about === what).map(({ kind }) => kind);
      expect(about('traffic')).toEqual(['behind']);
      expect(about('worker').filter(kind => kind !== 'behind' && kind !== 'missing')).toEqual([]);
      expect(told.filter(one => one.about !== 'traffic' && one.about !== 'worker')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
