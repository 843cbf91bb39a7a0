import { decide } from '../../delivery/decide';
import { type Decided as DecidedApplication, decideTogether } from '../../delivery/decide-together';
import { isDelivered, type Situation } from '../../delivery/situation';
import type { SettingsFile } from '../../project/files/files';
import { groupsOf } from '../../project/files/groups';
import { type StatedApplication, statesIn } from '../status/states';
import type { EvidenceSource } from './evidence';
import { environmentsAsked, environmentsWithShares, type Known, situationsOf } from './situations';

/** Asks for what is known of the clusters of some environments. */
export type AskForEvidence = (
  environments: readonly string[],
  settings: SettingsFile,
  withShares: ReadonlySet<string>,
) => Promise<EvidenceSource>;

/** What is to be done to applications that are delivered by themselves. */
interface Decided {
  readonly decisions: readonly DecidedApplication[];
  /** All that they were decided from: of groups every member. */
  readonly situations: readonly Situation[];
  /** Why clusters could not be asked. */
  readonly failures: readonly string[];
}

/** What is to be done to each of some applications, of groups all members that are there. */
export function inGroups(settings: SettingsFile, situations: readonly Situation[]): DecidedApplication[] {
  const alone = situations.map(situation => ({ situation, decision: decide(situation) }));
  const changed = new Map<Situation, DecidedApplication>();
  for (const group of groupsOf(settings)) {
    for (const environment of Object.keys(settings.environments)) {
      const members = alone.filter(
        ({ situation: { current } }) =>
          current.environment === environment && group.members.includes(current.application),
      );
      if (members.length < 2) continue;
      for (const one of decideTogether(group, members)) changed.set(one.situation, one);
    }
  }
  return alone.map(one => changed.get(one.situation) ?? one);
}

// All members of the groups of which one is delivered by itself.
function companionsOf(root: string, settings: SettingsFile, wanted: readonly StatedApplication[]): StatedApplication[] {
  return groupsOf(settings).flatMap(({ members }) => {
    const isMember = ({ application, delivery }: StatedApplication) =>
      isDelivered(delivery) && members.includes(application);
    const environments = [...new Set(wanted.filter(isMember).map(({ environment }) => environment))];
    if (!environments.length) return [];
    const states = statesIn(root, settings, { names: [], all: true, environments }, []);
    return states
      .filter(({ application }) => members.includes(application))
      .map(state => wanted.find(one => isSame(one, state)) ?? state);
  });
}

const isSame = (one: StatedApplication, other: StatedApplication): boolean =>
  one.environment === other.environment && one.application === other.application;

/**
 * Decides what is to be done to applications; does nothing.
 * @param environments from which they are
 * @param more whether those are decided on too that are left to people, and how versions are read
 */
export async function decided(
  root: string,
  settings: SettingsFile,
  wanted: readonly StatedApplication[],
  environments: readonly string[],
  ask: AskForEvidence,
  more: Pick<Known, 'everybody' | 'versions'> = {},
): Promise<Decided> {
  const asked = [...new Set([...environmentsAsked(wanted), ...(more.everybody ? environments : [])])];
  const known = asked.filter(name => Object.hasOwn(settings.environments, name));
  // What comes before may stand in an environment that nobody asked for, and what is wrong there is told there.
  const elsewhere = known.filter(name => !environments.includes(name));
  const names = new Set(wanted.map(({ application }) => application));
  const others = elsewhere.length
    ? statesIn(root, settings, { names: [], all: true, environments: elsewhere }, []).filter(({ application }) =>
        names.has(application),
      )
    : [];
  const evidence = await ask(known, settings, environmentsWithShares(wanted));
  const along = companionsOf(root, settings, wanted);
  const unnamed = along.filter(stated => !wanted.includes(stated));
  const situations = situationsOf(root, [...wanted, ...unnamed, ...others], new Set(wanted), {
    evidence,
    ...more,
    along: new Set(along),
    now: Date.now(),
  });
  const isTold = ({ situation: { policy, current }, decision }: DecidedApplication) =>
    more.everybody ? wanted.some(one => one === current) : isDelivered(policy) || decision.kind === 'due';
  return {
    decisions: inGroups(settings, situations).filter(isTold),
    situations,
    failures: evidence.failures,
  };
}
