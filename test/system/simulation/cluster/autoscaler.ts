import { FEWEST_PODS, PAUSED_REPLICAS } from '../../../../lib/construct/names';
import type { Clock, Timer } from '../clock';
import type { Deployment } from './deployment';
import type { KubernetesObject } from './object';

const LOOKS_EVERY = 15;
/** Kubernetes' stabilization window: so long it has to be too many before one goes. */
const SHRINKS_AFTER = 300;

/** A HorizontalPodAutoscaler, or a ScaledObject of KEDA, without load: it keeps its Deployment at its least. */
export class Autoscaler {
  public readonly since: number;
  private next: Timer;
  private tooManySince: number | undefined;

  public constructor(
    private object: KubernetesObject,
    private readonly clock: Clock,
    private readonly target: (name: string) => Deployment | undefined,
  ) {
    this.since = clock.now;
    this.next = clock.after(1, () => this.look());
  }

  public update(object: KubernetesObject): void {
    this.object = object;
  }

  public remove(): void {
    this.next.cancel();
  }

  private look(): void {
    const { kind, metadata, spec } = this.object;
    const deployment = this.target(spec.scaleTargetRef.name);
    const paused = metadata.annotations?.[PAUSED_REPLICAS];
    if (deployment && paused !== undefined) deployment.scale = Number(paused);
    // Kubernetes leaves a Deployment alone that somebody has set to nothing, and KEDA does not.
    else if (deployment && (deployment.scale > 0 || kind === 'ScaledObject')) {
      this.fit(deployment, spec.minReplicas ?? spec.minReplicaCount);
    }
    this.next = this.clock.after(LOOKS_EVERY, () => this.look());
  }

  private fit(deployment: Deployment, least: number): void {
    if (deployment.scale <= least) this.tooManySince = undefined;
    else this.tooManySince ??= this.clock.now;
    const isStable = this.tooManySince !== undefined && this.clock.now - this.tooManySince >= SHRINKS_AFTER;
    if (deployment.scale < least || isStable) deployment.scale = least;
  }
}

/** What somebody else has for a Deployment that they scale, as its annotation says: it stands in no git of ours. */
export function fromOutside({ kind, metadata }: KubernetesObject): KubernetesObject | undefined {
  const fewest = metadata.annotations?.[FEWEST_PODS];
  if (kind !== 'Deployment' || fewest === undefined) return undefined;
  const { name } = metadata;
  const spec = { scaleTargetRef: { name }, minReplicas: Number(fewest) };
  return { kind: 'HorizontalPodAutoscaler', metadata: { name: `${name}-by-others` }, spec } as KubernetesObject;
}
