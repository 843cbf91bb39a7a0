import { grouped } from '../manifests/grouped';
import { selects } from '../manifests/labels';
import { type Place, selectable } from '../manifests/selectable';
import type { ColourGroup } from './colour-groups';
import { withoutColour } from './colour-label';
import type { ServiceVersions } from './roles';
import type { Routed } from './routed';
import type { ServiceFacts } from './service';
import type { Snapshot } from './snapshot';

/** Finds the Services of a group, as one or two trees have them. All Services are gone through once, for all groups. */
export function groupServices(
  snapshots: readonly Snapshot[],
  { reached, switched, split }: Routed,
): (group: ColourGroup, where: Place) => ServiceVersions[] {
  const services = snapshots.flatMap(snapshot => snapshot.services);
  const versions = grouped(services.map(service => [service.id, service] as const));
  const places = new Map([...versions.keys()].map((id, place) => [id, place] as const));
  const leading = grouped(services.flatMap(service => service.selected.map(({ id }) => [id, service] as const)));
  const adrift = selectable(
    services.filter(({ selected }) => !selected.length),
    ({ selector }) => selector,
  );
  return ({ members, colourLabel, common }, where) => {
    const lead = [...members]
      .flatMap(id => leading.get(id) ?? [])
      .filter(({ environment, namespace }) => environment === where.environment && namespace === where.namespace);
    // It leads nowhere, but says all that the colours have in common.
    const lost = adrift(where, common).filter(({ selector }) => selects(common, withoutColour(selector, colourLabel)));
    const ids = [...new Set([...lead, ...lost].map(({ id }) => id))].sort((a, b) => places.get(a)! - places.get(b)!);
    return ids.map(id => {
      const own = versions.get(id)!;
      return {
        id,
        // What else it selects says nothing of what it is for.
        versions: own.map(service => ({ ...service, selected: service.selected.filter(one => members.has(one.id)) })),
        isReached: reached.has(id) || own.some(letsTheWorldIn),
        isSwitched: switched.has(id),
        isSplit: split.has(id),
      };
    });
  };
}

function letsTheWorldIn({ manifest }: ServiceFacts): boolean {
  const { type, externalIPs } = manifest.value['spec'] ?? {};
  return type === 'NodePort' || type === 'LoadBalancer' || (Array.isArray(externalIPs) && externalIPs.length > 0);
}
