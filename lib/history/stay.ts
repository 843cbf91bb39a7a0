import { COLOURS, type Colour } from '../construct/props/colour';
import type { Moment } from './moment';
import { type ReleaseName, releaseName } from './release-state';

/** Whether users reached a release, it stood ready, or was at its idle size. */
type StretchState = 'live' | 'idle' | 'retired';

/** A time in which a release was in one state. */
export interface Stretch {
  readonly state: StretchState;
  /** The moment that began it. */
  readonly began: Moment;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Milliseconds since 1970: where it lasts, now. */
  readonly until: number;
  readonly lasts: boolean;
}

/** The time that one release spent in a colour, from its deploy until another one took its place. */
export interface Stay extends ReleaseName {
  /** The oldest first, one after the other without gaps; at least one. */
  readonly stretches: readonly Stretch[];
}

/** What each colour ran when: by colour, then by time. */
export function staysOf(moments: readonly Moment[], now: number): Stay[] {
  return COLOURS.flatMap(colour => staysIn(colour, moments, now));
}

/** How long users reached a release, all stretches together. */
export function liveSeconds({ stretches }: Stay): number {
  return stretches.filter(({ state }) => state === 'live').reduce((sum, stretch) => sum + secondsOf(stretch), 0);
}

export function secondsOf({ from, until }: Stretch): number {
  return Math.floor((until - from) / 1000);
}

function staysIn(colour: Colour, moments: readonly Moment[], now: number): Stay[] {
  const stays: (ReleaseName & { readonly stretches: Stretch[] })[] = [];
  let stay: (typeof stays)[number] | undefined;
  moments.forEach((moment, index) => {
    const { after, steps } = moment;
    const entry = after?.[colour];
    if (!after || !entry) {
      stay = undefined;
      return;
    }
    const isNew = steps.some(step => step.colour === colour && (step.kind === 'deployed' || step.kind === 'changed'));
    if (!stay || isNew) {
      stay = { ...releaseName(colour, after), stretches: [] };
      stays.push(stay);
    }
    const state = after.active === colour ? 'live' : entry.retired ? 'retired' : 'idle';
    const next = moments[index + 1];
    const end = { until: next?.at ?? now, lasts: !next };
    const last = stay.stretches.at(-1);
    if (last?.state === state) stay.stretches.splice(-1, 1, { ...last, ...end });
    else stay.stretches.push({ state, began: moment, from: moment.at, ...end });
  });
  return stays;
}
