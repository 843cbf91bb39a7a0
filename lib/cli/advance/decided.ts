import { decide } from '../../delivery/decide';
import type { Decision } from '../../delivery/decision';
import type { Situation } from '../../delivery/situation';
import type { SettingsFile } from '../../project/files/files';
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
  readonly decisions: ReadonlyArray<{ readonly situation: Situation; readonly decision: Decision }>;
  /** Why clusters could not be asked. */
  readonly failures: readonly string[];
}

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
  const situations = situationsOf(root, [...wanted, ...others], new Set(wanted), {
    evidence,
    ...more,
    now: Date.now(),
  });
  return {
    decisions: situations.map(situation => ({ situation, decision: decide(situation) })),
    failures: evidence.failures,
  };
}
