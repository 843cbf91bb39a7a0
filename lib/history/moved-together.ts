import type { ApplicationHistory } from './application-history';
import type { HistoryEvent } from './event';

/** Applications whose users move together. */
export interface Together {
  readonly name: string;
  /** Names of applications. */
  readonly members: readonly string[];
}

/**
 * The same histories, in which each move of users says who of the group moved with it, by the same commit.
 * @param all of groups every member: who is missing is not told of
 */
export function movedTogether(
  all: readonly ApplicationHistory[],
  groups: readonly Together[],
): readonly ApplicationHistory[] {
  const movers = new Map<string, string[]>();
  const keyOf = (environment: string, { commit, kind }: HistoryEvent) => `${environment} ${commit.hash} ${kind}`;
  for (const { environment, application, events } of all) {
    for (const event of events.filter(movesUsers)) {
      const key = keyOf(environment, event);
      movers.set(key, [...(movers.get(key) ?? []), application]);
    }
  }
  return all.map(history => {
    const { environment, application, events } = history;
    const members = groups.find(group => group.members.includes(application))?.members;
    if (!members) return history;
    return {
      ...history,
      events: events.map(event => {
        const moved = movesUsers(event) ? (movers.get(keyOf(environment, event)) ?? []) : [];
        const others = moved.filter(name => name !== application && members.includes(name));
        return others.length ? { ...event, together: others } : event;
      }),
    };
  });
}

const movesUsers = ({ kind }: HistoryEvent): boolean => kind === 'promoted' || kind === 'rolled back';
