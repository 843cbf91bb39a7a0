import { type Colour, otherColour } from '../props/colour';
import { type RouteProps, TrafficMode, type TrafficState } from '../props/traffic';

type ResolvedRoute = RouteProps & Required<Pick<RouteProps, 'path'>>;

/** Who reaches which colour, and how, with nothing left to be defaulted. */
export interface TrafficPlan {
  readonly mode: TrafficMode;
  /** Colours that the active Service leads to: both between the two commits of an overlap. */
  readonly serving: readonly Colour[];
  /** Percent of the requests of a route that the idle colour gets. */
  readonly weight: number;
  readonly route?: ResolvedRoute;
}

interface TrafficProps extends TrafficState {
  readonly active: Colour;
  readonly traffic?: TrafficMode;
  readonly route?: RouteProps;
}

/** Fills in every default. */
export function trafficOf({ active, traffic, route, overlap = false, weight = 0 }: TrafficProps): TrafficPlan {
  return {
    mode: traffic ?? TrafficMode.SELECTOR,
    serving: overlap ? [active, otherColour(active)] : [active],
    weight,
    route: route && { ...route, path: route.path ?? '/' },
  };
}

/** Whether users reach the idle colour too, in the middle of a promotion. */
export function isShared({ overlap = false, weight = 0 }: TrafficState): boolean {
  return overlap || weight > 0;
}

/** The colour that a gate has to prove: the idle one as soon as any user is to reach it. */
export function targetOf(state: TrafficState & { readonly active: Colour }): Colour {
  return isShared(state) ? otherColour(state.active) : state.active;
}
