import { isPublished, type ResolvedPort } from '../construct/resolve/ports';
import type { Release } from '../construct/resolve/release';

/** What the active Service publishes from then on, and what no more, when users move from one release to another. */
export function portNotes(from: Release | undefined, to: Release): string[] {
  if (!from) return [];
  const beyond = (one: Release, other: Release) =>
    one.ports.filter(
      port => isPublished(port) && !other.ports.filter(isPublished).some(known => numberOf(known) === numberOf(port)),
    );
  const [added, lost] = [beyond(to, from), beyond(from, to)];
  return [
    ...(added.length ? [`the Service publishes ${told(added)} from then on`] : []),
    ...(lost.length ? [`the Service no longer publishes ${told(lost)}, which this release does not have`] : []),
  ];
}

function told(ports: readonly ResolvedPort[]): string {
  return ports.map(port => `${numberOf(port)} (${port.name})`).join(' and ');
}

function numberOf({ servicePort, protocol }: ResolvedPort): string {
  return `${servicePort}/${protocol}`;
}
