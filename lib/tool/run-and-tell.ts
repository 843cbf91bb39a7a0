import { commitMessage } from '../change/commit-message';
import { nextAfter } from '../change/next';
import type { Outcome } from '../change/outcome';
import type { Verb } from '../change/reach';
import type { Standing } from '../change/standing';
import { commit } from '../git/commit';
import { Transaction } from '../write/transaction';
import { applicationsFor } from './applications';
import type { ChangeOptions } from './change-command';
import { environmentFor } from './environment';
import { planVerb } from './plan-verb';
import { projectRoot } from './project-root';
import { failed, type Report } from './report';
import { selected } from './selection';
import { settingsOf } from './settings';
import { tell } from './tell';
import { UsageError } from './usage';

/** Does a verb to the applications that the user named, or to none, and says what came of it. */
export async function runAndTell(
  verb: Verb,
  names: readonly string[],
  options: ChangeOptions,
  decide: (standing: Standing, root: string) => Outcome,
): Promise<void> {
  if (!names.length && !options.all) throw new UsageError('say which applications: their names, or --all');
  const root = projectRoot(process.cwd());
  const transaction = new Transaction(root);
  try {
    if (transaction.recovered) console.error(transaction.recovered);
    const settings = settingsOf(root);
    const environment = environmentFor(options.env, Object.keys(settings.value.environments));
    const applications = selected({ names, all: options.all ?? false }, applicationsFor(root, verb, environment));
    const plan = await planVerb({
      verb,
      root,
      settings,
      environment,
      applications,
      decide: standing => decide(standing, root),
    });
    let report: Report = { dryRun: options.dryRun ?? false, next: [], ...plan.report };
    if (!failed(report) && !report.dryRun) {
      for (const [path, content] of plan.writes) {
        if (content === undefined) transaction.remove(path);
        else transaction.write(path, content, plan.found.get(path));
      }
      transaction.commit();
      const made =
        options.commit && report.changed.length
          ? commit(root, [...plan.writes.keys()], commitMessage(verb, report.changed))
          : undefined;
      report = { ...report, ...(made && { commit: made }), next: nextAfter(verb, report.changed, made !== undefined) };
    }
    tell(report, options.output);
  } finally {
    transaction.abandon();
  }
}
