import type { Finding } from '../check/finding';
import type { EffectKind } from './effect-kind';
import type { KeyDifference } from './key-difference';
import type { ObjectDiffs } from './object-diff';
import type { Serving } from './serving';

/** One thing that a change does, in words. */
export interface Effect {
  readonly kind: EffectKind;
  /** A sentence without the names of application and environment, and without a full stop. */
  readonly text: string;
  /** What is compared, such as `green 2.0 beside blue 1.0, which users are on`. */
  readonly compared?: string;
  readonly differences: readonly KeyDifference[];
}

/** What a change does to one application in one environment. */
export interface Story {
  /** `production/ping`; for what belongs to no application, what it is. */
  readonly place: string;
  /** `ping in production`. */
  readonly title: string;
  /** At least one, the dangerous ones first. */
  readonly effects: readonly Effect[];
  /** Who serves users, where the manifests tell. */
  readonly before?: Serving;
  readonly after?: Serving;
  /** What the rules of `check` say of it. */
  readonly findings: readonly Finding[];
  /** Its objects that differ, key by key; undefined where no manifest does. */
  readonly objects?: ObjectDiffs;
}

/** All that a change does. */
export interface Plan {
  /** What was compared with what, in words. */
  readonly compared: string;
  /** The dangerous ones first. */
  readonly stories: readonly Story[];
  /** What the rules of `check` say of other places. */
  readonly findings: readonly Finding[];
  /** What could not be told or read, and what was allowed. */
  readonly notes: readonly string[];
}

/** A story before the rules are heard. */
export type Draft = Omit<Story, 'findings'>;

/** `ping in production`. */
export function titleOf(place: string): string {
  const [environment, application] = place.split('/');
  return application === undefined ? place : `${application} in ${environment}`;
}
