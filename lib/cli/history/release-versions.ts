import { committedWith } from '../../git/committed';
import { type FileVersion, versionsOf } from '../../git/versions';
import type { PlacedVersion } from '../../history/last-movers';
import { foldersIn } from '../../project/files/folders';

const SETTINGS = 'bluegreen.yaml';

/**
 * All committed versions of release files, the newest first, wherever they stood: a commit that gives their folder another
 * name in bluegreen.yaml changes none of them.
 * @param places of git's glob pathspecs: `production/ping`, `*\/ping`
 * @see versionsOf
 */
export function* releaseVersions(
  root: string,
  places: readonly string[],
  revision = 'HEAD',
  since?: number,
): Generator<PlacedVersion> {
  const { commit, texts } = committedWith(root, revision, [SETTINGS]);
  let { releases } = foldersIn(texts.get(SETTINGS));
  const { patterns, isWanted } = asked(places);
  for (let from: string | undefined = commit; from !== undefined; ) {
    const files = patterns.map(place => `${releases}/${place}.yaml`);
    let next: string | undefined;
    for (const versions of byCommit(versionsOf(root, [...files, SETTINGS], from, since))) {
      const made = versions
        .filter(({ path }) => path !== SETTINGS)
        .map(version => placed(version, releases))
        .filter(isWanted);
      const before = renamedFrom(versions.find(({ path }) => path === SETTINGS));
      if (before === undefined) {
        yield* made;
        continue;
      }
      const { hash } = versions[0]!.commit;
      yield* moved(made, lostIn(root, hash, patterns, before, isWanted));
      releases = before;
      next = `${hash}^`;
      break;
    }
    from = next;
  }
}

// Git holds every path of every commit against each of them: a thousand take a hundred times as long as one for all.
const MANY = 20;

/** What git is asked for, and which of what it tells was meant. */
function asked(places: readonly string[]) {
  if (places.length <= MANY || places.some(place => place.includes('*'))) {
    return { patterns: places, isWanted: () => true };
  }
  const wanted = new Set(places);
  return {
    patterns: [...new Set(places.map(place => place.replace(/[^/]*$/, '*')))],
    isWanted: ({ place }: PlacedVersion) => wanted.has(place),
  };
}

function* byCommit(versions: Iterable<FileVersion>): Generator<FileVersion[]> {
  let together: FileVersion[] = [];
  for (const version of versions) {
    if (together.length && together[0]!.commit.hash !== version.commit.hash) {
      yield together;
      together = [];
    }
    together.push(version);
  }
  if (together.length) yield together;
}

function placed({ path, ...version }: FileVersion, releases: string): PlacedVersion {
  return { place: path.slice(releases.length + 1, -'.yaml'.length), ...version };
}

// The name that a commit takes from the folder of release files.
function renamedFrom(settings: FileVersion | undefined): string | undefined {
  if (settings?.before === undefined || settings.text === undefined) return undefined;
  const { releases } = foldersIn(settings.before);
  return releases === foldersIn(settings.text).releases ? undefined : releases;
}

// What a commit takes out of the folder with the old name.
function lostIn(
  root: string,
  hash: string,
  patterns: readonly string[],
  releases: string,
  isWanted: (version: PlacedVersion) => boolean,
): Map<string, PlacedVersion> {
  const lost = new Map<string, PlacedVersion>();
  const files = patterns.map(place => `${releases}/${place}.yaml`);
  for (const version of versionsOf(root, files, hash)) {
    if (version.commit.hash !== hash) break;
    const one = placed(version, releases);
    if (one.text === undefined && isWanted(one)) lost.set(one.place, one);
  }
  return lost;
}

function moved(made: readonly PlacedVersion[], lost: ReadonlyMap<string, PlacedVersion>): PlacedVersion[] {
  const kept = new Set(made.map(({ place }) => place));
  return [
    ...made.flatMap(version => {
      const before = version.before ?? lost.get(version.place)?.before;
      return before === version.text ? [] : [{ ...version, before }];
    }),
    ...[...lost.values()].filter(({ place }) => !kept.has(place)),
  ];
}
