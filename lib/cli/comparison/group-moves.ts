import type { GroupMove } from '../../analysis/check/group-move';
import { otherColour } from '../../construct/props/colour';
import { isLeft, standingOf } from '../../delivery/standing';
import { lastMovers } from '../../history/last-movers';
import { type ReleaseState, readableState } from '../../history/release-state';
import { releaseFrom, releasePath } from '../../project/files/application-files';
import { type Group, groupsOf } from '../../project/files/groups';
import { versionsIn } from '../history/versions-at';
import type { BothFolders } from '../synth/expected';
import { settingsAt } from './settings-at';
import type { Sides } from './sides';
import { textsIn } from './texts';

/** An application of a group, as both sides of a change have it. */
interface Member {
  readonly application: string;
  readonly place: string;
  readonly file: string;
  readonly was: ReleaseState;
  readonly is: ReleaseState;
  readonly alone?: string;
}

/** What a change does to groups, where it moves users of any member. */
export function groupMovesIn(
  root: string,
  { baseCommit, headCommit }: Pick<Sides, 'baseCommit' | 'headCommit'>,
  [folders, foldersBefore]: BothFolders,
): GroupMove[] {
  const settings = settingsAt(root, headCommit);
  const groups = groupsOf(settings ?? {});
  if (!settings || !groups.length || baseCommit === undefined) return [];
  const before = groupsOf(settingsAt(root, baseCommit) ?? {});
  const names = groups.flatMap(({ members }) => members);
  return Object.keys(settings.environments).flatMap(environment => {
    const path = (name: string) => releasePath(folders, environment, name);
    const pathBefore = (name: string) => releasePath(foldersBefore, environment, name);
    const texts = textsIn(root, headCommit, names.map(path));
    const textsBefore = textsIn(root, baseCommit, names.map(pathBefore));
    return groups.flatMap(group => {
      const members = group.members.flatMap((application): Member[] => {
        const [file, text] = [path(application), texts.get(path(application))];
        const [was, is] = [readableState(textsBefore.get(pathBefore(application))), readableState(text)];
        if (!was || !is) return [];
        const { alone } = releaseFrom(file, { text: text! }, []).value ?? {};
        return [{ application, place: `${environment}/${application}`, file, was, is, ...(alone && { alone }) }];
      });
      const moving = members.filter(hasMoved);
      if (!moving.length) return [];
      return [
        {
          environment,
          group: group.name,
          members: members.map(({ application }) => application),
          moving: moving.map(({ application, file, alone }) => ({ application, file, ...(alone && { alone }) })),
          left: leftBehind(root, members, baseCommit),
          isRegrouped: isAnother(group, before),
        },
      ];
    });
  });
}

const hasMoved = ({ was, is }: Member): boolean => was.active !== is.active || was.shared !== is.shared;

function isAnother({ name, members }: Group, before: readonly Group[]): boolean {
  const then = before.find(group => group.name === name)?.members ?? [];
  return String([...then].sort()) !== String([...members].sort());
}

// Those whose turn it was, as the history of the base tells.
function leftBehind(root: string, members: readonly Member[], baseCommit: string): string[] {
  const moving = members.filter(hasMoved);
  const staying = members.filter(member => !moving.includes(member));
  if (!staying.length) return [];
  const places = members.map(({ place }) => place);
  const versions = [...versionsIn(root, places, baseCommit)];
  const standings = new Map(
    places.map(place => {
      const own = versions.filter(version => version.place === place);
      return [place, standingOf([...own].reverse(), Date.now())] as const;
    }),
  );
  const goesBack = ({ place, was, is }: Member) => {
    if (was.active === is.active) return was.shared;
    return isLeft(standings.get(place)?.[is.active]);
  };
  const shared = members.filter(({ was }) => was.shared).map(({ place }) => place);
  const movers = shared.length ? shared : lastMovers(versions);
  const isDue = ({ place, was }: Member) => {
    const idle = otherColour(was.active);
    const standing = standings.get(place)?.[idle];
    return (
      was.shared || (was[idle]?.retired === false && standing?.deployed.commit.cutOff === false && !isLeft(standing))
    );
  };
  const isMissed = moving.every(goesBack) ? ({ place }: Member) => movers.includes(place) : isDue;
  return staying.filter(isMissed).map(({ application }) => application);
}
