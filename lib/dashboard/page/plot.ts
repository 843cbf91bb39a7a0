import type { Measurement } from '../../cluster/measurements/measurements';
import { type Html, html } from '../../text/html';

const WIDTH = 220;
const HEIGHT = 40;
const EDGE = 4;
// What is older than these, the line has no room for.
const MOST = 200;

/** The measurements of one metric: its line, its limits dashed, and what was outside them marked. */
export function plot(metric: string, all: readonly Measurement[]): Html {
  const shown = all.slice(-MOST);
  const last = shown.at(-1)!;
  const outside = shown.filter(({ verdict }) => verdict === 'outside').length;
  const waits = shown.filter(({ verdict }) => verdict === 'waits').length;
  const counts = [
    `${shown.length} measured`,
    ...(outside ? [`${outside} outside`] : []),
    ...(waits ? [`${waits} without an answer`] : []),
  ].join(', ');
  return html`<figure><figcaption><b>${metric}</b> ${last.told}, <span class="quiet">${last.limits}; ${counts}</span></figcaption>
${drawing(shown, `${metric}: ${last.told}, ${last.limits}; ${counts}`)}</figure>
`;
}

function drawing(shown: readonly Measurement[], words: string): Html {
  const last = shown.at(-1)!;
  const limits = [last.min, last.max].filter(limit => limit !== undefined);
  const finite = shown.flatMap(({ value }) => (value !== undefined && Number.isFinite(value) ? [value] : []));
  const [low, high] = [Math.min(0, ...finite, ...limits), Math.max(0, ...finite, ...limits)];
  const x = (index: number) => at(EDGE + (index / Math.max(shown.length - 1, 1)) * (WIDTH - 2 * EDGE));
  // What is infinite is at the edge.
  const y = (value: number) =>
    at(HEIGHT - EDGE - (Math.min(Math.max((value - low) / (high - low || 1), 0), 1) || 0) * (HEIGHT - 2 * EDGE));
  let isOpen = false;
  const line = shown.map(({ value }, index) => {
    const point = value === undefined ? '' : `${isOpen ? 'L' : 'M'}${x(index)} ${y(value)}`;
    isOpen = value !== undefined;
    return point;
  });
  const marks = shown.map(({ value, verdict }, index) =>
    verdict === 'outside' ? `M${at(x(index) - 3)} ${value === undefined ? EDGE : y(value)}h6` : '',
  );
  const gaps = shown.map(({ verdict }, index) => (verdict === 'waits' ? `M${x(index)} ${HEIGHT - 3}v3` : ''));
  return html`<svg class="plot" role="img" aria-label="${words}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">${limits.map(
    limit => html`<path class="limit" d="M0 ${y(limit)}H${WIDTH}"/>`,
  )}<path class="line" d="${line.join('')}"/><path class="gap" d="${gaps.join('')}"/><path class="outside" d="${marks.join('')}"/></svg>`;
}

function at(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
