import { NoReleaseFile, type ReleaseState, releaseState } from './release-state';
import { type Transition, transitionsBetween } from './transition';

/** A commit, as git tells it. */
export interface Commit {
  readonly hash: string;
  readonly author: string;
  /** ISO 8601, with a zone. */
  readonly date: string;
  readonly subject: string;
  /** True where a shallow clone begins: what was before is not known. */
  readonly cutOff: boolean;
}

/** A release file as one commit left it. */
export interface ReleaseVersion {
  readonly commit: Commit;
  /** Undefined where the commit removed the file. */
  readonly text: string | undefined;
}

/** A commit to a release file, and what it did. */
export interface Revision {
  readonly commit: Commit;
  /** Milliseconds since 1970; never before the revision above it, nor in the future, however clocks were set. */
  readonly at: number;
  /** Undefined where the file was not there before. */
  readonly before: ReleaseState | undefined;
  /** Undefined where the file is gone. */
  readonly after: ReleaseState | undefined;
  readonly transitions: readonly Transition[];
}

/** A version that could not be read, and is left out. */
export interface Skipped {
  readonly commit: Commit;
  readonly why: string;
}

/** Reads the versions of one release file, the oldest first. */
export function revisionsOf(
  versions: readonly ReleaseVersion[],
  now: number,
): { readonly revisions: readonly Revision[]; readonly skipped: readonly Skipped[] } {
  const revisions: Revision[] = [];
  const skipped: Skipped[] = [];
  let before: ReleaseState | undefined;
  let at = Number.NEGATIVE_INFINITY;
  for (const version of versions) {
    const { commit } = version;
    try {
      const after = stateIn(version);
      at = Math.min(Math.max(at, Date.parse(commit.date)), now);
      revisions.push({ commit, at, before, after, transitions: transitionsBetween(before, after) });
      before = after;
    } catch (error) {
      if (!(error instanceof NoReleaseFile)) throw error;
      skipped.push({ commit, why: error.message });
    }
  }
  return { revisions, skipped };
}

// To read YAML takes longer than all that follows, and more than one tells of the same versions.
const READ = new WeakMap<ReleaseVersion, ReleaseState>();

function stateIn(version: ReleaseVersion): ReleaseState | undefined {
  if (version.text === undefined) return undefined;
  const known = READ.get(version) ?? releaseState(version.text);
  READ.set(version, known);
  return known;
}
