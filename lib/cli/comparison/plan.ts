import { sortedBy } from '../../analysis/check/allowance';
import type { GroupMove } from '../../analysis/check/group-move';
import { placeText, unreadLines } from '../../analysis/check/report/text';
import { review } from '../../analysis/check/review';
import type { InputChange } from '../../analysis/plan/input-effects';
import type { Surroundings } from '../../analysis/plan/page/page';
import { planOf } from '../../analysis/plan/plan';
import type { Plan } from '../../analysis/plan/story';
import { renderingNotes } from '../../analysis/rendering/notes';
import { otherColour } from '../../construct/props/colour';
import { type Entry, readableState } from '../../history/release-state';
import { day } from '../../history/time-text';
import { transitionsBetween } from '../../history/transition';
import type { Folders } from '../../project/files/folders';
import { openConnections } from '../../release/open-connections';
import { recentlyMoved } from '../history/recent-moves';
import { releaseChanges } from '../history/release-changes';
import type { BothFolders } from '../synth/expected';
import { compared } from './compared';
import type { Comparison } from './options';
import { surroundingsInProject, surroundingsOfModel } from './plan-surroundings';
import type { Sides } from './sides';
import { startsDelivery } from './starts-delivery';
import { textsIn } from './texts';

/** A change as it is told. */
export interface Planned {
  readonly plan: Plan;
  /** What a page shows beside it. */
  surroundings(): Surroundings;
}

/**
 * Reads both sides of a change, and tells it.
 * @param now milliseconds since 1970
 * @throws UsageError, BadInput, GitError
 */
export async function plan(comparison: Comparison, now: number): Promise<Planned> {
  const { root, isProject } = comparison;
  const { sides, folders, rendered, change } = await compared(comparison);
  const { base, head, engines, permissions } = change;
  const today = day(now);
  const { findings, allowed } = sortedBy(permissions.before, review(change).findings, today);
  const changes = isProject ? inputChanges(root, sides, folders) : [];
  const plan = planOf({
    compared: `Compared: ${sides.words}`,
    models: { head, ...(base && { base }) },
    engines,
    releases: releaseChanges(root, changes, sides.headCommit, now),
    inputs: changes,
    findings,
    notes: [
      ...startsDelivery(root, changes, folders[0], sides.headCommit),
      ...change.groups.flatMap(groupNotes),
      ...justLeft(root, changes, sides.baseCommit, now),
      ...allowed.map(
        ({ finding, allowance: { by, reason } }) =>
          `allowed: ${finding.rule} at ${placeText(finding)}: ${finding.message}, by ${by}${reason ? `: ${reason}` : ''}`,
      ),
      ...renderingNotes(head.tree, rendered),
      ...head.undecided.map(words => `not decided: ${words}`),
      // Below dist/apps a rule says it.
      ...unreadLines(head.tree.unreadable.filter(({ file }) => !head.tree.layout.outputPath(file))),
    ],
  });
  return {
    plan,
    surroundings: () =>
      isProject ? surroundingsInProject(root, plan, sides, folders[0], now) : surroundingsOfModel(head, now),
  };
}

// Whom a move of several waits for no object of one of them tells.
function groupNotes({ environment, group, members, moving }: GroupMove): string[] {
  const who = moving.map(({ application }) => application).join(', ');
  const gates = `once the gates of ${members.join(', ')} have passed`;
  return [
    `${group} in ${environment}: users of ${who} move${moving.length > 1 ? ' together' : ''}, ${gates}`,
    ...moving.flatMap(({ application, alone }) =>
      alone === undefined
        ? []
        : [`${environment}/${application}: its users move without the others of its group: ${alone}`],
    ),
  ];
}

// Pods that users have just left end: that is worth knowing of any change, whoever makes it.
function justLeft(
  root: string,
  changes: readonly InputChange[],
  baseCommit: string | undefined,
  now: number,
): string[] {
  const ending = changes.flatMap(({ place, before, after }) => {
    const [was, is] = [readableState(before), readableState(after)];
    if (place === undefined || !was || !is) return [];
    const idle = otherColour(was.active);
    const ends = transitionsBetween(was, is).some(({ kind, colour }) => colour === idle && ENDING.has(kind));
    return ends && was[idle] && !was[idle].retired && !standsBy(was[idle]) ? [{ place, idle }] : [];
  });
  if (!ending.length || baseCommit === undefined) return [];
  const places = ending.map(({ place }) => place);
  const moved = recentlyMoved(root, places, now, baseCommit);
  return ending.flatMap(({ place, idle }) => (moved.has(place) ? [`${place}: ${openConnections(idle)}`] : []));
}

const ENDING: ReadonlySet<string> = new Set(['deployed', 'retired', 'changed']);

// A frozen release without a port, to which nobody has a connection.
const standsBy = ({ release, content }: Entry) => release !== undefined && !content['ports'];

/** What differs of that which dist is made from. A file that got another name with its folder is the same file. */
function inputChanges(
  root: string,
  { changed = [], baseCommit, headCommit }: Sides,
  [folders, foldersBefore]: BothFolders,
): InputChange[] {
  const known = (names: Folders) =>
    new Map(changed.flatMap(file => inputOf(file, names)).map(input => [input.key, input] as const));
  const [after, before] = [known(folders), known(foldersBefore)];
  const keys = new Set([...before.keys(), ...after.keys()]);
  if (!baseCommit || !keys.size) return [];
  const read = (commit: string | undefined, inputs: ReadonlyMap<string, Input>) =>
    textsIn(
      root,
      commit,
      [...inputs.values()].map(({ file }) => file),
    );
  const [texts, textsBefore] = [read(headCommit, after), read(baseCommit, before)];
  return [...keys].flatMap(key => {
    const [had, has] = [before.get(key), after.get(key)];
    const [was, is] = [had && textsBefore.get(had.file), has && texts.get(has.file)];
    const { file, place } = (has && is !== undefined ? has : had)!;
    if (was === is) return [];
    return [
      {
        file,
        ...(place !== undefined && { place }),
        ...(was !== undefined && { before: was }),
        ...(is !== undefined && { after: is }),
      },
    ];
  });
}

/** An input, by what it is whatever its folder is called. */
interface Input {
  readonly key: string;
  readonly file: string;
  readonly place?: string;
}

function inputOf(file: string, { apps, releases }: Folders): Input[] {
  if (file === 'bluegreen.yaml') return [{ key: file, file }];
  const below = (folder: string) => (file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : '');
  if (/^[^/]+\.yaml$/.test(below(apps))) return [{ key: `apps/${below(apps)}`, file }];
  const [, place] = /^([^/]+\/[^/]+)\.yaml$/.exec(below(releases)) ?? [];
  return place === undefined ? [] : [{ key: `releases/${place}`, file, place }];
}
