import type { Verb } from './reach';

/** Commands that may follow a verb, for a person to copy. */
export function nextAfter(
  verb: Verb,
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
  const commit = `git add ${[...new Set(changes.flatMap(({ files }) => files.map(folderOf)))].join(' ')} && git commit`;
  return [...(isCommitted ? ['git push'] : [commit]), ...FOLLOWING[verb](where)];
}

const FOLLOWING: Readonly<Record<Verb, (where: string) => string[]>> = {
  deploy: where => [`bluegreen promote ${where}`],
  promote: where => [`bluegreen rollback ${where}`, `bluegreen retire ${where}`],
  rollback: where => [`bluegreen retire ${where}`],
  retire: () => [],
};

function folderOf(file: string): string {
  return file.startsWith('dist/') ? file.split('/').slice(0, 4).join('/') : file;
}
