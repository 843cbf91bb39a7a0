import { commitCommand } from './commit-command';
import type { Verb } from './reach';

/** What git knows of a change: that it is committed, nothing yet, or, outside a work tree, nothing ever. */
type InGit = 'committed' | 'uncommitted' | 'no work tree';

/** Commands that may follow a verb, for a person to copy. */
export function nextAfter(
  verb: Verb | 'new',
  changes: ReadonlyArray<{
    readonly environment: string;
    readonly application: string;
    readonly files: readonly string[];
  }>,
  inGit: InGit,
): string[] {
  const [first] = changes;
  if (!first) return [];
  const applications = changes.map(({ application }) => application).join(' ');
  const where = `${applications} --env ${first.environment}`;
  const commit = commitCommand(changes.flatMap(({ files }) => files));
  const git: Readonly<Record<InGit, string>> = {
    committed: 'git push',
    uncommitted: commit,
    'no work tree': `git init && ${commit}`,
  };
  return [git[inGit], ...FOLLOWING[verb](where)];
}

const FOLLOWING: Readonly<Record<Verb | 'new', (where: string) => string[]>> = {
  deploy: where => [`bluegreen promote ${where}`],
  promote: where => [`bluegreen rollback ${where}`, `bluegreen retire ${where}`],
  rollback: where => [`bluegreen retire ${where}`],
  retire: () => [],
  contract: () => [],
  new: where => [`bluegreen status ${where}`],
};
