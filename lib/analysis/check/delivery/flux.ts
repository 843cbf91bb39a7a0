import { itemsOf } from '../../manifests/items';
import {
  changesOf,
  type Delivered,
  type Fields,
  isMoved,
  type Loosened,
  lostFrom,
  sameValue,
  type Watched,
} from './loosened';

const NOTHING_MORE = 'no later commit reaches them, a rollback neither';
const ELSEWHERE = 'what was applied before is deleted where it is pruned, and what comes now is something else';
const UNGATED = 'traffic moves at a commit whose gate has not passed';
const UNSEEN = 'what is applied is not what the files say, and no rule looks at it';

const KUSTOMIZATION: readonly Watched[] = [
  {
    path: ['suspend'],
    message: () => 'is suspended: nothing of it is applied any more',
    users: NOTHING_MORE,
    matters: (_, is) => is === true,
  },
  {
    path: ['sourceRef'],
    message: (was, is) => `takes its files from ${is} in place of ${was}`,
    users: `${ELSEWHERE}; and what depends on it waits for another commit than its own`,
  },
  {
    path: ['targetNamespace'],
    message: (was, is) => `puts its objects into the namespace ${is}, and no longer into ${was}`,
    users: ELSEWHERE,
  },
  { path: ['kubeConfig'], message: () => 'applies its objects to another cluster', users: ELSEWHERE },
  {
    path: ['serviceAccountName'],
    message: (was, is) => `acts as ${is} in place of ${was}`,
    users: `what that one may not do, is not applied: ${NOTHING_MORE}`,
  },
  {
    path: ['prune'],
    message: () => 'no longer deletes what goes from git',
    users: 'an old gate stays, and one of its name counts as passed at once',
    matters: was => was === true,
  },
  {
    path: ['wait'],
    message: () => 'no longer waits for its objects',
    users: `what depends on it comes at once: ${UNGATED}`,
    matters: was => was === true,
  },
  {
    path: ['healthCheckExprs'],
    message: () => 'judges the health of its objects otherwise',
    users: UNGATED,
    matters: was => was !== undefined,
  },
  {
    path: ['force'],
    message: () => 'deletes and makes anew what it can not change',
    users: 'a Deployment that is refused ends with all of its pods',
    matters: (_, is) => is === true,
  },
  {
    path: ['deletionPolicy'],
    message: (was, is) => `has the deletion policy ${is} in place of ${was}`,
    users: 'whoever deletes it, or its file, deletes the pods and Services that they are on',
    matters: was => was === 'Orphan',
  },
  ...['patches', 'images', 'components', 'namePrefix', 'nameSuffix', 'postBuild', 'commonMetadata'].map(key => ({
    path: [key],
    message: () => `changes what it applies on the way (${key})`,
    users: UNSEEN,
  })),
];

const SOURCE: readonly Watched[] = [
  {
    path: ['suspend'],
    message: () => 'is suspended: no later commit is fetched',
    users: NOTHING_MORE,
    matters: (_, is) => is === true,
  },
  {
    path: ['url'],
    message: (was, is) => `is of ${is}, and no longer of ${was}`,
    users: `${ELSEWHERE}; where it can't be read, ${NOTHING_MORE}`,
  },
  {
    path: ['ref'],
    message: (was, is) => `follows ${is}, and no longer ${was}`,
    users: `commits to what it followed reach nobody: ${NOTHING_MORE}`,
    // To go from one version to the next is how such a source delivers.
    matters: (was, is) => !(is && was && ['tag', 'semver', 'commit', 'digest'].some(key => was[key] && is[key])),
  },
  {
    path: ['ignore'],
    message: () => 'leaves other files out than before',
    users: 'what is left out is deleted where it is pruned',
    matters: (_, is) => is !== undefined,
  },
  {
    path: ['secretRef'],
    message: (was, is) => `is read with ${is} in place of ${was}`,
    users: `where that does not let it in, ${NOTHING_MORE}`,
    matters: was => was !== undefined,
  },
];

/** What a change loosens of the objects of Flux; undefined for other kinds. */
export function loosenedInFlux({ was, is, ...trees }: Delivered): Loosened[] | undefined {
  const { group, kind } = is.identity;
  const [before, now]: Fields[] = [was.value['spec'] ?? {}, is.value['spec'] ?? {}];
  const annotations = reconciling(was.value, is.value);
  if (group === 'source.toolkit.fluxcd.io') return [...annotations, ...changesOf(before!, now!, SOURCE, ['spec'])];
  if (group !== 'kustomize.toolkit.fluxcd.io' || kind !== 'Kustomization') return undefined;
  return [
    ...annotations,
    ...changesOf(before!, now!, KUSTOMIZATION, ['spec']),
    ...(sameValue(before!['path'], now!['path']) || isMoved(before!['path'], now!['path'], trees)
      ? []
      : [
          {
            path: ['spec', 'path'],
            message: `applies ${now!['path'] ?? 'the root of the repository'}, and no longer ${before!['path'] ?? 'the root of the repository'}`,
            users: ELSEWHERE,
          },
        ]),
    ...dependencies(before!, now!, was.value['spec']?.path),
  ];
}

function dependencies(before: Fields, now: Fields, path: unknown): Loosened[] {
  const names = (spec: Fields) => itemsOf(spec['dependsOn']).map(({ name }) => name);
  const lost = lostFrom(names(before), names(now));
  const added = lostFrom(names(now), names(before));
  const at = ['spec', 'dependsOn'];
  const isGate = /\/release\/verify\/?$/.test(String(path));
  const expression = itemsOf(now['dependsOn']).findIndex(({ readyExpr }) => readyExpr);
  const had = itemsOf(before['dependsOn']).some(({ readyExpr }) => readyExpr);
  return [
    ...(lost.length ? [{ path: at, message: `no longer waits for ${lost.join(' and ')}`, users: UNGATED }] : []),
    ...(isGate && added.length
      ? [
          {
            path: at,
            message: `waits for ${added.join(' and ')}, and the gate is to wait for nothing`,
            users: 'what is broken there holds up every promotion, and the rollback',
          },
        ]
      : []),
    ...(expression >= 0 && !had
      ? [{ path: [...at, expression, 'readyExpr'], message: 'waits by a rule of its own (readyExpr)', users: UNGATED }]
      : []),
  ];
}

const RECONCILE = 'kustomize.toolkit.fluxcd.io/reconcile';

function reconciling(was: Fields, is: Fields): Loosened[] {
  const of = ({ metadata }: Fields) => metadata.annotations?.[RECONCILE];
  if (of(is) !== 'disabled' || of(was) === 'disabled') return [];
  return [
    { path: ['metadata', 'annotations', RECONCILE], message: 'is no longer applied itself', users: NOTHING_MORE },
  ];
}
