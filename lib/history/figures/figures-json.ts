import { json } from '../../text/json';
import type { Safe } from '../../text/safe';
import { durationText } from '../time-text';
import type { FigureRow, Spread } from './delivery-figures';
import type { Period } from './period';

/**
 * The figures for scripts:
 *
 * ```
 * { "from": "2025-10-12T08:00:00.000Z", "until": "2026-01-10T00:00:00.000Z",
 *   "figures": [{
 *     "environment": "production", "application": "ping",
 *     "deployments": 4, "perWeek": 2.3, "rolledBack": 1, "rolledBackShare": 0.25,
 *     "leadTime": { "count": 3, "median": { "seconds": 1200, "words": "20 minutes" }, "ninetieth": { … } },
 *     "timeToRestore": null
 *   }]
 * }
 * ```
 *
 * `application` is null in the figures of a whole environment, and in those of a group of it, which `group` names, `environment` too in those of everything, which stand there
 * where there are several environments. `leadTime`, `timeToRestore` and `rolledBackShare` are null where there was none.
 */
export function figuresJson(rows: readonly FigureRow[], { from, until }: Period): Safe<'json'> {
  return json({
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    figures: rows.map(row => ({
      environment: row.environment ?? null,
      ...(row.group !== undefined && { group: row.group }),
      application: row.application ?? null,
      deployments: row.deployments,
      perWeek: Math.round(row.perWeek * 100) / 100,
      rolledBack: row.rolledBack,
      rolledBackShare: row.deployments ? row.rolledBack / row.deployments : null,
      leadTime: toldSpread(row.leadTime),
      timeToRestore: toldSpread(row.timeToRestore),
    })),
  });
}

function toldSpread(spread: Spread | undefined) {
  if (!spread) return null;
  const told = (seconds: number) => ({ seconds, words: durationText(seconds) });
  return { count: spread.count, median: told(spread.median), ninetieth: told(spread.ninetieth) };
}
