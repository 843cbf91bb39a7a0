import type { Path } from '../../../construct/validate/problem';
import { isMap } from '../../manifests/is-map';
import { itemsOf } from '../../manifests/items';
import {
  asCalledNow,
  changesOf,
  type Delivered,
  type Fields,
  isMoved,
  type Loosened,
  listOf,
  lostFrom,
  sameValue,
  textOf,
  type Watched,
} from './loosened';

const NOTHING_MORE = 'a commit, a rollback too, reaches nobody until somebody syncs by hand';
const ELSEWHERE = 'what was applied before is deleted where it is pruned, and what comes now is something else';
const PASSED_BY = 'a switch can pass the gate by, because not all that goes together is applied together';

const APPLICATION: readonly Watched[] = [
  {
    path: ['syncPolicy', 'automated'],
    message: () => 'is no longer synced by itself',
    users: NOTHING_MORE,
    matters: (was, is) => was && was.enabled !== false && (!is || is.enabled === false),
  },
  {
    path: ['syncPolicy', 'automated', 'prune'],
    message: () => 'no longer deletes what goes from git',
    users: 'an old gate stays, and one of its name counts as passed at once',
    matters: (was, is) => was === true && is !== undefined,
  },
  {
    path: ['syncPolicy', 'automated', 'selfHeal'],
    message: () => 'no longer puts back what somebody changes in the cluster',
    users: 'a change by hand stays, and git says something else',
    matters: was => was === true,
  },
  {
    path: ['syncPolicy', 'automated', 'allowEmpty'],
    message: () => 'may be emptied',
    users: 'a folder without files, be it by mistake, deletes all that they are on',
    matters: (_, is) => is === true,
  },
  { path: ['destination'], message: (was, is) => `goes to ${is}, and no longer to ${was}`, users: ELSEWHERE },
  {
    path: ['project'],
    message: (was, is) => `is of the project ${is} in place of ${was}`,
    users: `what that one does not allow is not applied: ${NOTHING_MORE}`,
  },
  {
    path: ['ignoreDifferences'],
    message: () => 'ignores more differences between git and the cluster',
    users: 'what git says there, such as a number of pods, is not applied: a retire or a promotion does nothing',
    matters: (was, is) => lostFrom(is, was).length > 0,
  },
];

const SOURCE: readonly Watched[] = [
  { path: ['repoURL'], message: (was, is) => `is of ${is}, and no longer of ${was}`, users: ELSEWHERE },
  {
    path: ['targetRevision'],
    message: (was, is) => `follows ${is}, and no longer ${was}`,
    users: 'commits to what it followed reach nobody, a rollback neither',
    // To go from one version to the next is how many deliver.
    matters: was => !isVersion(was),
  },
  { path: ['chart'], message: (was, is) => `is of the chart ${is} in place of ${was}`, users: ELSEWHERE },
  {
    path: ['directory', 'recurse'],
    message: () => 'no longer takes what is in folders below',
    users: ELSEWHERE,
    matters: was => was === true,
  },
  { path: ['directory', 'include'], message: (was, is) => `takes ${is} in place of ${was}`, users: ELSEWHERE },
  { path: ['directory', 'exclude'], message: (was, is) => `leaves ${is} out, and not ${was}`, users: ELSEWHERE },
];

function isVersion(revision: unknown): boolean {
  return /^(v?\d+(\.[\dx*]+)*([-+].*)?|[0-9a-f]{7,40})$/.test(String(revision ?? ''));
}

/** What a change loosens of the objects of Argo CD; undefined for other kinds. */
export function loosenedInArgoCd(delivered: Delivered): Loosened[] | undefined {
  const { was, is } = delivered;
  if (is.identity.group !== 'argoproj.io') return undefined;
  const { kind } = is.identity;
  if (kind === 'Application') return applicationChanges(was.value, is.value, [], delivered);
  if (kind === 'ApplicationSet') return setChanges(was.value['spec'] ?? {}, is.value['spec'] ?? {}, delivered);
  if (kind === 'AppProject') return projectChanges(was.value['spec'] ?? {}, is.value['spec'] ?? {});
  return undefined;
}

function applicationChanges(was: Fields, is: Fields, at: Path, trees: Delivered): Loosened[] {
  const [before, now] = [was['spec'] ?? {}, is['spec'] ?? {}];
  const spec = [...at, 'spec'];
  return [
    ...changesOf(before, now, APPLICATION, spec),
    ...sourceChanges(before, now, spec, trees),
    ...optionChanges(before, now, spec),
    ...metadataChanges(was['metadata'] ?? {}, is['metadata'] ?? {}, [...at, 'metadata']),
  ];
}

function sourceChanges(before: Fields, now: Fields, at: Path, trees: Delivered): Loosened[] {
  const [was, is] = [before, now].map(({ source, sources }) => (source ? [source] : itemsOf(sources)) as Fields[]);
  const key: Path = now['source'] ? [...at, 'source'] : [...at, 'sources'];
  return was!.flatMap(source => {
    // One of several is told by where it is from.
    const other = was!.length === 1 ? is![0] : is!.find(one => isSameSource(one, source));
    if (!other)
      return [{ path: key, message: `no longer takes ${textOf(source['path'] ?? source['chart'])}`, users: ELSEWHERE }];
    const path = now['source'] ? key : [...key, is!.indexOf(other)];
    const isElsewhere = !sameValue(source['path'], other['path']) && !isMoved(source['path'], other['path'], trees);
    return [
      ...changesOf(source, other, SOURCE, path),
      ...(isElsewhere
        ? [
            {
              path: [...path, 'path'],
              message: `applies ${textOf(other['path'])}, and no longer ${textOf(source['path'])}`,
              users: ELSEWHERE,
            },
          ]
        : []),
    ];
  });
}

function isSameSource(a: Fields, b: Fields): boolean {
  return ['repoURL', 'path', 'chart', 'ref'].every(key => sameValue(a[key], b[key]));
}

const FORBIDDEN: { readonly [option: string]: string } = {
  'ApplyOutOfSyncOnly=true': PASSED_BY,
  'Replace=true': 'objects are replaced whole: what the cluster filled in, such as a node port, is lost',
  'Force=true': 'a Deployment that is refused is deleted with all of its pods',
  'PruneLast=true': 'a gate that has failed is left over, and fails at once when git comes back to it',
};
const WANTED: { readonly [option: string]: string } = {
  'ServerSideApply=true': 'a change that only takes a field away, or adds a second protocol to a port, is not applied',
  'FailOnSharedResource=true': 'two Applications may fight over one object',
};

function optionChanges(before: Fields, now: Fields, at: Path): Loosened[] {
  const [was, is] = [before, now].map(spec => new Set(listOf(spec['syncPolicy']?.syncOptions).map(String)));
  const path = [...at, 'syncPolicy', 'syncOptions'];
  return [
    ...[...is!]
      .filter(option => !was!.has(option) && Object.hasOwn(FORBIDDEN, option))
      .map(option => ({ path, message: `syncs with ${option}`, users: FORBIDDEN[option]! })),
    ...[...was!]
      .filter(option => !is!.has(option) && Object.hasOwn(WANTED, option))
      .map(option => ({ path, message: `no longer syncs with ${option}`, users: WANTED[option]! })),
  ];
}

function metadataChanges(was: Fields, is: Fields, at: Path): Loosened[] {
  const finalizers = lostFrom(is['finalizers'], was['finalizers']).filter(one => one.startsWith('resources-finalizer'));
  const annotation = (key: string) => [was['annotations']?.[key], is['annotations']?.[key]];
  const [paths, pathsNow] = annotation('argocd.argoproj.io/manifest-generate-paths');
  const [skipped, skips] = annotation('argocd.argoproj.io/skip-reconcile');
  return [
    ...finalizers.map(finalizer => ({
      path: [...at, 'finalizers'],
      message: `has the finalizer ${finalizer} now`,
      users: 'whoever deletes it, or its file, deletes the pods and Services that they are on',
    })),
    ...(pathsNow !== undefined && pathsNow !== paths
      ? [
          {
            path: [...at, 'annotations', 'argocd.argoproj.io/manifest-generate-paths'],
            message: `is looked at only for changes of ${textOf(pathsNow)}`,
            users: PASSED_BY,
          },
        ]
      : []),
    ...(String(skips) === 'true' && String(skipped) !== 'true'
      ? [
          {
            path: [...at, 'annotations', 'argocd.argoproj.io/skip-reconcile'],
            message: 'is no longer looked at',
            users: NOTHING_MORE,
          },
        ]
      : []),
  ];
}

const SET: readonly Watched[] = [
  {
    path: ['syncPolicy', 'preserveResourcesOnDeletion'],
    message: () => 'no longer leaves objects where they are when an Application of it goes',
    users: 'a folder that goes, or this object, takes the pods and Services that they are on along',
    matters: was => was === true,
  },
  {
    path: ['syncPolicy', 'applicationsSync'],
    message: (was, is) => `has applicationsSync ${is} in place of ${was}`,
    users: 'Applications go with their folders, or are not changed any more',
    matters: (was, is) => was !== undefined || is !== 'create-update',
  },
  {
    path: ['templatePatch'],
    message: () => 'changes its Applications on the way (templatePatch)',
    users: 'what they are is not what the template says, and no rule looks at it',
  },
];

function setChanges(was: Fields, is: Fields, delivered: Delivered): Loosened[] {
  const made = leavesOf(is['generators']);
  const wanted = leavesOf(was['generators'], path => asCalledNow(path, delivered));
  // What says more than before still says that.
  const said = wanted.filter(leaf => !made.some(one => saysAll(one, leaf)));
  const lost = lostFrom(said, made);
  return [
    ...changesOf(was, is, SET, ['spec']),
    ...(lost.length
      ? [
          {
            path: ['spec', 'generators'],
            message: `no longer makes Applications for ${lost.join(', and for ')}`,
            users: 'these Applications go or stay as they are: no later commit reaches whom they serve',
          },
        ]
      : []),
    ...applicationChanges(was['template'] ?? {}, is['template'] ?? {}, ['spec', 'template'], delivered),
  ];
}

function saysAll(one: unknown, leaf: unknown): boolean {
  return isMap(one) && isMap(leaf) && Object.entries(leaf).every(([key, value]) => sameValue(value, one[key]));
}

// What a generator makes Applications for, at whatever depth: its own words without those that hold others.
function leavesOf(generators: unknown, named = (path: unknown) => String(path)): unknown[] {
  return itemsOf(generators).flatMap(generator =>
    Object.entries(generator).flatMap(([kind, said]: [string, any]) => {
      if (Array.isArray(said?.generators)) return leavesOf(said.generators, named);
      if (kind === 'list') return listOf(said?.elements);
      if (kind === 'git') {
        const { repoURL, revision } = said ?? {};
        const places = [...itemsOf(said?.directories), ...itemsOf(said?.files)];
        return places
          .filter(({ exclude }) => !exclude)
          .map(({ path }) => `${named(path)} of ${repoURL}, ${revision ?? 'HEAD'}`);
      }
      return [{ [kind]: said }];
    }),
  );
}

function projectChanges(was: Fields, is: Fields): Loosened[] {
  const words: { readonly [key: string]: string } = {
    sourceRepos: 'takes no files any more from',
    destinations: 'may no longer apply to',
    clusterResourceWhitelist: 'may no longer apply, of what has no namespace,',
    namespaceResourceWhitelist: 'may no longer apply',
  };
  const refused = 'what its Applications bring is refused: a commit, a rollback too, reaches nobody';
  return [
    ...Object.entries(words).flatMap(([key, text]) => {
      const lost = lostFrom(was[key], is[key]);
      const isOpen = key === 'namespaceResourceWhitelist' && !listOf(is[key]).length;
      return lost.length && !isOpen && !listOf(is[key]).includes('*')
        ? [{ path: ['spec', key], message: `${text} ${lost.join(' and ')}`, users: refused }]
        : [];
    }),
    ...['namespaceResourceBlacklist', 'clusterResourceBlacklist'].flatMap(key => {
      const added = lostFrom(is[key], was[key]);
      return added.length
        ? [{ path: ['spec', key], message: `may no longer apply ${added.join(' and ')}`, users: refused }]
        : [];
    }),
    ...(lostFrom(is['syncWindows'], was['syncWindows']).length
      ? [
          {
            path: ['spec', 'syncWindows'],
            message: 'has other hours in which it may be synced',
            users: 'outside of them a commit, a rollback too, waits',
          },
        ]
      : []),
  ];
}
