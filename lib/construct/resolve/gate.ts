import type { Colour } from '../props/colour';
import { secondsOf } from '../props/duration';
import type { GateProps, Mesh } from '../props/gate';

/** What has to be proved before traffic moves, with nothing left to be defaulted. */
export interface Gate {
  /** The colour that traffic is to reach. */
  readonly target: Colour;
  readonly image: string;
  /** Seconds until the Job gives up, without what an analysis takes. */
  readonly deadlineSeconds: number;
  /** For so many seconds the metrics of the release are measured before traffic moves. */
  readonly analysisSeconds?: number;
  readonly attempt: number;
  /** Why there is no Job. */
  readonly skipped?: string;
  /** The mesh that its pods are in. */
  readonly mesh?: Mesh;
  readonly podTemplate: { readonly [key: string]: any };
}

// curl, with the shell and the tools of busybox.
const IMAGE = 'curlimages/curl:8.12.1';

/** Above the 300 seconds in which a rollout has to be through. */
const DEADLINE_SECONDS = 600;

/** Fills in every default. */
export function gateOf(target: Colour, gate: GateProps = {}): Gate {
  return {
    target,
    image: gate.image ?? IMAGE,
    deadlineSeconds: gate.deadlineSeconds ?? DEADLINE_SECONDS,
    ...(gate.analysis !== undefined && { analysisSeconds: secondsOf(gate.analysis) }),
    attempt: gate.attempt ?? 1,
    skipped: gate.skipped,
    mesh: gate.mesh,
    podTemplate: gate.podTemplate ?? {},
  };
}
