import type { Colour } from '../props/colour';
import { otherColour } from '../props/colour';
import type { NetworkProps, NetworkState } from '../props/network';
import type { TrafficPlan } from './traffic';

type Peer = { readonly [key: string]: any };

/** Who may reach which pods, with nothing left to be defaulted. */
export interface NetworkPlan {
  /** Colours that users are to reach. */
  readonly reached: readonly Colour[];
  readonly idle: Colour;
  /** Ids of the releases that users were on before. */
  readonly before: readonly string[];
  /** Besides the gate. */
  readonly idleFrom: readonly Peer[];
  /** @default - everybody */
  readonly activeFrom?: readonly Peer[];
}

interface Decided {
  readonly active: Colour;
  readonly traffic: TrafficPlan;
}

/** Fills in every default; undefined where nothing is closed to anybody. */
export function networkOf(
  { network, served = {} }: NetworkState & { readonly network?: NetworkProps },
  { active, traffic }: Decided,
): NetworkPlan | undefined {
  if (!network) return undefined;
  const idle = otherColour(active);
  const reached = traffic.serving.length > 1 || traffic.weight > 0 ? [active, idle] : [active];
  return {
    reached,
    idle,
    before: [served.blue, served.green].filter(id => id !== undefined),
    idleFrom: network.idleFrom ?? [],
    activeFrom: network.activeFrom,
  };
}
