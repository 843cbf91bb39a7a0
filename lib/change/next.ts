import { foldersOf } from './folders';
import type { Verb } from './reach';

/** Commands that may follow a verb, for a person to copy. */
export function nextAfter(
  verb: Verb | 'new',
  changes: ReadonlyArray<{
    readonly environment: string;
    readonly application: string;
    readonly files: readonly string[];
  }>,
  isCommitted: boolean,
): string[] {
  const [first] = changes;
  if (!first) return [];
  const applications = changes.map(({ application }) => application).join(' ');
  const where = `${applications} --env ${first.environment}`;
  const commit = `git add ${foldersOf(changes.flatMap(({ files }) => files)).join(' ')} && git commit`;
  return [...(isCommitted ? ['git push'] : [commit]), ...FOLLOWING[verb](where)];
}

const FOLLOWING: Readonly<Record<Verb | 'new', (where: string) => string[]>> = {
  deploy: where => [`bluegreen promote ${where}`],
  promote: where => [`bluegreen rollback ${where}`, `bluegreen retire ${where}`],
  rollback: where => [`bluegreen retire ${where}`],
  retire: () => [],
  new: where => [`bluegreen status ${where}`],
};
