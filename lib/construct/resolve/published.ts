import { isPublished, type ResolvedPort } from './ports';
import type { Release } from './release';

/**
 * What the active and the preview Service publish: the ports of the frozen release that users are on. So a port that
 * the spec adds, renames or drops waits for the promotion to a release with it, as all else does; published number and
 * port on the nodes are the application's own, and count at once.
 */
export function publishedPorts(spec: readonly ResolvedPort[], { ports }: Release): ResolvedPort[] {
  const known = ports.map(port => spec.find(other => isSame(other, port)));
  const taken = new Set(known.flatMap(port => (port && isPublished(port) ? [numberOf(port)] : [])));
  // What the spec has dropped is still served, unless its number is another port's now.
  return ports.flatMap((port, index) => known[index] ?? (taken.has(numberOf(port)) ? [] : [port])).filter(isPublished);
}

/** Whether two ports are one to the pods that listen on it. */
export function isSame(a: ResolvedPort, b: ResolvedPort): boolean {
  return a.name === b.name && a.protocol === b.protocol;
}

function numberOf({ servicePort, protocol }: ResolvedPort): string {
  return `${servicePort}/${protocol}`;
}
