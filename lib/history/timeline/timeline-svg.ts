import { COLOURS, Colour } from '../../construct/props/colour';
import { type Html, html } from '../../text/html';
import type { ApplicationHistory } from '../application-history';
import type { HistoryEvent } from '../event';
import { liveNow } from '../live-now';
import type { ReleaseName } from '../release-state';
import { type Stretch, secondsOf, type Tenure } from '../tenure';
import { day, durationText, minute } from '../time-text';
import { TimeAxis } from './time-axis';
import { TIMELINE_STYLE } from './timeline-style';

const WIDTH = 1200;
const MARGIN = 28;
const TOP = 118;
const LANE = 18;
const GAP = 14;
const PADDING = 9;
const ROW = PADDING + LANE + GAP + LANE + PADDING;
const AXIS = 44;
/** More rows than this and the axis stands below them too. */
const ROWS_IN_SIGHT = 8;
/** The widest a character of a label gets, about. */
const LABEL_CHARACTER = 7;
const NAME_CHARACTER = 8;

/**
 * A picture of what each colour of each application ran when: a row with two lanes per application, a bar per release,
 * strong while users reached it. A whole SVG document that needs nothing else, for light and dark pages; hovering a
 * bar or a mark tells who, when and how long.
 * @param now milliseconds since 1970: the right edge
 * @param place `in a page` a picture needs no namespace
 */
export function timelineSvg(
  histories: readonly ApplicationHistory[],
  now: number,
  place: 'in a file' | 'in a page' = 'in a file',
): Html {
  const left = MARGIN + 70 + NAME_CHARACTER * Math.min(Math.max(12, ...histories.map(nameLength)), LONGEST_NAME);
  const axis = new TimeAxis([...histories.flatMap(momentsIn), now], left, WIDTH - MARGIN);
  const bottom = TOP + ROW * histories.length;
  const height = bottom + (histories.length > ROWS_IN_SIGHT ? AXIS : 0) + MARGIN;
  const rows = histories.map((history, index) => row(history, axis, left, TOP + index * ROW, index % 2 === 0));
  const namespace = place === 'in a file' ? html` xmlns="http://www.w3.org/2000/svg"` : undefined;
  return html.joined(
    [
      html`<svg${namespace} class="timeline" role="img" aria-labelledby="timeline-title timeline-desc" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" style="max-width: 100%; height: auto">`,
      html`<title id="timeline-title">${HEADING}</title>`,
      html`<desc id="timeline-desc">${description(histories)}</desc>`,
      html`<style>${TIMELINE_STYLE}\n</style>`,
      html`<rect class="page" width="${WIDTH}" height="${height}"/>`,
      html`<text class="heading" x="${MARGIN}" y="42">${HEADING}</text>`,
      html`<text class="quiet" x="${MARGIN}" y="62">${subtitle(histories, axis, now)}</text>`,
      legend(),
      ...(histories.length
        ? []
        : [html`<text x="${MARGIN}" y="${TOP - 8}">No release file was ever committed.</text>`]),
      ...rows.map(({ ground }) => ground),
      ...(histories.length ? grid(axis, bottom, histories.length > ROWS_IN_SIGHT) : []),
      ...rows.map(({ drawing }) => drawing),
      html`</svg>\n`,
    ],
    '\n',
  );
}

const HEADING = 'Which release was live when';
const LONGEST_NAME = 30;

function nameLength({ application, environment }: ApplicationHistory): number {
  return Math.max(application.length, environment.length);
}

function momentsIn({ tenures, events }: ApplicationHistory): number[] {
  return [...tenures.flatMap(({ stretches }) => stretches.map(({ from }) => from)), ...events.map(({ at }) => at)];
}

function subtitle(histories: readonly ApplicationHistory[], axis: TimeAxis, now: number): string {
  const first = Math.min(now, ...histories.map(history => Math.min(...momentsIn(history))));
  const range = `${day(first)} to ${day(now)}, in UTC, by the times of commits`;
  return axis.isStretched ? `${range}; very short times are drawn wider than they are` : range;
}

function description(histories: readonly ApplicationHistory[]): string {
  return histories.map(described).join(' ');
}

function described(history: ApplicationHistory): string {
  const { environment, application, events } = history;
  const live = liveNow(history);
  const now = live
    ? `${name(live.release)} live since ${live.atLeast ? 'before ' : ''}${minute(live.from)}`
    : 'nothing live';
  const count = (kind: string) => events.filter(event => event.kind === kind).length;
  return `${application} in ${environment}: ${now}, promoted ${count('promoted')} and rolled back ${count('rolled back')} times.`;
}

function grid(axis: TimeAxis, bottom: number, below: boolean): Html[] {
  const lines = axis.ticks.map(({ x }) => html`<path class="grid" d="M${at(x)} ${TOP - 6}V${bottom}"/>`);
  const edge = WIDTH - MARGIN;
  return [
    ...lines,
    html`<path class="now" d="M${edge} ${TOP - 6}V${bottom}"/>`,
    ...axisWords(axis, TOP - 26, edge),
    ...(below ? axisWords(axis, bottom + 20, edge) : []),
  ];
}

function axisWords(axis: TimeAxis, y: number, edge: number): Html[] {
  const words = axis.ticks
    .filter(({ x }) => x < edge - 56)
    .flatMap(({ x, label, context }) => [
      html`<text x="${at(x)}" y="${y}" text-anchor="middle">${label}</text>`,
      ...(context ? [html`<text class="quiet" x="${at(x)}" y="${y + 13}" text-anchor="middle">${context}</text>`] : []),
    ]);
  return [...words, html`<text class="label" x="${edge}" y="${y}" text-anchor="end">now</text>`];
}

function legend(): Html {
  const samples: ReadonlyArray<readonly [Html, string]> = [
    [html`${bar(Colour.BLUE, 'live', 0, 32, 28)}${bar(Colour.GREEN, 'live', 34, 32, 28)}`, 'live'],
    [html`${bar(Colour.BLUE, 'idle', 0, 32, 28)}${bar(Colour.GREEN, 'idle', 34, 32, 28)}`, 'idle'],
    [html`${bar(Colour.BLUE, 'retired', 0, 32, 28)}${bar(Colour.GREEN, 'retired', 34, 32, 28)}`, 'retired'],
    [promotionMark(Colour.GREEN, 6, 41), 'promoted'],
    [rollbackMark(6, 41), 'rolled back'],
    [removalMark(6, 41), 'removed'],
  ];
  const WIDTHS = [108, 108, 124, 84, 96, 72];
  let x = WIDTH - MARGIN - WIDTHS.reduce((sum, width) => sum + width, 0);
  const drawn = samples.map(([drawing, words], index) => {
    const offset = index < 3 ? 72 : 20;
    const sample = html`<g transform="translate(${x} 0)">${drawing}<text x="${offset}" y="45">${words}</text></g>`;
    x += WIDTHS[index]!;
    return sample;
  });
  return html`<g class="legend">${drawn}</g>`;
}

function row(history: ApplicationHistory, axis: TimeAxis, left: number, top: number, striped: boolean) {
  const { environment, application, tenures, events, cutOff } = history;
  const laneTop = (colour: Colour) => top + PADDING + (colour === Colour.BLUE ? 0 : LANE + GAP);
  const middle = top + ROW / 2;
  const lanes = COLOURS.flatMap(colour => {
    const y = laneTop(colour) + LANE / 2;
    return [
      html`<text class="quiet" x="${left - 18}" y="${y + 4}" text-anchor="end">${colour}</text>`,
      html`<path class="lane" d="M${left} ${y}H${WIDTH - MARGIN}"/>`,
    ];
  });
  const drawing = html.joined(
    [
      html`<text class="name" x="${MARGIN}" y="${middle - 2}">${short(application)}</text>`,
      html`<text class="quiet" x="${MARGIN}" y="${middle + 14}">${short(environment)}</text>`,
      ...lanes,
      ...(cutOff && tenures.length ? [cutOffMark(axis.x(Math.min(...momentsIn(history))), middle)] : []),
      ...tenures.map(tenure => bars(tenure, axis, laneTop(tenure.colour))),
      ...events.flatMap(event => marks(event, axis.x(event.at), middle)),
    ],
    '\n',
  );
  const ground = striped ? html`<rect class="stripe" x="0" y="${top}" width="${WIDTH}" height="${ROW}"/>` : html``;
  return { ground, drawing: html`<g>\n${drawing}\n</g>` };
}

function bars(tenure: Tenure, axis: TimeAxis, y: number): Html {
  const drawn = tenure.stretches.map((stretch, index) => {
    const isLast = index === tenure.stretches.length - 1;
    const x = axis.x(stretch.from);
    // A gap where another release takes the place.
    const width = Math.max(axis.x(stretch.until) - x - (isLast && !stretch.lasts ? 2 : 0), 1);
    return { stretch, x, width };
  });
  const words = tenure.version ?? tenure.release ?? '';
  const fitting = drawn.filter(
    ({ stretch, width }) => stretch.state !== 'retired' && words && width >= words.length * LABEL_CHARACTER + 8,
  );
  const live = fitting.filter(({ stretch }) => stretch.state === 'live');
  const labelled = live.length ? live : fitting.slice(0, 1);
  return html`${drawn.map(place => {
    const { stretch, x, width } = place;
    const label = labelled.includes(place)
      ? html`<text class="label on-${stretch.state}" x="${at(x + 6)}" y="${y + 13}">${words}</text>`
      : undefined;
    return html`<g><title>${told(tenure, stretch)}</title>${bar(tenure.colour, stretch.state, x, y, width)}${label}</g>`;
  })}`;
}

function bar(colour: Colour, state: Stretch['state'], x: number, y: number, width: number): Html {
  // By their height they differ without colours too.
  const inset = { live: 0, idle: 2.5, retired: 6.5 }[state];
  const edge = state === 'live' ? 0 : 0.5;
  return html`<rect class="${colour} ${state}" x="${at(x + edge)}" y="${y + inset}" width="${at(Math.max(width - 2 * edge, 0.5))}" height="${LANE - 2 * inset}" rx="${state === 'live' ? 4 : 3}"/>`;
}

function told(tenure: Tenure, stretch: Stretch): string {
  const { state, from, until, lasts } = stretch;
  const what = `${name(tenure)}: ${state}`;
  // How long it is so far, a picture can't say: it is looked at later.
  if (lasts) return `${what} since ${minute(from)}`;
  return `${what} from ${minute(from)} to ${minute(until)}, ${durationText(secondsOf(stretch))}`;
}

function marks(event: HistoryEvent, x: number, middle: number): Html[] {
  const { kind, colour, commit } = event;
  const drawing =
    kind === 'promoted'
      ? promotionMark(colour, x, middle)
      : kind === 'rolled back'
        ? rollbackMark(x, middle)
        : kind === 'removed'
          ? removalMark(x, middle)
          : undefined;
  if (!drawing) return [];
  const what = kind === 'rolled back' ? `rolled back to ${name(event)}` : `${kind} ${name(event)}`;
  return [
    html`<g><title>${what}: ${minute(event.at)}, ${commit.author}, ${commit.hash.slice(0, 7)}</title>${drawing}</g>`,
  ];
}

// It points at the lane that takes over.
function promotionMark(colour: Colour, x: number, y: number): Html {
  const tip = colour === Colour.BLUE ? -5 : 5;
  return html`<path class="promoted" d="M${at(x - 5)} ${y - tip * 0.8}h10l-5 ${tip * 1.8}z"/>`;
}

function rollbackMark(x: number, y: number): Html {
  return html`<path class="rolled-back" d="M${at(x)} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"/>`;
}

function removalMark(x: number, y: number): Html {
  return html`<path class="removed" d="M${at(x - 4)} ${y - 4}l8 8m0 -8l-8 8"/>`;
}

function cutOffMark(x: number, y: number): Html {
  return html`<g><title>this clone begins here; what was before is not in it</title><text class="quiet" x="${at(x - 3)}" y="${y + 3}" text-anchor="end">…</text></g>`;
}

function name({ colour, version, release }: ReleaseName): string {
  return `${colour}${version ? ` ${version}` : ''}${release ? ` (release ${release})` : ''}`;
}

function short(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text;
}

function at(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
