import type { Colour } from '../construct/props/colour';

/**
 * What is worth knowing before pods end that users have just left: they move with new connections only.
 * @param colour whose pods end
 */
export function openConnections(colour: Colour): string {
  return `users left ${colour} within the last hour: connections that are still open there, such as WebSockets and gRPC streams, end with its pods`;
}
