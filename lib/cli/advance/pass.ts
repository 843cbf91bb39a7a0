import { decide } from '../../delivery/decide';
import { type Decision, VERB_OF } from '../../delivery/decision';
import { isDelivered, type Situation } from '../../delivery/situation';
import type { Diagnostic } from '../../project/files/diagnostic';
import { nothing } from '../../release/outcome';
import { UserError } from '../../text/user-error';
import { settingsOf } from '../project';
import type { Selection } from '../selection';
import { statesIn } from '../status/states';
import { transacted } from '../transacted';
import { carriedOut } from '../verbs/carry-out';
import { prepareVerb } from '../verbs/prepare';
import { type AskForEvidence, decided } from './decided';
import { lookedAtAgain } from './situations';
import { carried, type PassReport, type Told, undone } from './told';

/** What a pass is over, and how it does what is due. */
export interface PassRequest {
  readonly root: string;
  readonly selection: Selection & { readonly environments: readonly string[] };
  readonly evidence: AskForEvidence;
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
  const wanted = statesIn(root, settings, selection, problems);
  const { decisions, failures } = await decided(root, settings, wanted, environments, request.evidence);
  // Users who suffer come first.
  const due = decisions.flatMap(({ situation, decision }) =>
    decision.kind === 'due' ? [{ situation, decision }] : [],
  );
  const done = new Map<Situation, Told>();
  for (const { situation, decision } of [...due.filter(isRollback), ...due.filter(one => !isRollback(one))]) {
    done.set(situation, await carriedAlone(request, situation, decision, problems));
  }
  return {
    dryRun,
    applications: [
      ...decisions.map(({ situation, decision }) => done.get(situation) ?? undone(situation.current, decision)),
      ...(named.all ? [] : wanted.filter(({ delivery }) => !isDelivered(delivery)).map(untold)),
    ],
    problems,
    failures,
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
