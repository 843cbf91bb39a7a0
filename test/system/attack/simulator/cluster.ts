import type { Loose } from '../copy';
import { documentsIn } from '../documents';

// Written from the documents of Kubernetes, Istio and the Gateway API, and of nothing that check has: a second opinion.

/** What is in a cluster once an engine has applied files and everything has settled. */
export interface Cluster {
  readonly objects: readonly Loose[];
}

/** Applies files. One that can not be read is not applied; where a kustomization lists, only what it lists is. */
export function applied(files: ReadonlyMap<string, string>): Cluster {
  const read = [...files].flatMap(([file, text]) => {
    if (!/\.ya?ml$/.test(file)) return [];
    const documents = documentsIn(text);
    return documents.some(({ isBroken }) => isBroken) ? [] : documents.map(({ value }) => ({ file, value }));
  });
  const lists = read.filter(
    ({ value }) => value?.kind === 'Kustomization' && /^kustomize\.config/.test(value.apiVersion),
  );
  const isListed = (file: string) =>
    lists.every(list => {
      const folder = list.file.replace(/[^/]*$/, '');
      return (
        !file.startsWith(folder) || (list.value.resources ?? []).some((path: string) => `${folder}${path}` === file)
      );
    });
  const objects = read
    .filter(({ file, value }) => value?.kind && value.apiVersion && value.metadata?.name && isListed(file))
    .map(({ value }) => value);
  const namespaces = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  return { objects: objects.map(one => ({ ...one, isNamed: namespaces.has(one.metadata.namespace) })) };
}

export function of({ objects }: Cluster, ...kinds: string[]): Loose[] {
  return objects.filter(({ kind }) => kinds.includes(kind));
}

export function named(cluster: Cluster, kind: string, namespace: string, name: string): Loose | undefined {
  return of(cluster, kind).find(
    ({ metadata }) => metadata.name === name && (metadata.namespace ?? '') === (namespace ?? ''),
  );
}
