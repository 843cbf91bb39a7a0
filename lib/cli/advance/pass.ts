import { type Decision, VERB_OF } from '../../delivery/decision';
import { isDelivered, type Situation } from '../../delivery/situation';
import type { Diagnostic } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import { groupOf } from '../../project/files/groups';
import { nothing } from '../../release/outcome';
import { UserError } from '../../text/user-error';
import { settingsOf } from '../project';
import type { Selection } from '../selection';
import { statesIn } from '../status/states';
import { transacted } from '../transacted';
import { carriedOut } from '../verbs/carry-out';
import { prepareVerb } from '../verbs/prepare';
import { type AskForEvidence, decided, inGroups } from './decided';
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
  const { decisions, situations, failures } = await decided(root, settings, wanted, environments, request.evidence);
  // Users who suffer come first.
  const due = decisions.flatMap(({ situation, decision }) =>
    decision.kind === 'due' ? [{ situation, decision }] : [],
  );
  const done = new Map<Situation, Told>();
  for (const some of together(settings, [...due.filter(isRollback), ...due.filter(one => !isRollback(one))])) {
    for (const [situation, told] of await carriedTogether({ ...request, situations }, some, problems))
      done.set(situation, told);
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

/** Something that is due. */
interface DueApplication {
  readonly situation: Situation;
  readonly decision: Due;
}

// What moves users of a group is one commit.
function together(settings: SettingsFile, due: readonly DueApplication[]): DueApplication[][] {
  const parts = new Map<string, DueApplication[]>();
  for (const one of due) {
    const { environment, application } = one.situation.current;
    const { step } = one.decision;
    const group = step === 'promote' || step === 'rollback' ? groupOf(settings, application)?.name : undefined;
    const key = JSON.stringify([environment, group ?? null, step, group === undefined ? application : null]);
    parts.set(key, [...(parts.get(key) ?? []), one]);
  }
  return [...parts.values()];
}

// What is wrong with some keeps no others from what is due.
async function carriedTogether(
  { root, dryRun, commit, situations }: PassRequest & { readonly situations: readonly Situation[] },
  due: readonly DueApplication[],
  problems: Diagnostic[],
): Promise<[Situation, Told][]> {
  const [{ situation, decision }] = due as [DueApplication, ...DueApplication[]];
  const { environment } = situation.current;
  const { step } = decision;
  const verb = VERB_OF[step];
  const applications = due.map(one => one.situation.current.application);
  try {
    const report = await transacted(root, async transaction => {
      const settings = settingsOf(root);
      // While this run holds the project, nobody else of us changes it: what was decided before is decided once more.
      const again = dueAgain(root, settings.value, situations, due);
      const plan = await prepareVerb({
        ...{ verb, root, settings, environment, applications, unattended: true },
        decide: current => {
          const one = again.get(current.application);
          if (!one) return nothing('somebody changed it meanwhile');
          return { ...one.outcome, notes: [`bluegreen advance: ${one.why}`, ...one.outcome.notes] };
        },
      });
      return carriedOut(root, verb, transaction, plan, { dryRun: dryRun ?? false, commit: commit ?? false });
    });
    problems.push(...report.problems);
    return due.map(one => [one.situation, carried(one.situation.current, step, one.decision.why, report)]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return due.map(one => {
      const { application } = one.situation.current;
      return [
        one.situation,
        { environment, application, state: 'failed', step, why: `${one.decision.why}, but: ${error.message}` },
      ];
    });
  }
}

// By the names of applications; none where not the same is due for each of them still.
function dueAgain(
  root: string,
  settings: SettingsFile,
  situations: readonly Situation[],
  due: readonly DueApplication[],
): Map<string, Due> {
  const [{ situation, decision }] = due as [DueApplication, ...DueApplication[]];
  const { environment, application } = situation.current;
  const members = [application, ...(groupOf(settings, application)?.members ?? [])];
  const concerned = situations.filter(
    ({ current }) => current.environment === environment && members.includes(current.application),
  );
  const names = concerned.map(({ current }) => current.application);
  const states = statesIn(root, settings, { names, all: false, environments: [environment] }, []);
  const looked = concerned.flatMap(one => {
    const current = states.find(state => state.application === one.current.application);
    return current ? [lookedAtAgain(root, one, current)] : [];
  });
  const again = new Map(
    inGroups(settings, looked).flatMap(one =>
      one.decision.kind === 'due' && one.decision.step === decision.step
        ? [[one.situation.current.application, one.decision] as const]
        : [],
    ),
  );
  return due.every(one => again.has(one.situation.current.application)) ? again : new Map();
}
