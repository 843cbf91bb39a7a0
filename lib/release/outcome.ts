import type { ReleaseFile } from '../project/files/files';
import type { Verb } from './expected-changes';

/** One edit of a release file. */
export type Edit =
  // A text is set only where one stands; anything is added.
  | { readonly kind: 'set' | 'add'; readonly path: readonly string[]; readonly value: unknown }
  | { readonly kind: 'remove'; readonly path: readonly string[] };

/** What becomes of a release file: some edits, one after the other, or all of a new one. */
export type Edits = readonly Edit[] | { readonly created: ReleaseFile };

/** A verb that may follow another. */
export type Following = Verb | 'status';

/** What a verb does to one application in one environment, or why it does nothing. */
export type Outcome =
  | {
      readonly kind: 'change';
      /**
       * What it does where that is not what the verb is called for: a colour is raised before users move.
       * @default - what the verb says
       */
      readonly step?: 'raise';
      readonly edits: Edits;
      /**
       * Whether somebody looks at the release that users move to, where its spec says so.
       * @default - nobody: users go back, or stay
       */
      readonly watches?: true;
      /** What changes for users, in one sentence without the names of application and environment. */
      readonly effect: string;
      /** What is worth knowing before the change is committed. */
      readonly notes: readonly string[];
      /** Verbs that may follow, once the change is committed. */
      readonly next: readonly Following[];
    }
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string; readonly wayOut: string };

export function refused(why: string, wayOut: string): Outcome {
  return { kind: 'refused', why, wayOut };
}

export function nothing(why: string): Outcome {
  return { kind: 'nothing', why };
}
