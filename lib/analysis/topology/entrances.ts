import { type Colour, coloursAmong, type Entrance, type Service } from './application';
import type { Audience } from './audience';
import { isPreviewAddress } from './preview-address';
import type { Routed } from './routed';
import type { ServiceFacts } from './service';
import type { LinkedBackend, LinkedRule } from './snapshot';

/**
 * All ways by which users reach colours: the active Services, and the rules that say more than they do.
 * @param rules those that lead to the Services
 */
export function entrancesOf(
  services: readonly Service[],
  colours: readonly Colour[],
  rules: readonly LinkedRule[],
  { moving }: Routed,
  audience: Audience,
): Entrance[] {
  const led = ({ selected }: Pick<ServiceFacts, 'selected'>) => coloursAmong(selected, colours);
  const known = new Map(services.map(service => [service.id, service]));
  const active = services.filter(({ role }) => role === 'active');
  const byService = active.map(service => ({
    manifest: service.manifest,
    manifests: [service.manifest],
    path: ['spec', 'selector'],
    leadsTo: led(service),
    shares: [{ weight: 1, colours: led(service) }],
    service,
  }));
  // One Service alone is the entrance itself, unless the rule leads past the active one, or none is: then rules say who is.
  const isEntrance = ({ id, backends }: { readonly id: string; readonly backends: readonly LinkedBackend[] }) => {
    const roles = backends.map(({ id }) => known.get(id)?.role);
    if (backends.some(({ subset }) => subset !== undefined)) return true;
    if (backends.length > 1) return roles.includes('colour');
    if (moving.has(id)) return roles.some(role => role !== undefined && role !== 'active');
    return !active.length && roles.some(role => role !== undefined && role !== 'preview');
  };
  const byRule = rules
    .filter(({ forSome }) => !forSome)
    .map(rule => ({ ...rule, backends: rule.backends.filter(({ id }) => known.has(id)) }))
    .filter(isEntrance)
    .map(rule => {
      const { backends } = rule;
      const { manifest, path } = backends.find(({ weight }) => weight > 0) ?? backends[0]!;
      const shares = backends.map(backend => ({ weight: backend.weight, colours: led(backend) }));
      const leadsTo = colours.filter(colour =>
        shares.some(share => share.weight > 0 && share.colours.includes(colour)),
      );
      return {
        aside: isPreviewAddress(rule, leadsTo, audience),
        manifest,
        manifests: backends.flatMap(({ manifest, named }) => (named ? [manifest, named] : [manifest])),
        path,
        leadsTo,
        shares,
      };
    });
  // What is by its address for a look, or for one colour for ever, counts where there is nothing else.
  const main = byRule.filter(({ aside }) => !aside);
  return [...byService, ...(byService.length || main.length ? main : byRule)];
}
