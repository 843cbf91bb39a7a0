import * as z from 'zod/mini';
import { kubernetesObject } from './names';
import { shapeOf } from './shape';

/**
 * Who may reach the pods, as NetworkPolicies: the idle colour is closed to all but the gate and whom this names.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export interface NetworkProps {
  /**
   * Who else reaches the idle colour: NetworkPolicyPeers, as in Kubernetes. The preview Service leads there too.
   * @default - nobody but the gate
   */
  readonly idleFrom?: { readonly [key: string]: any }[];
  /**
   * Who reaches the active colour, besides the gate and `idleFrom`: NetworkPolicyPeers, as in Kubernetes.
   * @default - everybody
   */
  readonly activeFrom?: { readonly [key: string]: any }[];
}

/** The release that a colour ran when users left it, by its id. */
export interface ServedReleases {
  /** @default - users have not left blue last */
  readonly blue?: string;
  /** @default - users have not left green last */
  readonly green?: string;
}

/** What the release state says of who may reach the pods. */
export interface NetworkState {
  /**
   * With `network`: the release that users were on before. It stays open for what is still under way, and for a
   * rollback, until something else is deployed there. `bluegreen promote` and `rollback` write it.
   * @default - none
   */
  readonly served?: ServedReleases;
}

const peers = z.array(kubernetesObject('NetworkPolicyPeer'));
const releaseId = z.optional(z.string().check(z.regex(/^[0-9a-f]{10}$/, 'a release id: ten hexadecimal digits')));

export const networkSchema = z
  .strictObject(
    shapeOf<NetworkProps>()({
      idleFrom: z.optional(peers),
      activeFrom: z.optional(peers.check(z.minLength(1, 'at least one peer'))),
    }),
  )
  .register(z.globalRegistry, { id: 'NetworkProps' });

export const networkStateShape = shapeOf<NetworkState>()({
  served: z.optional(
    z
      .strictObject(shapeOf<ServedReleases>()({ blue: releaseId, green: releaseId }))
      .register(z.globalRegistry, { id: 'ServedReleases' }),
  ),
});
