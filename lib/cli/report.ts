import { changed } from '../git/changed';
import { GitError } from '../git/git-error';
import { type Diagnostic, diagnosticText } from '../project/files/diagnostic';
import type { Interrupted } from '../project/write/project-lock';
import type { Following } from '../release/outcome';
import { json } from '../text/json';
import { lines, type Terminal, terminal } from '../text/terminal';
import { layoutIn } from './layout-in';
import { complain, print } from './print';
import { commitCommand } from './verbs/next';
import { firstOf } from './verbs/paths';

/** What a verb did to one application in one environment. */
export interface Changed {
  readonly environment: string;
  readonly application: string;
  /** What changes for users, in one sentence. */
  readonly effect: string;
  readonly notes: readonly string[];
  /**
   * What was done where that is not what the verb is called for: a colour was raised before users move.
   * @default - what the verb says
   */
  readonly step?: 'raise';
  /** Verbs that may follow, once the change is committed. */
  readonly next: readonly Following[];
  /** Paths of the files that changed, from the project's root; those that went are among them. */
  readonly files: readonly string[];
  /** Which of them are gone. */
  readonly removed: readonly string[];
}

/** Why a verb did nothing to an application. */
export interface Unchanged {
  readonly environment: string;
  readonly application: string;
  readonly why: string;
}

/** Why a verb must not be done to an application, and what to do in its place. */
export interface Refused extends Unchanged {
  readonly wayOut: string;
}

/** All that a run of a verb has to say; with `--output json` this is what is printed. */
export interface Report {
  readonly verb: string;
  readonly dryRun: boolean;
  readonly changed: readonly Changed[];
  readonly unchanged: readonly Unchanged[];
  /** With any of these, nothing was changed at all. */
  readonly refused: readonly Refused[];
  /** What is wrong with the files; with any error, nothing was changed at all. */
  readonly problems: readonly Diagnostic[];
  /** The commit that was made. */
  readonly commit?: string;
  /** Commands that may come next. */
  readonly next: readonly string[];
}

/** Whether the run ended without doing what was asked. */
export function failed({ refused, problems }: Report): boolean {
  return refused.length > 0 || problems.some(problem => !problem.warning);
}

/** What a person reads on standard output. */
export function reportText({ dryRun, changed, unchanged, commit, next }: Report): Terminal {
  return lines([
    ...changed.flatMap(({ application, environment, effect, notes, files, removed }) => [
      `${application} in ${environment}: ${effect}`,
      ...notes.map(note => `  ${note}`),
      ...files.map(file => `  ${done(removed.includes(file), dryRun)} ${file}`),
    ]),
    ...unchanged.map(({ application, environment, why }) => `${application} in ${environment}: nothing to do: ${why}`),
    ...(commit ? [`committed ${commit}`] : []),
    ...(dryRun && changed.length ? ['dry run: nothing was written'] : []),
    ...(next.length ? ['next:', ...next.map(command => `  ${command}`)] : []),
  ]);
}

function done(isRemoved: boolean, dryRun: boolean): string {
  if (dryRun) return isRemoved ? 'would remove' : 'would write';
  return isRemoved ? 'removed' : 'wrote';
}

/** What a person reads on standard error when a verb is refused. */
export function refusalText({ verb, refused, changed }: Report): Terminal {
  const told = refused.flatMap(({ application, environment, why, wayOut }) => [
    `${application} in ${environment}: can't ${verb === 'new' ? 'start it' : verb}: ${why}`,
    `    way out: ${wayOut}`,
  ]);
  const end = changed.length ? 'Nothing was changed, in no application.' : 'Nothing was changed.';
  return terminal.joined([...told, end], '\n');
}

/** Prints what came of a verb, and sets the exit code. */
export function tell(report: Report, output: 'text' | 'json'): void {
  if (output === 'json') print(json(report));
  else {
    for (const problem of report.problems) complain(diagnosticText(problem));
    if (report.refused.length) complain(refusalText(report));
    print(reportText(report));
  }
  if (failed(report)) process.exitCode = 1;
}

/**
 * Says on standard error what interrupted runs left half done, and what they did not come to commit. That is forgotten
 * once it is told; while git can't be read, nobody knows how much of it is committed, so it is told again.
 */
export function tellInterrupted(root: string, { recovered, uncommitted }: Interrupted): void {
  if (recovered) complain(recovered);
  for (const { by, paths, message, forget } of uncommitted) {
    const left = leftOf(root, paths);
    if ('unknown' in left) {
      const what = `${firstOf(paths)} may not be committed, which can't be told: ${left.unknown}`;
      complain(
        `${by} was interrupted; ${what}\nWhat it was to do then:\n  ${commitCommand(layoutIn(root), paths, message)}`,
      );
      continue;
    }
    const told = left.paths.length
      ? `what it had written is not committed yet: ${firstOf(left.paths)}. To commit it:\n  ${commitCommand(layoutIn(root), left.paths, message)}`
      : 'it had left nothing uncommitted';
    complain(`${by} was interrupted; ${told}`);
    forget();
  }
}

function leftOf(
  root: string,
  paths: readonly string[],
): { readonly paths: readonly string[] } | { readonly unknown: string } {
  try {
    return { paths: changed(root, paths) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { unknown: error.message };
  }
}
