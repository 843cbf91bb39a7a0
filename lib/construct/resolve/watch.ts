import type { WatchProps, WatchState } from '../props/watch';

/** How users' release is looked at after a promotion. */
export interface WatchPlan {
  readonly seconds: number;
  /** The hash of the Job that may run; undefined where none may. */
  readonly allowed?: string;
}

/** Undefined where nothing ever watches. */
export function watchOf({ watch, watched }: WatchState & { readonly watch?: WatchProps }): WatchPlan | undefined {
  return watch && { seconds: watch.minutes * 60, ...(watched !== undefined && { allowed: watched }) };
}
