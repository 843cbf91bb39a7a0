import { grouped } from '../manifests/grouped';
import { itemsOf } from '../manifests/items';
import type { Manifest } from '../manifests/manifest';
import { serviceId } from '../topology/service';
import { type ApplicationView, listed } from './application-view';
import type { Effect } from './story';

/** What becomes of the copies of users' requests, whose answers nobody hears. */
export function mirrorEffect(before: ApplicationView, after: ApplicationView): Effect | undefined {
  const [was, is] = [copiesOf(before), copiesOf(after)].map(copies =>
    copies.map(({ what, to }) => [what, to] as const),
  );
  if (String(was) === String(is)) return undefined;
  const now = is!.map(([what, to]) => `${what} are copied to ${to}`).join('; ') || 'nothing is copied any more';
  const then = was!.map(([what, to]) => `${what} to ${to}`).join('; ');
  return { kind: 'mirror', text: `${now}${then && `; before: ${then}`}`, differences: [] };
}

/** Whether a route does nothing to requests but copy them. */
export function onlyCopies(route: Manifest | undefined): boolean {
  return filtersOf(route).every(({ filter }) => filter['type'] === MIRROR);
}

const MIRROR = 'RequestMirror';

interface Copies {
  /** `10 % of GET and HEAD`. */
  readonly what: string;
  /** A colour, or another Service. */
  readonly to: string;
}

function copiesOf({ application, model: { tree } }: ApplicationView): Copies[] {
  const routes = new Set(application.entrances.flatMap(({ manifests }) => manifests));
  const found = [...routes].flatMap(route =>
    filtersOf(route).flatMap(({ filter, rule }) => {
      const { backendRef, percent, fraction } = Object(filter['requestMirror']);
      if (filter['type'] !== MIRROR || !backendRef?.name) return [];
      const id = serviceId(
        tree.environmentOf(route.file),
        backendRef.namespace ?? route.identity.namespace,
        String(backendRef.name),
      );
      const service = application.services.find(one => one.id === id);
      const led = application.colours.filter(colour => service?.selected.some(one => one.id === colour.id));
      const to = led.length ? listed(led.map(({ colour }) => colour)) : `Service ${backendRef.name}`;
      return whatOf(rule).map(what => [JSON.stringify([shareText(percent, fraction), to]), what] as const);
    }),
  );
  return [...grouped(found)].map(([key, whats]) => {
    const [share, to] = JSON.parse(key);
    return { what: `${share} ${listed([...new Set(whats)])}`, to };
  });
}

function shareText(percent: unknown, fraction: any): string {
  if (fraction) return `${fraction.numerator} of ${fraction.denominator ?? 100} of`;
  return percent === undefined ? 'all of' : `${percent} % of`;
}

function whatOf(rule: Manifest['value']): string[] {
  const matches = itemsOf(rule['matches']);
  const words = matches.flatMap(({ method }) => {
    if (typeof method === 'string') return [method];
    const { service, method: name } = Object(method);
    return service === undefined ? [] : [[service, ...(name === undefined ? [] : [name])].join('/')];
  });
  return matches.length && words.length === matches.length ? words : ['all requests'];
}

function filtersOf(route: Manifest | undefined) {
  return itemsOf(route?.value['spec']?.rules).flatMap(rule =>
    itemsOf(rule['filters']).map(filter => ({ filter, rule })),
  );
}
