import type { Verb } from '../release/expected-changes';
import type { Outcome } from '../release/outcome';

/** What the autopilot does to an application, in the words of `delivery`. */
export type Step = 'promote' | 'rollback' | 'retire' | 'contract' | 'giveUp';

/** The verb that a step is. */
export const VERB_OF: Readonly<Record<Step, Verb>> = {
  promote: 'promote',
  rollback: 'rollback',
  retire: 'retire',
  contract: 'contract',
  giveUp: 'retire',
};

/** What is to be done to an application now. */
export type Decision =
  | {
      readonly kind: 'due';
      readonly step: Step;
      /** In one sentence, for the message of the commit. */
      readonly why: string;
      readonly outcome: Extract<Outcome, { kind: 'change' }>;
    }
  | {
      readonly kind: 'waits';
      readonly step: Step;
      /** What it waits for. */
      readonly why: string;
      /**
       * When to look again; milliseconds since 1970.
       * @default - nobody knows: at the next pass
       */
      readonly again?: number;
    }
  /** A release failed, and only a person can go on. */
  | { readonly kind: 'calls'; readonly why: string; readonly wayOut: string }
  /** Nothing is to be done until a person does something. */
  | { readonly kind: 'rests'; readonly why: string };
