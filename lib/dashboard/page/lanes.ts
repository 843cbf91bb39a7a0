import { COLOURS, type Colour } from '../../construct/props/colour';
import type { ApplicationHistory } from '../../history/application-history';
import type { Period } from '../../history/figures/period';
import type { Stretch } from '../../history/tenure';
import { type Html, html } from '../../text/html';

const WIDTH = 240;
const LANE = 6;
const HEIGHT = 2 * LANE + 2;
// Blue's lane is the upper one: who can't tell the colours apart tells the lanes.
const TOP: Readonly<Record<Colour, number>> = { blue: 0, green: LANE + 2 };

/**
 * Which colour users were on when, and where they were taken back: full where they were on it, a line where it stood
 * beside. It has three or four elements, because a page has a thousand of them; it grows with the place that it gets.
 */
export function lanes({ tenures, events }: ApplicationHistory, period: Period): Html {
  const { from, until } = period;
  const x = (time: number) => ((Math.max(time, from) - from) / (until - from)) * WIDTH;
  const drawn = (colour: Colour, state: Stretch['state'], height: number) =>
    tenures
      .filter(tenure => tenure.colour === colour)
      .flatMap(({ stretches }) => stretches.filter(stretch => stretch.state === state && stretch.until > from))
      .map(stretch => {
        const [left, right] = [x(stretch.from), x(stretch.until)];
        const width = tenths(Math.max(right - left, 1));
        return `M${tenths(Math.min(left, WIDTH - 1))} ${TOP[colour] + (LANE - height) / 2}h${width}v${height}h-${width}z`;
      })
      .join('');
  const recent = events.filter(({ at }) => at >= from);
  const backs = recent.filter(({ kind }) => kind === 'rolled back');
  const promotions = recent.filter(({ kind }) => kind === 'promoted').length;
  const idle = COLOURS.map(colour => drawn(colour, 'idle', 1)).join('');
  const words = `promoted ${times(promotions)}, rolled back ${times(backs.length)} in this time`;
  return html`<svg class="lanes" role="img" aria-label="${words}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${COLOURS.map(
    colour => html`<path class="${colour}" d="${drawn(colour, 'live', LANE)}"/>`,
  )}${idle && html`<path class="idle" d="${idle}"/>`}${
    backs.length
      ? html`<path class="back" d="${backs.map(({ at }) => `M${tenths(Math.min(x(at), WIDTH - 1))} 0v${HEIGHT}`).join('')}"/>`
      : undefined
  }</svg>`;
}

function times(count: number): string {
  return count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`;
}

function tenths(number: number): number {
  return Math.round(number * 10) / 10;
}
