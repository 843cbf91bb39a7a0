import type { Fleet, Shown } from '../../dashboard/application';
import { GitError } from '../../git/git-error';
import { headOf } from '../../git/upstream';
import { applicationHistory } from '../../history/application-history';
import { minute } from '../../history/time-text';
import { type Diagnostic, diagnosticText } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import { type ApplicationStatus, statusOf } from '../../release/status';
import { decided } from '../advance/decided';
import { type EvidenceSource, evidenceIn, NO_EVIDENCE } from '../advance/evidence';
import type { Selection } from '../selection';
import { type Clusters, clustersOf } from './clusters';
import { driftsOf } from './drifts';
import { statesIn } from './states';

/** Which applications, and how far they are looked at. */
interface Asked {
  readonly root: string;
  readonly settings: SettingsFile;
  readonly selection: Selection & { readonly environments: readonly string[] };
  readonly order: (a: ApplicationStatus, b: ApplicationStatus) => number;
  readonly todo?: boolean;
  readonly live?: boolean;
  /** @default - the clusters are asked with `live`, or nobody is */
  readonly evidence?: EvidenceSource | undefined;
}

/** All applications for a page, and what kept some from being told. */
interface LookedAt {
  readonly fleet: Fleet;
  readonly problems: readonly Diagnostic[];
  readonly failures: readonly string[];
}

/** Looks at files and the history of each application once, and asks each cluster once. */
export async function fleetOf({ root, settings, selection, order, todo, live, evidence }: Asked): Promise<LookedAt> {
  const problems: Diagnostic[] = [];
  const states = statesIn(root, settings, selection, problems);
  let clusters: Clusters | undefined;
  const ask = async (environments: readonly string[]) => {
    if (evidence || !live) return evidence ?? NO_EVIDENCE;
    clusters = await clustersOf(environments, settings, true);
    return evidenceIn(clusters);
  };
  const { decisions, failures } = await decided(root, settings, states, selection.environments, ask, true);
  const now = Date.now();
  const told = decisions.flatMap(({ situation, decision }): Shown[] => {
    const { current, versions } = situation;
    const status = statusOf(current);
    if (!status || (todo && !status.next.length)) return [];
    const { environment, application } = current;
    const history = applicationHistory(environment, application, [...versions].reverse(), now);
    return [{ status, situation, decision, history }];
  });
  const drifts = clusters
    ? driftsOf(
        told.map(({ status }) => status),
        clusters,
      )
    : [];
  const byPlace = new Map(drifts.map(one => [`${one.environment}/${one.application}`, one]));
  const applications = told
    .map(one => {
      const seen = byPlace.get(`${one.status.environment}/${one.status.application}`);
      return seen ? { ...one, live: seen } : one;
    })
    .sort((a, b) => order(a.status, b.status));
  const commit = commitIn(root);
  const fleet: Fleet = {
    applications,
    ...(commit !== undefined && { commit }),
    ...seenBy(applications, live ?? false),
    problems: [...problems.map(problem => diagnosticText(problem).text), ...failures],
    now,
  };
  return { fleet, problems, failures };
}

function seenBy(applications: readonly Shown[], live: boolean): Pick<Fleet, 'seen' | 'isSeen'> {
  const taken = applications.find(({ situation }) => situation.evidence)?.situation.evidence?.taken;
  if (taken === undefined) return { seen: 'Nobody has seen a cluster: this is what git says.', isSeen: false };
  return { seen: live ? 'The clusters were asked.' : `Clusters as they were seen at ${minute(taken)}.`, isSeen: true };
}

function commitIn(root: string): string | undefined {
  try {
    return headOf(root);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return undefined;
  }
}
