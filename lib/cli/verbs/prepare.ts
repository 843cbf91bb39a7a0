import { releasePath, specPath } from '../../project/files/application-files';
import { type Diagnostic, inFileOrder } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import { type Folders, foldersOf } from '../../project/files/folders';
import { groupOf } from '../../project/files/groups';
import type { ValidatedFile } from '../../project/files/validated-file';
import { layoutOf } from '../../project/output/layout';
import type { ApplicationState } from '../../release/application-state';
import type { Verb } from '../../release/expected-changes';
import type { Outcome } from '../../release/outcome';
import type { Refused, Report } from '../report';
import { type IgnoredFile, ignoredAmong } from '../synth/ignored-files';
import { LastCommit } from './last-commit';
import { firstOf, foldersToType } from './paths';
import { type PreparedApplication, prepareApplication } from './prepare-application';

/** One call of a verb that changes release files. */
export interface VerbRequest {
  readonly verb: Verb;
  /** The project's folder. */
  readonly root: string;
  readonly settings: Required<ValidatedFile<SettingsFile>>;
  readonly environment: string;
  readonly applications: readonly string[];
  /**
   * Whether nobody reads what `check` is going to find: all changes are judged, and only a rollback is made in spite of it.
   * @default false
   */
  readonly unattended?: boolean;
  decide(current: ApplicationState): Outcome;
}

/** What a call of a verb would do. */
export interface PreparedVerb {
  readonly report: Pick<Report, 'verb' | 'changed' | 'unchanged' | 'refused' | 'problems'>;
  /** Contents by path from the project's folder; undefined takes a file away. Nothing where anything is refused. */
  readonly writes: ReadonlyMap<string, string | undefined>;
  /** What those files held when they were read; null where there was none. */
  readonly found: ReadonlyMap<string, string | null>;
  /** The name of the group that an application is in. @default - none is in one */
  groupOf?(application: string): string | undefined;
}

/** Plans one application; undefined where its files are wrong, and the problems say how. */
type PrepareOne = (
  application: string,
  lastCommit: LastCommit,
  problems: Diagnostic[],
) => Promise<PreparedApplication | undefined>;

/** Plans a verb for some applications, all or none of them; writes nothing. All that is wrong is in the report. */
export function prepareVerb(request: VerbRequest): Promise<PreparedVerb> {
  return prepareEach(request, (application, lastCommit, problems) =>
    prepareApplication({ ...request, application, lastCommit }, problems),
  );
}

/** The same for a verb that changes more than release files and output. */
export async function prepareEach(
  { verb, root, settings, environment, applications }: Omit<VerbRequest, 'decide'>,
  prepareOne: PrepareOne,
): Promise<PreparedVerb> {
  const folders = foldersOf(settings.value);
  const problems: Diagnostic[] = [];
  const plans: PreparedApplication[] = [];
  const lastCommit = new LastCommit(
    root,
    applications.map(application => releasePath(folders, environment, application)),
  );
  for (const application of applications) {
    const plan = await prepareOne(application, lastCommit, problems);
    if (plan) plans.push(plan);
  }

  const hidden = new Map(
    ignoredAmong(
      root,
      plans.flatMap(plan => usedFiles(folders, plan)),
    ).map(file => [file.path, file]),
  );
  const raised = plans.flatMap(plan => (plan.changed?.step === 'raise' ? [plan.changed.application] : []));
  const differing = new Set(lastCommit.differing(plans.flatMap(({ guarded }) => guarded)));
  const refused = plans.flatMap(
    plan =>
      plan.refused ??
      hiddenFrom(folders, plan, hidden) ??
      uncommitted(folders, plan, differing) ??
      early(verb, plan, raised) ??
      [],
  );
  const bad = refused.length > 0 || problems.some(problem => !problem.warning);
  return {
    report: {
      verb,
      changed: bad ? [] : plans.flatMap(plan => plan.changed ?? []),
      unchanged: plans.flatMap(plan => plan.unchanged ?? []),
      refused,
      problems: inFileOrder(problems),
    },
    writes: new Map(bad ? [] : plans.flatMap(({ writes }) => [...writes])),
    found: new Map(plans.flatMap(({ found }) => [...found])),
    groupOf: application => groupOf(settings.value, application)?.name,
  };
}

// What a plan writes, and what that is made from.
function usedFiles(folders: Folders, { changed, writes }: PreparedApplication): string[] {
  if (!changed) return [];
  const written = [...writes].flatMap(([path, text]) => (text === undefined ? [] : [path]));
  return ['bluegreen.yaml', specPath(folders, changed.application), ...written];
}

// It would look done, and reach nobody.
function hiddenFrom(
  folders: Folders,
  plan: PreparedApplication,
  hidden: ReadonlyMap<string, IgnoredFile>,
): Refused | undefined {
  const [first] = usedFiles(folders, plan).flatMap(file => hidden.get(file) ?? []);
  if (!first) return undefined;
  const { environment, application } = plan.changed!;
  return { environment, application, why: first.message, wayOut: first.fix };
}

// Users of several applications move in one commit: none before all of them are at full size.
function early(verb: Verb, { changed }: PreparedApplication, raised: readonly string[]): Refused | undefined {
  if (!changed || changed.step || !raised.length) return undefined;
  const { environment, application } = changed;
  return {
    environment,
    application,
    why: `its users would move before ${raised.join(' and ')}, which has to be raised to full size first`,
    wayOut: `bluegreen ${verb} ${raised.join(' ')} --env ${environment}, commit, and ${verb} all of them together then`,
  };
}

// What git does not know yet, `git restore` leaves where it is.
function takingBack(folders: readonly string[], dist: string): string {
  const output = folders.filter(folder => folder.startsWith(`${dist}/`));
  return [`git restore ${folders.join(' ')}`, ...output.map(folder => `git clean -fd ${folder}`)].join(' && ');
}

// What is not committed can't be told from what the verb does, and would be lost with it when the verb is taken back.
function uncommitted(
  { dist }: Folders,
  { changed, guarded }: PreparedApplication,
  differing: ReadonlySet<string>,
): Refused | undefined {
  const files = guarded.filter(file => differing.has(file));
  if (!changed || !files.length) return undefined;
  const { environment, application } = changed;
  return {
    environment,
    application,
    why: `${firstOf(files)} is not as it was committed`,
    wayOut: `commit it, or take it back: ${takingBack(foldersToType(layoutOf(dist), files), dist)}`,
  };
}
