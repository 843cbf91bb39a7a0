import type { Path } from '../construct/validate/problem';
import type { Account } from './account';

type Fields = { readonly [key: string]: any };

/** Volumes by key, and what is laid beside them as it is. */
interface MappedVolumes {
  readonly volumes: { readonly [name: string]: Fields };
  readonly laidVolumes: readonly Fields[];
  /** Of the container that serves. */
  readonly laidMounts: readonly Fields[];
}

// What goes with the pod: that what is written there is lost, has to be said in `volumes`.
const OF_THE_POD = ['emptyDir', 'ephemeral', 'csi'];
const SAID = new Set(['name', 'mountPath', 'subPath', 'readOnly']);

/** Maps volumes that the container mounts; those that only other containers mount are laid as they are. */
export function volumesOf(spec: Fields, container: number, at: Path, account: Account): MappedVolumes {
  const mounts: Fields[] = spec['containers'][container].volumeMounts ?? [];
  const all: Fields[] = spec['volumes'] ?? [];
  const volumes: { [name: string]: Fields } = {};
  const laidVolumes: Fields[] = [];
  const first = new Map<string, Fields>();
  for (const mount of mounts) {
    const isPlain = Object.keys(mount).every(key => SAID.has(key));
    if (isPlain && all.some(({ name }) => name === mount['name']) && !first.has(mount['name'])) {
      first.set(mount['name'], mount);
    }
  }
  all.forEach((volume, index) => {
    const mount = first.get(volume['name']);
    account.note([...at, 'volumes', index], mount ? 'key' : 'podTemplate', mount ? 'volumes' : '');
    if (!mount) {
      laidVolumes.push(volume);
      return;
    }
    const { name, ...source } = volume;
    // Kubernetes takes a volume without a source for an empty folder.
    const sources = Object.keys(source).length ? source : { emptyDir: {} };
    const { name: _, ...where } = mount;
    volumes[name] = { ...where, ...(isScratch(sources, writtenBy(spec, name)) && { scratch: true }), ...sources };
  });
  mounts.forEach((mount, index) => {
    const isKey = first.get(mount['name']) === mount;
    account.note(
      [...at, 'containers', container, 'volumeMounts', index],
      isKey ? 'key' : 'podTemplate',
      isKey ? 'volumes' : '',
    );
  });
  return { volumes, laidVolumes, laidMounts: mounts.filter(mount => first.get(mount['name']) !== mount) };
}

function isScratch(source: Fields, isWritten: boolean): boolean {
  const [kind = ''] = Object.keys(source);
  return OF_THE_POD.includes(kind) && isWritten && source[kind]?.readOnly !== true;
}

// Whether any container mounts it to write.
function writtenBy(spec: Fields, volume: string): boolean {
  const containers: Fields[] = [...spec['containers'], ...(spec['initContainers'] ?? [])];
  const mounts: Fields[] = containers.flatMap(({ volumeMounts = [] }) => volumeMounts);
  return mounts.some(({ name, readOnly }) => name === volume && readOnly !== true);
}
