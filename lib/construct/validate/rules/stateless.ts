import type { ColourProps } from '../../props/release';
import type { Path, Problem } from '../problem';

type Fields = { readonly [key: string]: any };

// What is made for one pod and goes with it.
const OF_THE_POD: ReadonlySet<string> = new Set(['emptyDir', 'ephemeral', 'csi']);

// Disks and shares that outlive the pod. What is not named here, Kubernetes never lets a container write to.
const OUTLIVES_THE_POD: ReadonlySet<string> = new Set(
  (
    'persistentVolumeClaim nfs awsElasticBlockStore azureDisk azureFile cephfs cinder fc flexVolume flocker ' +
    'gcePersistentDisk gitRepo glusterfs iscsi photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume'
  ).split(' '),
);

/**
 * BG010: pods keep no state. Two colours run side by side and either may go, so what a pod has written is at best seen
 * by half of the users, at worst lost, and no rollback brings it back.
 */
export function stateProblems(props: ColourProps, application: string): Array<Problem & { readonly fix: string }> {
  return volumesOf(props, application).flatMap(({ path, kind, isScratch, isWritten }) => {
    if (kind === 'hostPath') {
      return [
        {
          path: [...path, kind],
          message: 'BG010: a folder of the node is another one on each node: pods that move would lose it',
          fix: ELSEWHERE,
        },
      ];
    }
    if (OF_THE_POD.has(kind)) {
      if (isScratch || !isWritten) return [];
      return [
        {
          path: [...path, kind],
          message: 'BG010: what is written there is lost with the pod',
          fix: `${SCRATCH}; else ${ELSEWHERE}`,
        },
      ];
    }
    if (isScratch) {
      return [
        {
          path: [...path, 'scratch'],
          message: `expected it only with ${[...OF_THE_POD].join(', ')}, got ${kind}, which does not go with the pod`,
          fix: 'take it away',
        },
      ];
    }
    if (!OUTLIVES_THE_POD.has(kind) || !isWritten) return [];
    return [
      {
        path: [...path, kind],
        message: 'BG010: pods keep no state, and both colours would write there',
        fix: `say "readOnly: true" if they only read it; else ${ELSEWHERE}`,
      },
    ];
  });
}

const ELSEWHERE = 'keep it in a service outside the pods, named in "config"';
const SCRATCH = 'if that is meant, say "scratch: true" beside its mountPath in "volumes"';

interface Volume {
  readonly path: Path;
  /** Name of the source. */
  readonly kind: string;
  /** That what is written there may be lost is said. */
  readonly isScratch: boolean;
  readonly isWritten: boolean;
}

// Those of `volumes`, and those that `podTemplate` lays over them or brings in.
function volumesOf(
  { volumes = {}, initContainers, sidecars, podTemplate = {} }: ColourProps,
  application: string,
): Volume[] {
  const spec: Fields = podTemplate['spec'] ?? {};
  const own = items(spec['containers']).filter(({ name }) => name === application);
  const isOurs = (name: unknown) =>
    volumes[String(name)] !== undefined ||
    own.flatMap(one => items(one['volumeMounts'])).some(mount => mount['name'] === name);
  const containers = [initContainers, sidecars, spec['containers'], spec['initContainers']].flatMap(items);
  const mounts = containers.flatMap(container => items(container['volumeMounts']));
  const isMountedToWrite = (name: unknown) =>
    mounts.some(mount => mount['name'] === name && mount['readOnly'] !== true);

  const ours = Object.entries(volumes).map(([name, { mountPath, subPath, readOnly, scratch, ...sources }]) => ({
    path: ['volumes', name],
    sources: sources as Fields,
    isScratch: scratch === true,
    isMounted: readOnly !== true || isMountedToWrite(name),
  }));
  const raw = items(spec['volumes']).map(({ name, ...sources }, index) => ({
    path: ['podTemplate', 'spec', 'volumes', index],
    sources: sources as Fields,
    // What the application does not even see is scratch space of the container beside it.
    isScratch: (volumes[name]?.scratch === true || !isOurs(name)) && OF_THE_POD.has(Object.keys(sources)[0] ?? ''),
    isMounted: (volumes[name] && volumes[name].readOnly !== true) || isMountedToWrite(name),
  }));
  return [...ours, ...raw].flatMap(({ path, sources, isScratch, isMounted }) =>
    // That there is just one, is for another rule to say.
    Object.entries(sources)
      .filter(([, source]) => source !== null && source !== undefined && source !== false)
      .slice(0, 1)
      .map(([kind, source]) => ({ path, kind, isScratch, isWritten: Boolean(isMounted) && source.readOnly !== true })),
  );
}

function items(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(item => item ?? {}) : [];
}
