import { type Colour, otherColour } from '../construct/props/colour';
import { type ReleaseName, releaseName } from './release-state';
import type { Commit, Revision } from './revision';
import type { Stretch, Tenure } from './tenure';
import type { EventKind } from './transition';

/** One thing that happened to an application. */
export interface HistoryEvent extends ReleaseName {
  readonly kind: EventKind;
  readonly commit: Commit;
  /** Milliseconds since 1970, never before the event above it. */
  readonly at: number;
  /** The time that users reached the release, where this event began it. */
  readonly live?: Stretch;
  /** Who of its group moved by the same commit. @default - nobody did, or nobody has looked */
  readonly together?: readonly string[];
}

/** What happened, the oldest first. A commit that did several things makes several events. */
export function eventsOf(revisions: readonly Revision[], tenures: readonly Tenure[]): HistoryEvent[] {
  const stretches = tenures.flatMap(tenure => tenure.stretches).filter(({ state }) => state === 'live');
  const liveFrom = new Map(stretches.map(stretch => [stretch.began, stretch]));
  // Colours that were active, and whose release nobody touched since.
  const restorable = new Set<Colour>();
  return revisions.flatMap(revision => {
    const { commit, at, before, after, transitions } = revision;
    // Where a shallow clone begins, everything only seems to be made.
    if (commit.cutOff && !before) return [];
    const typed = VERB.exec(commit.subject)?.[1];
    const live = liveFrom.get(revision);
    const beginner = live && transitions.findLast(({ kind, colour }) => BEGINS.has(kind) && colour === after?.active);
    return transitions.map((transition): HistoryEvent => {
      const { kind, colour } = transition;
      const isRollback = kind === 'promoted' && (typed ? typed === 'rollback' : restorable.has(colour));
      if (kind === 'promoted') restorable.add(otherColour(colour));
      else if (kind === 'created' || kind === 'removed') restorable.clear();
      else if (kind === 'deployed' || kind === 'changed') restorable.delete(colour);
      return {
        kind: isRollback ? 'rolled back' : kind,
        ...releaseName(colour, (after ?? before)!),
        commit,
        at,
        ...(transition === beginner && { live }),
      };
    });
  });
}

// In the commits that the tool makes. What else a message says of a switch is free text.
const VERB = /^(promote|rollback)(?:\([^)]*\))?: /;

const BEGINS: ReadonlySet<EventKind> = new Set(['created', 'deployed', 'changed', 'promoted']);
