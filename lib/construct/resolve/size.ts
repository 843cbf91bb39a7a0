import type { Autoscaling } from '../props/autoscaling';
import type { ColourProps } from '../props/release';
import type { Disruption } from '../props/size';
import type { Defaults } from './format';
import { standsBy } from './ports';

/** An autoscaler of a colour as it is. */
export interface ResolvedAutoscaling extends Autoscaling {
  /** Between which sizes it works once nothing raises it any more. */
  readonly raisedFrom?: Pick<Autoscaling, 'min' | 'max'>;
  /** At how many pods KEDA holds a colour that is retired. */
  readonly pausedAt?: number;
}

/** How many pods a colour has: a number, or who says it. */
export interface Size {
  /** Fixed number of pods; undefined with autoscaling. Already the idle size, where the colour is retired or only looked at. */
  readonly replicas?: number;
  /**
   * Already with the idle size as its minimum, where the colour is retired or only looked at, and with a raised one where it
   * says so.
   */
  readonly autoscaling?: ResolvedAutoscaling;
}

/** Number of pods of a colour that is not retired, with autoscaling the fewest. */
export function fullSize({ autoscaling, replicas, ...props }: ColourProps, defaults: Defaults): number {
  return autoscaling?.min ?? replicas ?? (standsBy(props) ? 1 : defaults.replicas);
}

/** Number of pods of a colour as it is, with autoscaling the fewest. */
export function podsOf({ autoscaling, replicas }: Size): number {
  return autoscaling ? (autoscaling.pausedAt ?? autoscaling.min) : replicas!;
}

/** How many pods a colour has as it is. */
export function sizeOf(props: ColourProps, defaults: Defaults): Size {
  const { autoscaling, retired, idle, raised } = props;
  const looked = retired ? undefined : lookedAtWith(props);
  if (!autoscaling) return { replicas: retired ? (idle?.replicas ?? 0) : (looked ?? fullSize(props, defaults)) };
  // Whoever scales it leaves a Deployment of 0 alone.
  if (autoscaling.external) return retired ? { replicas: 0 } : { autoscaling };
  if (retired) return { autoscaling: retiredWith(idle?.replicas, measured(autoscaling, defaults)) };
  const full = measured(autoscaling, defaults);
  if (looked !== undefined) return { autoscaling: heldAt(looked, full) };
  return { autoscaling: raised === undefined ? full : startingWith(raised, full) };
}

/** What must stay of a colour at full size would keep the nodes of a smaller one from ever being drained. */
export function disruptionOf(given: Disruption, props: ColourProps): Disruption {
  const isSmaller = props.retired || lookedAtWith(props) !== undefined;
  return isSmaller && given.minAvailable !== undefined ? { maxUnavailable: 1 } : given;
}

/** How many pods a colour has that is only looked at; undefined where it is at full size. */
function lookedAtWith({ preview, idle }: ColourProps): number | undefined {
  return preview ? idle?.preview : undefined;
}

// Whether what an autoscaler goes by tells of other things than its own pods, and so says nothing of an idle colour.
function looksElsewhere({ metrics = [] }: Autoscaling): boolean {
  return metrics.some(({ type }) => type === 'External' || type === 'Object');
}

/** An autoscaler that says what it goes by. */
export function measured(autoscaling: Autoscaling, { cpuPercent }: Defaults): Autoscaling {
  const { cpu, memory, metrics, keda } = autoscaling;
  const isSaid = cpu !== undefined || memory !== undefined || metrics?.length || keda;
  return isSaid ? autoscaling : { ...autoscaling, cpu: cpuPercent };
}

function retiredWith(pods: number | undefined, autoscaling: Autoscaling): ResolvedAutoscaling {
  if (autoscaling.keda) return { ...autoscaling, pausedAt: pods ?? 0 };
  return heldAt(pods ?? 1, autoscaling);
}

// What KEDA goes by is nearly always elsewhere.
function heldAt(pods: number, autoscaling: Autoscaling): ResolvedAutoscaling {
  const isHeld = autoscaling.keda || looksElsewhere(autoscaling);
  return { ...autoscaling, min: pods, ...(isHeld && { max: pods }) };
}

// Never fewer than it says, and room for as many.
function startingWith(pods: number, autoscaling: Autoscaling): ResolvedAutoscaling {
  const { min, max = min } = autoscaling;
  return { ...autoscaling, min: Math.max(min, pods), max: Math.max(max, pods), raisedFrom: { min, max } };
}
