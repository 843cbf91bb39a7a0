import { COLOURS, type Colour } from '../construct/props/colour';
import { type ReleaseName, releaseName } from './release-state';
import type { Revision } from './revision';

/** Whether users reached a release, it stood ready, or was at its idle size. */
type StretchState = 'live' | 'idle' | 'retired';

/** A time in which a release was in one state. */
export interface Stretch {
  readonly state: StretchState;
  /** The revision that began it. */
  readonly began: Revision;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Milliseconds since 1970: where it lasts, now. */
  readonly until: number;
  readonly lasts: boolean;
}

/** The time that one release spent in a colour, from its deploy until another one took its place. */
export interface Tenure extends ReleaseName {
  /** The oldest first, one after the other without gaps; at least one. */
  readonly stretches: readonly Stretch[];
}

/** What each colour ran when: by colour, then by time. */
export function tenuresOf(revisions: readonly Revision[], now: number): Tenure[] {
  return COLOURS.flatMap(colour => tenuresIn(colour, revisions, now));
}

/** How long users reached a release, all stretches together. */
export function liveSeconds({ stretches }: Tenure): number {
  return stretches.filter(({ state }) => state === 'live').reduce((sum, stretch) => sum + secondsOf(stretch), 0);
}

export function secondsOf({ from, until }: Stretch): number {
  return Math.floor((until - from) / 1000);
}

function tenuresIn(colour: Colour, revisions: readonly Revision[], now: number): Tenure[] {
  const tenures: (ReleaseName & { readonly stretches: Stretch[] })[] = [];
  let tenure: (typeof tenures)[number] | undefined;
  revisions.forEach((revision, index) => {
    const { after, transitions } = revision;
    const entry = after?.[colour];
    if (!after || !entry) {
      tenure = undefined;
      return;
    }
    const isNew = transitions.some(
      transition => transition.colour === colour && (transition.kind === 'deployed' || transition.kind === 'changed'),
    );
    if (!tenure || isNew) {
      tenure = { ...releaseName(colour, after), stretches: [] };
      tenures.push(tenure);
    }
    const state = after.active === colour ? 'live' : entry.retired ? 'retired' : 'idle';
    const next = revisions[index + 1];
    const end = { until: next?.at ?? now, lasts: !next };
    const last = tenure.stretches.at(-1);
    if (last?.state === state) tenure.stretches.splice(-1, 1, { ...last, ...end });
    else tenure.stretches.push({ state, began: revision, from: revision.at, ...end });
  });
  return tenures;
}
