import { refuseUnlessArrived } from '../change/arrival';
import { commitCommand } from '../change/commit-command';
import { commitMessage } from '../change/commit-message';
import { nextAfter } from '../change/next';
import type { Outcome } from '../change/outcome';
import type { Verb } from '../change/reach';
import type { Standing } from '../change/standing';
import { commit } from '../git/commit';
import { GitError } from '../git/git-error';
import { isInWorkTree } from '../git/work-tree';
import { Transaction } from '../write/transaction';
import { applicationsFor } from './applications';
import type { ChangeOptions } from './change-command';
import { currentFolder } from './current-folder';
import { environmentFor } from './environment';
import type { LiveChoice } from './live-option';
import { planVerb } from './plan-verb';
import { projectRoot } from './project-root';
import { failed, type Report } from './report';
import { selected } from './selection';
import { servedColours } from './served-colours';
import { settingsOf } from './settings';
import { tell } from './tell';
import { tellInterrupted } from './tell-interrupted';
import { UsageError } from './usage';

/** Does a verb to the applications that the user named, or to none, and says what came of it. */
export async function runAndTell(
  verb: Verb,
  names: readonly string[],
  options: ChangeOptions & LiveChoice,
  decide: (standing: Standing, root: string) => Outcome,
): Promise<void> {
  if (!names.length && !options.all) throw new UsageError('say which applications: their names, or --all');
  const root = projectRoot(currentFolder());
  const transaction = new Transaction(root);
  try {
    tellInterrupted(root, transaction);
    const settings = settingsOf(root);
    const environment = environmentFor(options.env, Object.keys(settings.value.environments));
    const applications = selected({ names, all: options.all ?? false }, applicationsFor(root, verb, environment));
    const served = options.live ? await servedColours(environment, settings.value) : undefined;
    const plan = await planVerb({
      verb,
      root,
      settings,
      environment,
      applications,
      decide: standing =>
        (served && refuseUnlessArrived(standing, served(standing.application))) ?? decide(standing, root),
    });
    let report: Report = { dryRun: options.dryRun ?? false, next: [], ...plan.report };
    if (!failed(report) && !report.dryRun) {
      for (const [path, content] of plan.writes) {
        if (content === undefined) transaction.remove(path);
        else transaction.write(path, content, plan.found.get(path));
      }
      const message = options.commit && report.changed.length ? commitMessage(verb, report.changed) : undefined;
      transaction.commit(message);
      const made = message === undefined ? undefined : committed(root, [...plan.writes.keys()], message);
      const inGit = made ? 'committed' : isInWorkTree(root) ? 'uncommitted' : 'no work tree';
      report = { ...report, ...(made && { commit: made }), next: nextAfter(report.changed, inGit) };
    }
    tell(report, options.output);
  } finally {
    transaction.abandon();
  }
}

function committed(root: string, paths: readonly string[], message: string): string | undefined {
  try {
    return commit(root, paths, message);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const command = commitCommand(paths, message);
    throw new GitError(`${error.message}\nThe files are written. When that is mended, commit them:\n  ${command}`);
  }
}
