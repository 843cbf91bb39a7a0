import { decide } from '../../delivery/decide';
import { type Decision, VERB_OF } from '../../delivery/decision';
import { isDelivered, type Situation } from '../../delivery/situation';
import type { Diagnostic } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import { nothing } from '../../release/outcome';
import { UserError } from '../../text/user-error';
import { settingsOf } from '../project';
import type { Selection } from '../selection';
import { statesIn } from '../status/states';
import { transacted } from '../transacted';
import { carriedOut } from '../verbs/carry-out';
import { prepareVerb } from '../verbs/prepare';
import type { EvidenceSource } from './evidence';
import { environmentsAsked, lookedAtAgain, situationsOf } from './situations';
import { carried, type PassReport, type Told, undone } from './told';

/** What a pass is over, and how it does what is due. */
export interface PassRequest {
  readonly root: string;
  readonly selection: Selection & { readonly environments: readonly string[] };
  /** Asks for what is known of clusters of some environments. */
  evidence(environments: readonly string[], settings: SettingsFile): Promise<EvidenceSource>;
  readonly dryRun?: boolean;
  readonly commit?: boolean;
}

type Due = Extract<Decision, { kind: 'due' }>;

/** One pass over applications: what is due is done, at most one step for each, and each by itself. */
export async function pass(request: PassRequest): Promise<PassReport> {
  const { root, selection, dryRun = false } = request;
  const settings = settingsOf(root).value;
  const problems: Diagnostic[] = [];
  const { environments, ...named } = selection;
  const wanted = new Set(statesIn(root, settings, selection, problems));
  // What comes before may stand in an environment that nobody asked for, and what is wrong there is told there.
  const asked = environmentsAsked([...wanted]);
  const elsewhere = asked.filter(name => !environments.includes(name) && Object.hasOwn(settings.environments, name));
  const here = [...new Set([...wanted].map(({ application }) => application))];
  const others = elsewhere.length
    ? statesIn(root, settings, { names: [], all: true, environments: elsewhere }, []).filter(({ application }) =>
        here.includes(application),
      )
    : [];
  const known = asked.filter(name => Object.hasOwn(settings.environments, name));
  const evidence = await request.evidence(known, settings);
  const situations = situationsOf(root, [...wanted, ...others], wanted, evidence, Date.now());
  const decided = situations.map(situation => ({ situation, decision: decide(situation) }));
  // Users who suffer come first.
  const due = decided.flatMap(({ situation, decision }) => (decision.kind === 'due' ? [{ situation, decision }] : []));
  const done = new Map<Situation, Told>();
  for (const { situation, decision } of [...due.filter(isRollback), ...due.filter(one => !isRollback(one))]) {
    done.set(situation, await carriedAlone(request, situation, decision, problems));
  }
  return {
    dryRun,
    applications: [
      ...decided.map(({ situation, decision }) => done.get(situation) ?? undone(situation.current, decision as never)),
      ...(named.all ? [] : [...wanted].filter(({ delivery }) => !isDelivered(delivery)).map(untold)),
    ],
    problems,
    failures: evidence.failures,
  };
}

function isRollback({ decision }: { readonly decision: Due }): boolean {
  return decision.step === 'rollback';
}

// Who asks for it by its name is told why nothing happens.
function untold({ environment, application }: { readonly environment: string; readonly application: string }): Told {
  return { environment, application, state: 'rests', why: 'it has no "delivery": people do everything' };
}

// What is wrong with one application keeps no other from what is due.
async function carriedAlone(
  { root, dryRun, commit }: PassRequest,
  situation: Situation,
  { step, why }: Due,
  problems: Diagnostic[],
): Promise<Told> {
  const { environment, application } = situation.current;
  const verb = VERB_OF[step];
  try {
    const report = await transacted(root, async transaction => {
      const plan = await prepareVerb({
        ...{ verb, root, settings: settingsOf(root), environment, applications: [application], unattended: true },
        decide: current => {
          // While this run holds the project, nobody else of us changes it: what was decided before is decided once more.
          const again = decide(lookedAtAgain(root, situation, current));
          if (again.kind !== 'due' || again.step !== step) return nothing('somebody changed it meanwhile');
          return { ...again.outcome, notes: [`bluegreen advance: ${again.why}`, ...again.outcome.notes] };
        },
      });
      return carriedOut(root, verb, transaction, plan, { dryRun: dryRun ?? false, commit: commit ?? false });
    });
    problems.push(...report.problems);
    return carried(situation.current, step, why, report);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { environment, application, state: 'failed', step, why: `${why}, but: ${error.message}` };
  }
}
