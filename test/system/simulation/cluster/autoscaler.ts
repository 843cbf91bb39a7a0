import type { Clock, Timer } from '../clock';
import type { Deployment } from './deployment';
import type { KubernetesObject } from './object';

const LOOKS_EVERY = 15;
/** Kubernetes' stabilization window: so long it has to be too many before one goes. */
const SHRINKS_AFTER = 300;

/** A HorizontalPodAutoscaler without load: it keeps its Deployment at its least. */
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
    const { scaleTargetRef, minReplicas } = this.object['spec'];
    const deployment = this.target(scaleTargetRef.name);
    // Kubernetes leaves a Deployment alone that somebody has set to nothing.
    if (deployment && deployment.scale > 0) this.fit(deployment, minReplicas);
    this.next = this.clock.after(LOOKS_EVERY, () => this.look());
  }

  private fit(deployment: Deployment, least: number): void {
    if (deployment.scale <= least) this.tooManySince = undefined;
    else this.tooManySince ??= this.clock.now;
    const isStable = this.tooManySince !== undefined && this.clock.now - this.tooManySince >= SHRINKS_AFTER;
    if (deployment.scale < least || isStable) deployment.scale = least;
  }
}
