import type { Layout } from '../../project/output/layout';
import type { Following } from '../../release/outcome';
import { foldersToType } from './paths';

/**
 * What a person types to commit files.
 * @param message by default git asks for it
 */
export function commitCommand(layout: Layout, files: readonly string[], message?: string): string {
  const paragraphs = message?.split('\n\n').map(text => ` -m '${text.replaceAll("'", "'\\''")}'`) ?? [];
  return `git add ${foldersToType(layout, files).join(' ')} && git commit${paragraphs.join('')}`;
}

/** What git knows of a change: that it is committed, nothing yet, or, outside a work tree, nothing ever. */
type InGit = 'committed' | 'uncommitted' | 'no work tree';

/**
 * Commands that may follow changes of one environment, for a person to copy.
 * @param nameOf what moves: an application, or its group
 */
export function nextAfter(
  layout: Layout,
  changes: ReadonlyArray<{
    readonly environment: string;
    readonly application: string;
    readonly files: readonly string[];
    readonly next: readonly Following[];
  }>,
  inGit: InGit,
  nameOf: (application: string) => string = application => application,
): string[] {
  const [first] = changes;
  if (!first) return [];
  const commit = commitCommand(
    layout,
    changes.flatMap(({ files }) => files),
  );
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
      if (verb === 'adopt' || verb === 'eject') {
        const which = applications.length > 1 ? '--all' : `--app ${applications[0]}`;
        return `bluegreen ${verb} --next ${which} --env ${first.environment}`;
      }
      const names = verb === 'promote' || verb === 'rollback' ? applications.map(nameOf) : applications;
      return `bluegreen ${verb} ${[...new Set(names)].join(' ')} --env ${first.environment}`;
    }),
  ];
}
