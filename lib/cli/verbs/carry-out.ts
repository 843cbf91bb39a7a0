import { isInWorkTree } from '../../git/work-tree';
import type { Transaction } from '../../project/write/transaction';
import type { Verb } from '../../release/expected-changes';
import { layoutIn } from '../layout-in';
import type { ChangeOptions } from '../options';
import { failed, type Report } from '../report';
import { commitFiles } from './commit-files';
import { commitMessage } from './commit-message';
import { nextAfter } from './next';
import type { PreparedVerb } from './prepare';

/** Writes what a verb has planned, unless something stands in the way, and commits it where the user says so. */
export function carriedOut(
  root: string,
  verb: Verb,
  transaction: Transaction,
  { report: planned, writes, found, groupOf = () => undefined }: PreparedVerb,
  options: Pick<ChangeOptions, 'dryRun' | 'commit'>,
): Report {
  const report: Report = { dryRun: options.dryRun ?? false, next: [], ...planned };
  if (failed(report) || report.dryRun) return report;
  for (const [path, content] of writes) {
    if (content === undefined) transaction.remove(path);
    else transaction.write(path, content, found.get(path));
  }
  const message =
    options.commit && report.changed.length
      ? commitMessage(verb, report.changed, groupIn(report.changed, groupOf))
      : undefined;
  transaction.commit(message);
  const made = message === undefined ? undefined : commitFiles(root, writes, message);
  const inGit = made ? 'committed' : isInWorkTree(root) ? 'uncommitted' : 'no work tree';
  return {
    ...report,
    ...(made && { commit: made }),
    next: nextAfter(layoutIn(root), report.changed, inGit, name => groupOf(name) ?? name),
  };
}

// The one that all changes are of.
function groupIn(changed: Report['changed'], groupOf: (application: string) => string | undefined): string | undefined {
  const [group, ...others] = new Set(changed.map(({ application }) => groupOf(application)));
  return others.length ? undefined : group;
}
