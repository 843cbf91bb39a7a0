import { jobIn } from '../../cluster/evidence/evidence';
import { COLOURS } from '../../construct/props/colour';
import type { Fleet, Shown } from '../../dashboard/application';
import { GitError } from '../../git/git-error';
import { headOf } from '../../git/upstream';
import { applicationHistory } from '../../history/application-history';
import { movedTogether } from '../../history/moved-together';
import { minute } from '../../history/time-text';
import { type Diagnostic, diagnosticText } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import { groupsOf } from '../../project/files/groups';
import { releaseOf } from '../../release/application-state';
import { type ApplicationStatus, statusOf } from '../../release/status';
import { type AskForEvidence, decided } from '../advance/decided';
import { type EvidenceSource, evidenceIn, NO_EVIDENCE } from '../advance/evidence';
import type { Known } from '../advance/situations';
import type { Selection } from '../selection';
import type { Clusters } from './clusters';
import { driftsOf } from './drifts';
import type { AskForLogs, Judging } from './logs';
import { type StatedApplication, statesIn } from './states';

/** Which applications, and how far they are looked at. */
export interface Asked {
  readonly root: string;
  readonly settings: SettingsFile;
  readonly selection: Selection & { readonly environments: readonly string[] };
  readonly order: (a: ApplicationStatus, b: ApplicationStatus) => number;
  readonly todo?: boolean;
  /** How clusters are asked. @default - nobody asks them */
  readonly clusters?:
    | ((environments: readonly string[], withShares: ReadonlySet<string>) => Promise<Clusters>)
    | undefined;
  /** What is known in place of that. @default - nothing is */
  readonly evidence?: EvidenceSource | undefined;
  /** How the logs of gates and watches are asked for. @default - nobody asks for them */
  readonly logs?: AskForLogs | undefined;
  /** How the versions of release files are read. @default - anew */
  readonly versions?: Known['versions'];
}

/** All applications for a page, and what kept some from being told. */
interface LookedAt {
  readonly fleet: Fleet;
  readonly problems: readonly Diagnostic[];
  readonly failures: readonly string[];
  /** Why what was measured could not be had. */
  readonly notes: readonly string[];
}

/** Looks at files and the history of each application once, and asks each cluster once. */
export async function fleetOf(asked: Asked): Promise<LookedAt> {
  const { root, settings, selection, order, todo, evidence, versions: read } = asked;
  const problems: Diagnostic[] = [];
  const wanted = statesIn(root, settings, selection, problems);
  const states = [...wanted, ...companionsOf(root, settings, wanted)];
  let clusters: Clusters | undefined;
  const ask: AskForEvidence = async (environments, _, withShares) => {
    if (evidence) return evidence;
    clusters = await asked.clusters?.(environments, withShares);
    return clusters ? evidenceIn(clusters) : NO_EVIDENCE;
  };
  const { decisions, failures } = await decided(root, settings, states, selection.environments, ask, {
    everybody: true,
    ...(read && { versions: read }),
  });
  const now = Date.now();
  const histories = decisions.map(({ situation: { current, versions } }) =>
    applicationHistory(current.environment, current.application, [...versions].reverse(), now),
  );
  const groups = groupsOf(settings);
  const moved = movedTogether(histories, groups);
  const told = decisions.flatMap(({ situation, decision }, index): Shown[] => {
    const { current } = situation;
    const stated = wanted.find(one => one === current);
    const status = stated && statusOf(stated);
    if (!status || (todo && !status.next.length)) return [];
    const companions = decisions.flatMap(({ situation: other }) =>
      other.current.environment === current.environment && status.group?.others.includes(other.current.application)
        ? [other]
        : [],
    );
    return [{ status, situation, decision, history: moved[index]!, ...(companions.length && { companions }) }];
  });
  const drifts = clusters
    ? driftsOf(
        told.map(({ status }) => status),
        clusters,
      )
    : [];
  const byPlace = new Map(drifts.map(one => [`${one.environment}/${one.application}`, one]));
  const logs = await asked.logs?.(told.flatMap(judgingOf), settings);
  const applications = told
    .map(one => {
      const { environment, application } = one.status;
      const seen = byPlace.get(`${environment}/${application}`);
      const measured = judgingOf(one).flatMap(({ job }) => {
        const log = logs?.byJob.get(`${environment}/${job}`);
        return log === undefined ? [] : [[job, log] as const];
      });
      return { ...one, ...(seen && { live: seen }), ...(measured.length && { logs: new Map(measured) }) };
    })
    .sort((a, b) => order(a.status, b.status));
  const notes = logs?.failures ?? [];
  const commit = commitIn(root);
  const fleet: Fleet = {
    applications,
    groups,
    ...(commit !== undefined && { commit }),
    ...seenBy(applications, clusters !== undefined),
    problems: [...problems.map(problem => diagnosticText(problem).text), ...failures, ...notes],
    now,
  };
  return { fleet, problems, failures, notes };
}

// Those that are not shown, and move together with some that are.
function companionsOf(root: string, settings: SettingsFile, wanted: readonly StatedApplication[]): StatedApplication[] {
  const missing = wanted.flatMap(({ environment, group }) =>
    (group?.others ?? [])
      .filter(name => !wanted.some(one => isAt(one, environment, name)))
      .map(name => ({ environment, name })),
  );
  const environments = [...new Set(missing.map(({ environment }) => environment))];
  const names = [...new Set(missing.map(({ name }) => name))];
  if (!names.length) return [];
  return statesIn(root, settings, { names, all: false, environments }, []).filter(({ environment, application }) =>
    missing.some(one => one.environment === environment && one.name === application),
  );
}

const isAt = (one: StatedApplication, environment: string, name: string): boolean =>
  one.environment === environment && one.application === name;

/** Gates and watches that are there and measure something. */
function judgingOf({ situation: { current, jobs, evidence } }: Shown): Judging[] {
  const { environment } = current;
  const hasFigures = COLOURS.some(colour => releaseOf(current, colour)?.analysis.metrics.length);
  if (!hasFigures) return [];
  return [...jobs.watch, ...jobs.gate].flatMap(job => {
    const known = jobIn(evidence, job);
    return known ? [{ environment, job, state: known.state }] : [];
  });
}

function seenBy(applications: readonly Shown[], live: boolean): Pick<Fleet, 'seen' | 'isSeen'> {
  const taken = applications.find(({ situation }) => situation.evidence)?.situation.evidence?.taken;
  if (taken === undefined) return { seen: 'Nobody has seen a cluster: this is what git says.', isSeen: false };
  return { seen: live ? 'The clusters were asked.' : `Clusters as they were seen at ${minute(taken)}.`, isSeen: true };
}

/** The commit that is checked out; undefined where there is none. */
export function commitIn(root: string): string | undefined {
  try {
    return headOf(root);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return undefined;
  }
}
