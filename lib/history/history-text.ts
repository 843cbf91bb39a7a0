import { listed } from '../text/names';
import { seen } from '../text/seen';
import { lines, type Terminal, terminal } from '../text/terminal';
import type { ApplicationHistory } from './application-history';
import type { HistoryEvent } from './event';
import { type LiveNow, liveNow } from './live-now';
import { secondsOf } from './tenure';
import { durationText, minute } from './time-text';

/**
 * A table for a terminal: per application what users reach now, then what happened, the newest last, so that it stands
 * above the prompt. Times are UTC.
 *
 * ```
 * production/ping: green 2.0, live for 3 days 4 hours
 *   2026-01-02T10:15Z  created   blue   1.0              live for 1 day 1 hour            3f2a1c9  Ada Lovelace
 *   2026-01-03T11:00Z  deployed  green  2.0  4be1fdfdf7                                   a1b2c3d  Ada Lovelace
 *   2026-01-03T11:20Z  promoted  green  2.0  4be1fdfdf7  live for 3 days 4 hours, so far  9f8e7d6  Grace Hopper  with shop, web
 * ```
 */
export function historyText(histories: readonly ApplicationHistory[]): Terminal {
  if (!histories.length) return lines(['No release file of that name was ever committed.']);
  const tables = histories.map(({ events }) => events.map(cellsOf));
  const widths = tables
    .flat()
    .reduce<number[]>((most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, cell.length)), []);
  const columns = widths.map((_, column) => column).filter(column => widths[column]);
  const told = histories.map((history, index) => {
    const rows = tables[index]!.map(row => columns.map(column => row[column]!.padEnd(widths[column]!)).join('  '));
    const below = [...beginning(history), ...rows, ...leftOut(history)].map(line => `  ${line.trimEnd()}`);
    return lines([title(history), ...below]);
  });
  return terminal.joined(told, '\n');
}

function title(history: ApplicationHistory): string {
  return `${history.environment}/${history.application}: ${liveText(liveNow(history))}`;
}

function liveText(live: LiveNow | undefined): string {
  if (!live) return 'nothing is live';
  const { release, seconds, atLeast } = live;
  return [
    `${release.colour} ${release.version ?? ''}`.trim(),
    `live for ${atLeast ? 'at least ' : ''}${durationText(seconds)}`,
  ].join(', ');
}

function beginning({ cutOff }: ApplicationHistory): string[] {
  if (!cutOff) return [];
  return [`${minute(cutOff.date)}  this clone begins here; to see what was before: git fetch --unshallow`];
}

function leftOut({ skipped }: ApplicationHistory): string[] {
  return skipped.map(({ commit, why }) => `left out: ${commit.hash.slice(0, 7)} of ${minute(commit.date)}: ${why}`);
}

function cellsOf({ commit, kind, colour, version, release, live, together }: HistoryEvent): string[] {
  return [
    minute(commit.date),
    kind,
    colour,
    version ?? '',
    release ?? '',
    live ? `live for ${durationText(secondsOf(live))}${live.lasts ? ', so far' : ''}` : '',
    commit.hash.slice(0, 7),
    commit.author,
    together ? `with ${listed(together)}` : '',
  ].map(seen);
}
