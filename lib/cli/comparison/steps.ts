import type { Step } from '../../analysis/check/step';
import { otherColour } from '../../construct/props/colour';
import { committed } from '../../git/committed';
import { committedAt, lastTouched } from '../../git/times';
import { type ReleaseState, readableState } from '../../history/release-state';
import { lastRollbackTarget, type RollbackTarget } from '../../history/rollback-target';
import { releaseFrom, releasePath } from '../../project/files/application-files';
import { layoutOf } from '../../project/output/layout';
import { isAsLeft } from '../../release/guards';
import { versionsOfEach } from '../history/versions-at';
import type { BothFolders } from '../synth/expected';
import { applicationOfFile } from './scope';
import type { Sides } from './sides';
import { textsIn } from './texts';

/**
 * What a change does to users of applications whose release file changes, or whose watch goes.
 * @param now milliseconds since 1970, for what is in no commit yet
 */
export function stepsIn(
  root: string,
  { changed = [], baseCommit, headCommit }: Pick<Sides, 'changed' | 'baseCommit' | 'headCommit'>,
  [folders, foldersBefore]: BothFolders,
  now: number,
): Step[] {
  if (baseCommit === undefined) return [];
  const watchesIn = watchesOf(foldersBefore.dist, changed);
  const places = new Set([
    ...changed.flatMap(file => (file.startsWith(`${folders.releases}/`) ? (placeOf(file, folders) ?? []) : [])),
    ...watchesIn.keys(),
  ]);
  if (!places.size) return [];
  const [files, filesBefore] = [folders, foldersBefore].map(
    names => new Map([...places].map(place => [place, releasePath(names, ...split(place))])),
  ) as [Map<string, string>, Map<string, string>];
  const texts = textsIn(root, headCommit, [...files.values()]);
  // With what the history of the base asks for first.
  const textsBefore = textsIn(root, baseCommit, [...filesBefore.values(), 'bluegreen.yaml']);
  const touched = lastTouched(root, [...watchesIn.values()].flat(), baseCommit);
  const at = touched.size ? madeAt(root, headCommit, [...touched.keys()], now) : now;
  const versionsOf = versionsOfEach(root, [...places], baseCommit);
  return [...places].flatMap(place => {
    const file = files.get(place)!;
    const text = texts.get(file);
    const [was, is] = [readableState(textsBefore.get(filesBefore.get(place)!)), readableState(text)];
    if (!was || !is) return [];
    const left = (colour: ReleaseState['active']) => lastRollbackTarget(colour, versionsOf(place));
    const isSkipped = releaseFrom(file, { text: text! }, []).value?.gate?.skipped !== undefined;
    const unproved = isSkipped ? undefined : unprovedBy(was, is, left);
    const watched = new Map(
      (watchesIn.get(place) ?? []).flatMap(job => {
        const since = touched.get(job);
        return since === undefined ? [] : [[job, at - since] as const];
      }),
    );
    return [{ place, file, goesBack: goesBack(was, is, left), watched, ...(unproved && { unproved }) }];
  });
}

// What the last commit has still goes just now; else the change ends with that commit, or with the one that is named.
function madeAt(root: string, headCommit: string | undefined, watches: readonly string[], now: number): number {
  const isOpen =
    headCommit === undefined && [...committed(root, 'HEAD', watches).values()].some(text => text !== undefined);
  return isOpen ? now : committedAt(root, headCommit ?? 'HEAD');
}

type Left = (colour: ReleaseState['active']) => RollbackTarget;

function goesBack(was: ReleaseState, is: ReleaseState, left: Left): boolean {
  if (was.active === is.active) return shareOf(is) < shareOf(was);
  return isAsLeft(is[is.active]?.content, left(is.active));
}

// With an overlap nobody knows how many.
const shareOf = ({ shared, weight }: ReleaseState): number => weight ?? (shared ? 50 : 0);

// The gate of a share proves the colour that gets it.
function unprovedBy(was: ReleaseState, is: ReleaseState, left: Left): Step['unproved'] {
  if (was.shared || !is.shared) return undefined;
  const colour = is.active;
  if (was.active !== colour) return { colour, why: 'comes too' };
  const idle = otherColour(colour);
  return isAsLeft(is[idle]?.content, left(idle)) ? { colour, why: 'just promoted' } : undefined;
}

// The Jobs that are other ones in the head, or none, by the place: a Job has its content in its name.
function watchesOf(dist: string, changed: readonly string[]): Map<string, string[]> {
  const layout = layoutOf(dist);
  const found = new Map<string, string[]>();
  for (const file of changed) {
    const path = layout.outputPath(file);
    if (path?.unit !== 'release/watch' || !/\/Job\.[^/]+$/.test(file) || !file.startsWith(`${dist}/`)) continue;
    found.set(path.place, [...(found.get(path.place) ?? []), file]);
  }
  return found;
}

function placeOf(file: string, folders: BothFolders[0]): string | undefined {
  const owner = applicationOfFile(file, folders);
  return owner && `${owner.environment}/${owner.application}`;
}

function split(place: string): [environment: string, application: string] {
  const [environment = '', application = ''] = place.split('/');
  return [environment, application];
}
