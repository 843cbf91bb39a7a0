import type { ApplicationHistory } from '../application-history';
import type { Together } from '../moved-together';
import type { Stretch, Tenure } from '../tenure';
import { type Period, weeksOf } from './period';

/** A time that users were given another release, and what became of it. */
interface Delivery {
  /** The commit that did it. */
  readonly commit: string;
  /** Seconds from the commit that deployed the release; undefined where it came at once, or came back. */
  readonly lead?: number;
  /** Seconds until a rollback; undefined where none took it away. */
  readonly restored?: number;
}

/** How long something took, of several times; whole seconds, each one that really was (nearest rank). */
export interface Spread {
  readonly count: number;
  readonly median: number;
  /** Nine of ten took no longer. */
  readonly ninetieth: number;
}

/**
 * What DORA's four measures are of deliveries, as far as git knows.
 * @see https://dora.dev/guides/dora-metrics-four-keys/
 */
interface DeliveryFigures {
  /** How often users were given another release; a rollback is none. */
  readonly deployments: number;
  readonly perWeek: number;
  /** From the commit that deployed a release to the one that moved users to it; undefined where there was none. */
  readonly leadTime?: Spread;
  /** How many of the deployments a rollback took back. */
  readonly rolledBack: number;
  /** From the commit that moved users to the one that took it back; undefined where there was none. */
  readonly timeToRestore?: Spread;
}

/** Figures of one application, of all of an environment, or of everything. */
export interface FigureRow extends DeliveryFigures {
  /** Undefined: all of them. */
  readonly environment?: string;
  /** Of a group: what one commit gave to users of several is one deployment, which takes as long as the slowest. */
  readonly group?: string;
  /** Undefined: all of them. */
  readonly application?: string;
}

/**
 * The figures in all where there are several environments, then each environment, each followed by its groups and its
 * applications.
 */
export function figureRows(
  histories: readonly ApplicationHistory[],
  period: Period,
  groups: readonly Together[] = [],
): FigureRow[] {
  const told = histories.map(({ environment, application, ...history }) => ({
    environment,
    application,
    deliveries: deliveriesIn(history, period),
  }));
  const figures = (of: typeof told) =>
    figuresOf(
      of.flatMap(({ deliveries }) => deliveries),
      period,
    );
  const environments = [...new Set(told.map(({ environment }) => environment))];
  return [
    ...(environments.length > 1 ? [figures(told)] : []),
    ...environments.flatMap(environment => {
      const there = told.filter(row => row.environment === environment);
      return [
        { environment, ...figures(there) },
        ...groups.flatMap(({ name, members }) => {
          const some = there.filter(({ application }) => members.includes(application));
          const deliveries = atOnce(some.flatMap(one => one.deliveries));
          return some.length > 1 ? [{ environment, group: name, ...figuresOf(deliveries, period) }] : [];
        }),
        ...there.map(one => ({ environment, application: one.application, ...figures([one]) })),
      ];
    }),
  ];
}

function deliveriesIn({ events, tenures }: Pick<ApplicationHistory, 'events' | 'tenures'>, { from }: Period) {
  const deliveries: Delivery[] = [];
  events.forEach((event, index) => {
    if (!event.live || event.kind === 'rolled back' || event.at < from) return;
    const next = events.slice(index + 1).find(({ live }) => live);
    deliveries.push({
      commit: event.commit.hash,
      lead: leadTime(tenures.find(({ stretches }) => stretches.includes(event.live!))!, event.live),
      ...(next?.kind === 'rolled back' && { restored: Math.floor((next.at - event.at) / 1000) }),
    });
  });
  return deliveries;
}

/** What one commit did to several, as one. */
function atOnce(deliveries: readonly Delivery[]): Delivery[] {
  const byCommit = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    const { commit } = delivery;
    const lead = longest(byCommit.get(commit)?.lead, delivery.lead);
    const restored = longest(byCommit.get(commit)?.restored, delivery.restored);
    byCommit.set(commit, { commit, ...(lead !== undefined && { lead }), ...(restored !== undefined && { restored }) });
  }
  return [...byCommit.values()];
}

function longest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

/** How long a release stood ready until users reached it; undefined where it came at once, or was with them before. */
function leadTime({ stretches }: Tenure, live: Stretch): number | undefined {
  const first = stretches[0]!;
  // Where a clone begins, a release only seems to be deployed.
  if (first === live || first.began.commit.cutOff) return undefined;
  if (stretches.find(({ state }) => state === 'live') !== live) return undefined;
  return Math.floor((live.from - first.from) / 1000);
}

function figuresOf(deliveries: readonly Delivery[], period: Period): DeliveryFigures {
  const leads = deliveries.flatMap(({ lead }) => lead ?? []);
  const restores = deliveries.flatMap(({ restored }) => restored ?? []);
  return {
    deployments: deliveries.length,
    perWeek: deliveries.length / weeksOf(period),
    ...(leads.length && { leadTime: spread(leads) }),
    rolledBack: restores.length,
    ...(restores.length && { timeToRestore: spread(restores) }),
  };
}

function spread(seconds: readonly number[]): Spread {
  const sorted = [...seconds].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
  return { count: sorted.length, median: rank(0.5), ninetieth: rank(0.9) };
}
