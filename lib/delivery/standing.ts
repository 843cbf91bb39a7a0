import { COLOURS, otherColour } from '../construct/props/colour';
import type { Entry, ReleaseState } from '../history/release-state';
import { type Commit, type ReleaseVersion, type Revision, revisionsOf } from '../history/revision';

/** Something that happened, and when: milliseconds since 1970, never in the future. */
interface Happened {
  readonly commit: Commit;
  readonly at: number;
}

/** How users came to the colour that is active. */
interface Switch extends Happened {
  /** `began`: it was active from the first version on. */
  readonly kind: 'promoted' | 'rolled back' | 'began';
}

interface Share extends Happened {
  /** Whether it had more before. */
  readonly fell: boolean;
}

/** What has become of what a colour has, since it was deployed there. */
interface ColourStanding {
  readonly deployed: Happened;
  /** The last time that users came to it: undefined where they never were on it. */
  readonly live?: Happened;
  /** Where users were taken from it again, or it was given up in the middle of a promotion. */
  readonly takenBack?: Happened;
  /** Since when it is at its idle size. */
  readonly retired?: Happened;
}

/** Whether users left it by themselves: what was taken from them is to come again, and what they were never on too. */
export function isLeft({ live, takenBack }: Pick<ColourStanding, 'live' | 'takenBack'> = {}): boolean {
  return live !== undefined && takenBack === undefined;
}

/** Where an application stands in one environment, as its history tells. */
export interface Standing {
  /** Undefined where nobody knows: the clone is shallow, and ends before. */
  readonly switched?: Switch;
  /** When users began to be on both colours; undefined where they are not. */
  readonly shared?: Happened;
  /** Since when the idle colour has the share of the requests that it has; undefined where it has none. */
  readonly share?: Share;
  readonly blue?: ColourStanding;
  readonly green?: ColourStanding;
  /** Whether a shallow clone hides the beginning of what is told here. */
  readonly cutOff: boolean;
}

type Open = { -readonly [K in keyof Standing]: Standing[K] };
type OpenColour = { -readonly [K in keyof ColourStanding]: ColourStanding[K] };

/**
 * What the versions of a release file say of where an application stands.
 * @param versions the oldest first
 * @param now milliseconds since 1970
 */
export function standingOf(versions: readonly ReleaseVersion[], now: number): Standing {
  const standing: Open = { cutOff: false };
  const past: Past = { live: new Set(), takenBack: new Map() };
  for (const revision of revisionsOf(versions, now).revisions) step(standing, past, revision);
  return standing;
}

/** What became of contents, so that none is news when it comes back by a revert. */
interface Past {
  /** Those that users were on. */
  readonly live: Set<string>;
  /** Those that were taken back, and that nobody has wanted again since. */
  readonly takenBack: Map<string, Happened>;
}

function step(standing: Open, past: Past, { commit, at, before, after }: Revision): void {
  if (!after) {
    for (const key of ['switched', 'shared', 'share', ...COLOURS] as const) delete standing[key];
    standing.cutOff = false;
    past.live.clear();
    past.takenBack.clear();
    return;
  }
  const happened: Happened = { commit, at };
  for (const colour of COLOURS) {
    const next = colourAfter(standing[colour], before?.[colour], after[colour], happened, past);
    if (next) standing[colour] = next;
    else delete standing[colour];
  }
  const hasMoved = before !== undefined && before.active !== after.active;
  if (hasMoved) {
    const to = standing[after.active];
    const isBack =
      TYPED.exec(commit.subject)?.[1] !== 'promote' && (to?.live !== undefined || isTyped(commit, 'rollback'));
    standing.switched = { ...happened, kind: isBack ? 'rolled back' : 'promoted' };
    const left = standing[before.active];
    if (isBack && left) standing[before.active] = { ...left, takenBack: happened };
  } else if (before?.shared && !after.shared) {
    const idle = otherColour(after.active);
    const left = standing[idle];
    if (left) standing[idle] = { ...left, takenBack: happened };
  }
  if (!before) {
    if (commit.cutOff) standing.cutOff = true;
    else standing.switched = { ...happened, kind: 'began' };
  }
  if (after.shared) standing.shared ??= happened;
  else delete standing.shared;
  const [was = 0, is = 0] = [hasMoved ? 100 : before?.weight, after.weight];
  if (!is) delete standing.share;
  else if (is !== was || !standing.share) standing.share = { ...happened, fell: is < was };
  const given = standing[otherColour(after.active)];
  // A revert that brings a share back is no wish to go on: only a promotion is.
  if (is > was && given && isTyped(commit, 'promote')) {
    const { takenBack: _, ...rest } = given;
    standing[otherColour(after.active)] = rest;
  }
  goLive(standing, after, happened, hasMoved);
  remember(standing, past, after);
}

function remember(standing: Standing, { live, takenBack }: Past, after: ReleaseState): void {
  const colours = COLOURS.flatMap(colour => {
    const entry = after[colour];
    return entry ? [{ content: contentOf(entry), refused: standing[colour]?.takenBack }] : [];
  });
  for (const { content } of colours) takenBack.delete(content);
  for (const { content, refused } of colours) if (refused) takenBack.set(content, refused);
  const active = after[after.active];
  if (active) live.add(contentOf(active));
}

function goLive(standing: Open, after: ReleaseState, happened: Happened, hasMoved: boolean): void {
  const active = standing[after.active];
  if (!active) return;
  // Whoever goes to it once more has thought better of it.
  const { takenBack: _, ...rest } = active;
  standing[after.active] = { ...rest, live: hasMoved || !active.live ? happened : active.live };
}

function colourAfter(
  current: ColourStanding | undefined,
  was: Entry | undefined,
  is: Entry | undefined,
  happened: Happened,
  past: Past,
): ColourStanding | undefined {
  if (!is) return undefined;
  const content = contentOf(is);
  const isOther = !current || !was || contentOf(was) !== content;
  // A revert that brings pods back is no wish to go there: only a deploy is.
  const isAnew = isOther || (was.retired && !is.retired && isTyped(happened.commit, 'deploy'));
  const isReturn = isOther && !isTyped(happened.commit, 'deploy');
  const takenBack = isReturn ? past.takenBack.get(content) : undefined;
  const next: OpenColour = isAnew
    ? {
        deployed: happened,
        ...(isReturn && past.live.has(content) && { live: happened }),
        ...(takenBack && { takenBack }),
      }
    : { ...current };
  if (!is.retired) delete next.retired;
  else next.retired ??= happened;
  return next;
}

// In the commits that the tool makes. What else a message says is free text.
const TYPED = /^(deploy|promote|rollback)(?:\([^)]*\))?: /;

function isTyped({ subject }: Commit, verb: string): boolean {
  return TYPED.exec(subject)?.[1] === verb;
}

function contentOf({ content }: Entry): string {
  const known = TEXTS.get(content) ?? JSON.stringify(inOrder(content));
  TEXTS.set(content, known);
  return known;
}

// A history tells of the same contents again and again.
const TEXTS = new WeakMap<object, string>();

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, inOrder(entry)]),
  );
}
