import { commitCommand } from './commit-command';
import type { Following } from './outcome';

/** What git knows of a change: that it is committed, nothing yet, or, outside a work tree, nothing ever. */
type InGit = 'committed' | 'uncommitted' | 'no work tree';

/** Commands that may follow changes of one environment, for a person to copy. */
export function nextAfter(
  changes: ReadonlyArray<{
    readonly environment: string;
    readonly application: string;
    readonly files: readonly string[];
    readonly next: readonly Following[];
  }>,
  inGit: InGit,
): string[] {
  const [first] = changes;
  if (!first) return [];
  const commit = commitCommand(changes.flatMap(({ files }) => files));
  const git: Readonly<Record<InGit, string>> = {
    committed: 'git push',
    uncommitted: commit,
    'no work tree': `git init && ${commit}`,
  };
  const verbs = [...new Set(changes.flatMap(({ next }) => next))];
  return [
    git[inGit],
    ...verbs.map(verb => {
      const applications = changes.filter(({ next }) => next.includes(verb)).map(({ application }) => application);
      return `bluegreen ${verb} ${applications.join(' ')} --env ${first.environment}`;
    }),
  ];
}
