import type { FileProps } from '../construct/props/file';
import type { Path } from '../construct/validate/problem';
import type { Account } from './account';
import { filesOf } from './files';

type Fields = { readonly [key: string]: any };

/** Volumes by key, and what is laid beside them as it is. */
interface MappedVolumes {
  readonly volumes: { readonly [name: string]: Fields };
  readonly laidVolumes: readonly Fields[];
  /** Of the container that serves. */
  readonly laidMounts: readonly Fields[];
  /** By the path where the container finds each. */
  readonly files: { readonly [path: string]: FileProps };
  /** The ConfigMaps that hold them. */
  readonly filesFrom: ReadonlySet<string>;
}

// What goes with the pod: that what is written there is lost, has to be said in `volumes`.
const OF_THE_POD = ['emptyDir', 'ephemeral', 'csi'];
const SAID = new Set(['name', 'mountPath', 'subPath', 'readOnly']);

/** Maps volumes that the container mounts; those that only other containers mount are laid as they are. */
export function volumesOf(
  spec: Fields,
  container: number,
  at: Path,
  { account, configMaps }: { readonly account: Account; readonly configMaps: ReadonlyMap<string, Fields> },
): MappedVolumes {
  const mounts: Fields[] = spec['containers'][container].volumeMounts ?? [];
  const volumes: { [name: string]: Fields } = {};
  const laidVolumes: Fields[] = [];
  const all: Fields[] = spec['volumes'] ?? [];
  const others: Fields[] = [
    ...spec['containers'].filter((_: unknown, index: number) => index !== container),
    ...(spec['initContainers'] ?? []),
  ].flatMap(({ volumeMounts = [] }) => volumeMounts);
  const files = new Map(
    all.flatMap(volume => {
      const found = filesOf(volume, { mounts, others }, configMaps);
      return found ? [[volume['name'], found] as const] : [];
    }),
  );
  const first = new Map<string, Fields>();
  for (const mount of mounts) {
    const isPlain = Object.keys(mount).every(key => SAID.has(key));
    if (isPlain && all.some(({ name }) => name === mount['name']) && !first.has(mount['name'])) {
      first.set(mount['name'], mount);
    }
  }
  all.forEach((volume, index) => {
    if (files.has(volume['name'])) {
      account.note([...at, 'volumes', index], 'key', 'files');
      return;
    }
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
    const isFile = files.has(mount['name']);
    const isKey = isFile || first.get(mount['name']) === mount;
    account.note(
      [...at, 'containers', container, 'volumeMounts', index],
      isKey ? 'key' : 'podTemplate',
      isFile ? 'files' : isKey ? 'volumes' : '',
    );
  });
  return {
    volumes,
    laidVolumes,
    laidMounts: mounts.filter(mount => !files.has(mount['name']) && first.get(mount['name']) !== mount),
    files: Object.assign({}, ...files.values()),
    filesFrom: new Set(all.flatMap(({ name, configMap }) => (files.has(name) ? configMap.name : []))),
  };
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
