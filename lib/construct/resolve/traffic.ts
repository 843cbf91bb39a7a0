import { type Colour, otherColour } from '../props/colour';
import { MirroredMethod, type MirrorProps, type RouteProps, TrafficMode, type TrafficState } from '../props/traffic';

type ResolvedRoute = Omit<RouteProps, 'path' | 'mirror'> & { readonly path: string; readonly mirror?: Mirror };

/** Copies of users' requests. What is copied has rules of its own, be there copies now or not: rules have numbers that others go by. */
export interface Mirror extends Required<Omit<MirrorProps, 'grpc'>> {
  /** Of gRPC. */
  readonly calls: readonly string[];
  /** Whether the idle colour gets them now. */
  readonly isOn: boolean;
}

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

/**
 * Fills in every default.
 * @param isIdleUp whether the idle colour runs
 */
export function trafficOf(
  { active, traffic, route, overlap = false, weight = 0 }: TrafficProps,
  isIdleUp: boolean,
): TrafficPlan {
  const { mirror, path = '/', ...other } = route ?? {};
  return {
    mode: traffic ?? TrafficMode.SELECTOR,
    serving: overlap ? [active, otherColour(active)] : [active],
    weight,
    route: route && {
      gateway: route.gateway,
      ...other,
      path,
      // Where users are shared, they are there themselves.
      ...(mirror && { mirror: mirrorOf(mirror, isIdleUp && weight === 0) }),
    },
  };
}

function mirrorOf({ percent, methods = READING, grpc = [] }: MirrorProps, isOn: boolean): Mirror {
  return { percent, methods, calls: grpc, isOn };
}

const READING = [MirroredMethod.GET, MirroredMethod.HEAD];

/** Whether users reach the idle colour too, in the middle of a promotion. */
export function isShared({ overlap = false, weight = 0 }: TrafficState): boolean {
  return overlap || weight > 0;
}

/** The colour that a gate has to prove: the idle one as soon as any user is to reach it. */
export function targetOf(state: TrafficState & { readonly active: Colour }): Colour {
  return isShared(state) ? otherColour(state.active) : state.active;
}
