import { join } from 'node:path';
import { filesIn } from '../git/comparison';
import { GitError } from '../git/git-error';
import { contentsOf } from '../git/objects';
import type { ApplicationHistory } from '../history/application-history';
import { readableState } from '../history/release-state';
import { fleetOfModel, fleetOfReleases } from '../plan/fleet';
import type { Surroundings } from '../plan/page/page';
import type { Plan } from '../plan/story';
import type { Model } from '../review/model/model';
import { filesBelow } from '../write/files-below';
import { readHistories } from './history-report';

// More rows than this, and nobody looks at a timeline.
const MOST_ROWS = 20;

/**
 * What a page shows beside a change: the fleet, and what happened before.
 * @param headCommit undefined for the work tree
 * @param now milliseconds since 1970
 */
export function surroundingsInProject(
  root: string,
  { stories }: Plan,
  headCommit: string | undefined,
  now: number,
): Surroundings {
  const states = new Map(
    [...releaseFiles(root, headCommit)].flatMap(([file, text]) => {
      const place = /^([^/]+\/[^/]+)\.yaml$/.exec(file)?.[1];
      const state = readableState(text);
      return place && state ? [[place, state] as const] : [];
    }),
  );
  const histories = historiesUpTo(root, headCommit, now);
  const changed = histories.filter(({ environment, application }) =>
    stories.some(({ place }) => place === `${environment}/${application}`),
  );
  return {
    fleet: fleetOfReleases(states, histories),
    histories: (changed.length ? changed : histories).slice(0, MOST_ROWS),
    now,
  };
}

/** The same for manifests of others, of which only they themselves tell. */
export function surroundingsOfModel(model: Model, now: number): Surroundings {
  return { fleet: fleetOfModel(model), histories: [], now };
}

function historiesUpTo(root: string, commit: string | undefined, now: number): ApplicationHistory[] {
  try {
    return readHistories(root, {}, now, commit);
  } catch (error) {
    // Nothing is committed yet.
    if (!(error instanceof GitError)) throw error;
    return [];
  }
}

/** By path below releases/. */
function releaseFiles(root: string, commit: string | undefined): Map<string, string> {
  if (commit === undefined) return new Map([...filesBelow(join(root, 'releases'))]);
  const files = filesIn(root, commit, ['releases']);
  const contents = contentsOf(root, [...files.values()]);
  return new Map([...files].map(([file, hash]) => [file.slice('releases/'.length), contents.get(hash)!.toString()]));
}
