import type { RoutingRule } from '../topology/routing-rules';

/**
 * The addresses at which a rule takes requests: `shop.example.com/cart`, one text for one address. A rule that names no host is for
 * any, and one that names no path for all below `/`.
 */
export function addressesOf({ hosts, paths }: Pick<RoutingRule, 'hosts' | 'paths'>): string[] {
  return (hosts.length ? hosts : ['any host']).flatMap(host =>
    (paths.length ? paths : ['/']).map(path => `${host}${path || '/'}`),
  );
}
