import type { Identity } from '../manifests/identity';

/** One text for each object that makes pods, the same in every tree. */
export function workloadId(part: string, { kind, namespace, name }: Omit<Identity, 'group'>): string {
  return [part, kind, namespace, name].join(':');
}
