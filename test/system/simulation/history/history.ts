import type { BehaviourName } from '../cluster/behaviour';
import type { SpecName } from './application';

/** Versions of the application that a history deploys. */
export const VERSIONS = ['1.0', '2.0', '3.0'] as const;

export type Version = (typeof VERSIONS)[number];

/** What somebody does, or what befalls the cluster. */
export type Act =
  | { readonly kind: 'deploy' | 'deploy and promote'; readonly version: Version }
  | { readonly kind: 'promote' | 'rollback' | 'retire' }
  /** A twentieth or half of the requests, where there is a route. */
  | { readonly kind: 'promote a share'; readonly weight: number }
  /** A new try of a gate that failed. */
  | { readonly kind: 'attempt' }
  /** The gate is skipped, with a reason; the last one, of a promotion that it holds up. */
  | { readonly kind: 'promote without gate' | 'rollback without gate' | 'let through' }
  /** A commit that changes nothing of this application. */
  | { readonly kind: 'unrelated commit' }
  | { readonly kind: 'a pod dies' | 'what serves breaks' }
  | { readonly kind: 'gates break' | 'gates are mended' };

export interface Step {
  /** Seconds since the step before. */
  readonly after: number;
  readonly act: Act;
}

/** All that decides what happens: the same history always ends the same. */
export interface History {
  readonly seed: number;
  readonly spec: SpecName;
  readonly behaviours: { readonly [version in Version]: BehaviourName };
  /** How the engine learns of commits: told at once, or by looking every so many seconds. */
  readonly pollsEvery: 'webhook' | number;
  readonly steps: readonly Step[];
}
