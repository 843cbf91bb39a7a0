import { ACTIVE_KEY, FOLLOWS_TRAFFIC, isOurs } from '../../construct/names';
import { COLOURS } from '../../construct/props/colour';
import type { Path } from '../../construct/validate/problem';
import { grouped } from '../manifests/grouped';
import { itemsOf } from '../manifests/items';
import { labelsOf } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import type { Workload } from '../topology/workload';

/** An object that pods can't start without. */
export interface Reference {
  readonly kind: 'ConfigMap' | 'Secret' | 'ServiceAccount';
  readonly name: string;
  /** Where the workload says so. */
  readonly path: Path;
  /** Pods start without it too. */
  readonly optional: boolean;
  /** What of it has to be there. @default - nothing in particular */
  readonly keys?: readonly string[];
}

/** Everything in its namespace that a workload's pods refer to by name. */
export function referencesOf({ template }: Workload): Reference[] {
  const found: Reference[] = [];
  const add = (kind: Reference['kind'], name: unknown, path: Path, optional = false, keys: readonly unknown[] = []) => {
    if (typeof name !== 'string' || !name) return;
    const texts = keys.filter(key => typeof key === 'string');
    found.push({
      kind,
      name,
      path: ['spec', 'template', 'spec', ...path],
      optional,
      ...(texts.length && { keys: texts }),
    });
  };
  const keysIn = (source: { readonly [key: string]: any } | undefined) =>
    itemsOf(source?.['items']).map(({ key }) => key);
  const spec = template['spec'];
  add('ServiceAccount', spec.serviceAccountName ?? spec.serviceAccount, ['serviceAccountName']);
  itemsOf(spec.volumes).forEach((volume, i) => {
    add(
      'ConfigMap',
      volume['configMap']?.name,
      ['volumes', i],
      volume['configMap']?.optional,
      keysIn(volume['configMap']),
    );
    add('Secret', volume['secret']?.secretName, ['volumes', i], volume['secret']?.optional);
    itemsOf(volume['projected']?.sources).forEach((source, j) => {
      const path = ['volumes', i, 'projected', 'sources', j];
      add('ConfigMap', source['configMap']?.name, path, source['configMap']?.optional, keysIn(source['configMap']));
      add('Secret', source['secret']?.name, path, source['secret']?.optional);
    });
  });
  for (const key of ['initContainers', 'containers']) {
    itemsOf(spec[key]).forEach((container, i) => {
      itemsOf(container['envFrom']).forEach((source, j) => {
        const path = [key, i, 'envFrom', j];
        add('ConfigMap', source['configMapRef']?.name, path, source['configMapRef']?.optional);
        add('Secret', source['secretRef']?.name, path, source['secretRef']?.optional);
      });
      itemsOf(container['env']).forEach((variable, j) => {
        const path = [key, i, 'env', j];
        const { configMapKeyRef, secretKeyRef } = variable['valueFrom'] ?? {};
        add('ConfigMap', configMapKeyRef?.name, path, configMapKeyRef?.optional, [configMapKeyRef?.key]);
        add('Secret', secretKeyRef?.name, path, secretKeyRef?.optional);
      });
    });
  }
  return found;
}

/** Some workloads, by what their pods refer to. */
export function byReference<One extends Workload>(workloads: readonly One[]): Map<string, One[]> {
  return grouped(
    workloads.flatMap(workload => {
      const keys = new Set(referencesOf(workload).map(reference => referenceKey(workload, reference)));
      return [...keys].map(key => [key, workload] as const);
    }),
  );
}

/** Where `byReference` has those whose pods refer to an object. */
export function referenceKey(
  { environment, namespace }: Pick<Workload, 'environment' | 'namespace'>,
  { kind, name }: { readonly kind: string; readonly name: string },
): string {
  return JSON.stringify([environment, namespace, kind, name]);
}

/** Whether an object says which colour is active, and nothing else: it is to change under the pods that ask. */
export function followsTraffic({ identity, value }: Manifest): boolean {
  const { labels, annotations } = value['metadata'];
  const { data } = value;
  return (
    identity.kind === 'ConfigMap' &&
    isOurs(labelsOf(labels)) &&
    annotations?.[FOLLOWS_TRAFFIC] === 'true' &&
    typeof data === 'object' &&
    data !== null &&
    Object.keys(data).every(key => key === ACTIVE_KEY && COLOURS.includes((data as any)[key])) &&
    value['binaryData'] === undefined
  );
}
