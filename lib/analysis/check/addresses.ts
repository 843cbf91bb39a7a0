import { BY_GRPC } from '../topology/routes/route';
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

/** The address of all requests, for one that is asked by gRPC alone. */
export function plainAddress(address: string): string {
  return address.endsWith(BY_GRPC) ? address.slice(0, -BY_GRPC.length) : address;
}

interface Addresses {
  has(address: string): boolean;
}

/**
 * By which address requests are led after a change. What a GRPCRoute took, a route for all requests may take from then on; one
 * that was there before, beside it, has its own.
 */
export function addressAfter(address: string, before: Addresses, after: Addresses): string {
  const plain = plainAddress(address);
  return after.has(address) || before.has(plain) ? address : plain;
}
