import { seen } from '../../text/seen';
import { lines, type Terminal } from '../../text/terminal';
import { durationText, minute } from '../time-text';
import type { FigureRow, Spread } from './delivery-figures';
import type { Period } from './period';

const HEADINGS = [
  '',
  'deployments',
  'a week',
  'lead time',
  '9 of 10 within',
  'rolled back',
  'time to restore',
] as const;

/** What the figures can't say, for whoever reads them. */
export const UNKNOWN_TO_GIT =
  'By the times of commits: when a cluster followed, what broke and was mended by the next release, or a gate that failed without a rollback, git does not know.';

/**
 * A table for a terminal:
 *
 * ```
 * 2025-10-12T08:00Z to 2026-01-10T00:00Z
 *                   deployments  a week  lead time   9 of 10 within  rolled back  time to restore
 * production                  4     2.3  20 minutes  1 hour          1 (25 %)     2 hours 40 minutes
 *   ping                      4     2.3  20 minutes  1 hour          1 (25 %)     2 hours 40 minutes
 * ```
 */
export function figuresText(rows: readonly FigureRow[], period: Period): Terminal {
  const table = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...table.map(row => row[column]!.length)));
  return lines([
    `${minute(period.from)} to ${minute(period.until)}`,
    ...table.map(row =>
      row
        .map((cell, column) => aligned(cell, column, widths[column]!))
        .join('  ')
        .trimEnd(),
    ),
    UNKNOWN_TO_GIT,
  ]);
}

/** What a row is about. */
export function figuresOf({ environment, group, application }: FigureRow): string {
  return application ?? (group === undefined ? undefined : `group ${group}`) ?? environment ?? 'all environments';
}

/** `20 minutes`, or a dash where there was none. */
export function medianText(spread: Spread | undefined): string {
  return spread ? durationText(spread.median) : '–';
}

/** `1 (25 %)` */
export function shareText({ rolledBack, deployments }: FigureRow): string {
  if (!deployments) return '–';
  return rolledBack ? `${rolledBack} (${Math.round((100 * rolledBack) / deployments)} %)` : '0';
}

function cellsOf(row: FigureRow): string[] {
  return [
    `${row.application === undefined && row.group === undefined ? '' : '  '}${seen(figuresOf(row))}`,
    String(row.deployments),
    row.perWeek.toFixed(1),
    medianText(row.leadTime),
    row.leadTime ? durationText(row.leadTime.ninetieth) : '–',
    shareText(row),
    medianText(row.timeToRestore),
  ];
}

function aligned(cell: string, column: number, width: number): string {
  return column === 1 || column === 2 ? cell.padStart(width) : cell.padEnd(width);
}
