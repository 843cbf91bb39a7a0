import { type Gauge, openMetrics } from '../../text/openmetrics';
import type { Safe } from '../../text/safe';
import type { FigureRow } from './delivery-figures';
import { type Period, weeksOf } from './period';

/** The figures of each application as gauges. Sums over these are right; a median of medians is not, so there are no totals. */
export function figuresMetrics(rows: readonly FigureRow[], period: Period): Safe<'openmetrics'> {
  const window = `between the moment of this text and ${new Date(period.from).toISOString()}`;
  const gauge = (
    name: string,
    help: string,
    value: (row: FigureRow) => number | undefined,
    unit?: 'seconds',
  ): Gauge => ({
    name: `bluegreen_${name}`,
    help: `${help}, ${window}`,
    ...(unit && { unit }),
    samples: rows.flatMap(row => {
      const { environment, application } = row;
      const measured = value(row);
      if (environment === undefined || application === undefined || measured === undefined) return [];
      return { labels: { environment, application }, value: measured };
    }),
  });
  return openMetrics([
    gauge('figures_period_weeks', 'How many weeks the other figures are about', () => weeksOf(period)),
    gauge('deployments', 'How often users were given another release', row => row.deployments),
    gauge('rollbacks', 'How many deployments a rollback took back', row => row.rolledBack),
    gauge(
      'lead_time_median_seconds',
      'Median time from the deploy of a release to its promotion',
      row => row.leadTime?.median,
      'seconds',
    ),
    gauge(
      'lead_time_ninetieth_percentile_seconds',
      'Nine of ten releases were promoted within this time of their deploy',
      row => row.leadTime?.ninetieth,
      'seconds',
    ),
    gauge(
      'time_to_restore_median_seconds',
      'Median time from a deployment to the rollback that took it back',
      row => row.timeToRestore?.median,
      'seconds',
    ),
  ]);
}
