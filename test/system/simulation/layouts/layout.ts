import type { Commit } from '../git';
import type { World } from '../world';

/** What applies commits to a cluster. */
export interface Engine {
  /** Whether users are where the newest commit wants them, as far as the engine can tell. */
  isSettled(): boolean;
}

/** How an engine is set up. */
export interface Layout {
  readonly name: string;
  /** False where nothing waits for a gate, so that all it can promise is that users reach pods. */
  readonly isGated: boolean;
  /** Seconds within which a rollback takes effect. */
  readonly rollbackWithin: (pollsEvery: number) => number;
  /** What of the manifests is different in this layout. */
  readonly rewrite?: (manifests: Commit['manifests'], before: Commit['manifests'] | undefined) => Commit['manifests'];
  start(world: World, pollsEvery: number | 'webhook'): Engine;
}
