import { MOST_BYTES } from '../../analysis/manifests/files';
import { sameLayout, treesOf } from '../../analysis/manifests/tree';
import { fleetOfModel, fleetOfProject, isServing } from '../../analysis/plan/fleet';
import type { Surroundings } from '../../analysis/plan/page/page';
import type { Plan } from '../../analysis/plan/story';
import { type Model, modelsOf } from '../../analysis/topology/model';
import { filesIn } from '../../git/comparison';
import { contentsOf } from '../../git/objects';
import { readableState } from '../../history/release-state';
import type { Folders } from '../../project/files/folders';
import { layoutOf } from '../../project/output/layout';
import { filesBelow } from '../../project/write/files-below';
import { readHistories } from '../history/history-report';
import { type Sides, sidesInGit } from './sides';

/**
 * What a page shows beside a change: the fleet after it, and what happened before it.
 * @param now milliseconds since 1970
 */
export function surroundingsInProject(
  root: string,
  { stories }: Plan,
  { baseCommit, headCommit }: Pick<Sides, 'baseCommit' | 'headCommit'>,
  { releases, dist }: Folders,
  now: number,
): Surroundings {
  const states = new Map(
    [...releaseFiles(root, releases, headCommit)].flatMap(([file, text]) => {
      const place = /^([^/]+\/[^/]+)\.yaml$/.exec(file)?.[1];
      const state = readableState(text);
      return place && state ? [[place, state] as const] : [];
    }),
  );
  const histories = baseCommit === undefined ? [] : readHistories(root, {}, now, baseCommit);
  const known = new Map(histories.map(one => [`${one.environment}/${one.application}`, one]));
  const changed = stories.flatMap(({ place }) => known.get(place) ?? []);
  return {
    fleet: fleetOfProject(outputOf(root, dist, headCommit), states, histories),
    histories: changed.length ? changed : histories,
    now,
  };
}

/** The same for manifests of others, of which only they themselves tell. */
export function surroundingsOfModel(model: Model, now: number): Surroundings {
  return { fleet: fleetOfModel(model), histories: [], now };
}

// All of it, and not just what differs.
function outputOf(root: string, dist: string, headCommit: string | undefined): Model {
  const commit = headCommit === undefined ? {} : { head: headCommit };
  const layouts = sameLayout(layoutOf(dist));
  const { head } = sidesInGit({
    root,
    base: false,
    ...commit,
    paths: [layouts.head.applications],
    layouts,
    inputs: [],
    isRead: isServing,
  });
  return modelsOf(treesOf({ head, layouts })).head;
}

/** By path below their folder. */
function releaseFiles(root: string, folder: string, commit: string | undefined): Map<string, string> {
  if (commit === undefined) return new Map([...filesBelow(root, folder)]);
  const files = filesIn(root, commit, [folder]);
  const contents = contentsOf(root, [...files.values()], MOST_BYTES);
  return new Map(
    [...files].map(([file, hash]) => [file.slice(folder.length + 1), contents.get(hash)?.toString() ?? '']),
  );
}
