import { posix } from 'node:path';
import { specFolder, specPath } from '../../project/files/application-files';
import type { Folders } from '../../project/files/folders';
import { type Groups, groupOf } from '../../project/files/groups';
import { type Layout, layoutOf } from '../../project/output/layout';

/**
 * Which of all files have to be read to judge a change of some: of our output all of the same application, and whoever
 * has an object of the same name there; where an address is given away, all who have one in that environment; of what
 * engines are told, the same folder; of other YAML all, because only its content says what belongs together.
 */
export function affected(layout: Layout, changed: readonly string[], all: readonly string[]): string[] {
  const { outputPath, isForEngines } = layout;
  const folders = new Set(changed.flatMap(file => outputPath(file)?.folder ?? []));
  const names = new Set(changed.flatMap(file => nameInEnvironment(layout, file) ?? []));
  const addresses = new Set(changed.flatMap(file => environmentOfAddress(layout, file) ?? []));
  for (const file of all.filter(mayMeet(changed))) {
    const meets =
      names.has(nameInEnvironment(layout, file) ?? '') || addresses.has(environmentOfAddress(layout, file) ?? '');
    const folder = meets && outputPath(file)?.folder;
    if (folder) folders.add(folder);
  }
  const told = new Set(changed.filter(isForEngines).map(file => posix.dirname(file)));
  const foreign = hasForeign(layout, changed);
  const isNear = startingWithOneOf([...folders, ...told].map(folder => `${folder}/`));
  return all.filter(file => {
    if (!foreign && !isNear(file)) return false;
    const ours = outputPath(file);
    if (ours) return folders.has(ours.folder);
    return isForEngines(file) ? told.has(posix.dirname(file)) : foreign;
  });
}

// A short look at a path is worth it for a few folders; of a change of a whole fleet most files are near.
const FEW = 20;

function startingWithOneOf(starts: readonly string[]): (file: string) => boolean {
  return starts.length > FEW ? () => true : file => starts.some(start => file.startsWith(start));
}

/** Whether a change has YAML that is neither our output nor for engines: all such YAML is read then. */
export function hasForeign({ outputPath, isForEngines }: Layout, changed: readonly string[]): boolean {
  return changed.some(file => !outputPath(file) && !isForEngines(file));
}

/**
 * Whether a file may have an object or an address of which a change has one too, by the end of its path alone: of a fleet nearly
 * every name is another one, and needs no closer look.
 */
export function mayMeet(changed: readonly string[]): (file: string) => boolean {
  const ends = new Set(changed.map(endOf));
  const hasAddress = changed.some(file => OF_ADDRESS.test(file));
  return file => ends.has(endOf(file)) || (hasAddress && OF_ADDRESS.test(file));
}

/** What paths hold for which `mayMeet` is to be asked: no other path may; each has a NUL behind it. */
export function textsOfMeeting(changed: readonly string[]): string[] {
  const ends = [...new Set(changed.map(endOf))].map(end => `/${end}\0`);
  return changed.some(file => OF_ADDRESS.test(file)) ? [...ends, ...ADDRESSES.map(kind => `/${kind}.`)] : ends;
}

/** The folders in which a few files are, that have to be read; each with all that a reader needs of it. */
export function foldersOf({ outputPath }: Layout, files: readonly string[]): string[] {
  return [...new Set(files.map(file => outputPath(file)?.folder ?? posix.dirname(file)))];
}

function endOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

// `production Service.ping.k8s.yaml`: a file is named after its object.
function nameInEnvironment({ outputPath }: Layout, file: string): string | undefined {
  const ours = outputPath(file);
  return ours && `${ours.environment} ${endOf(file)}`;
}

// Of an object that gives Services a host and a path, as the name of its file says.
function environmentOfAddress({ outputPath }: Layout, file: string): string | undefined {
  return OF_ADDRESS.test(file) ? outputPath(file)?.environment : undefined;
}

const ADDRESSES = ['Ingress', 'HTTPRoute', 'GRPCRoute'];
const OF_ADDRESS = new RegExp(`/(?:${ADDRESSES.join('|')})\\.[^/]+$`);

/** Whether a change touches an application, or what belongs to all of them. */
export interface Touched {
  application(environment: string, application: string): boolean;
  /** What tells engines of a whole environment. */
  readonly environments: boolean;
}

/**
 * @param changed paths from the folder of the project; undefined where everything counts
 * @param groups what engines are told of a member depends on which others are there. @default - nothing moves together
 */
export function touchedBy(changed: readonly string[] | undefined, folders: Folders, groups: Groups = {}): Touched {
  if (!changed || changed.includes('bluegreen.yaml')) return { application: () => true, environments: true };
  // With the folders of files that specs name.
  const specs = new Set(changed.flatMap(file => [file, ...foldersAbove(file, folders)]));
  const places = new Set(
    changed.map(file => {
      const { environment, application } = applicationOfFile(file, folders) ?? {};
      return `${environment}/${application}`;
    }),
  );
  const isTouched = (environment: string, application: string) =>
    places.has(`${environment}/${application}`) ||
    specs.has(specPath(folders, application)) ||
    specs.has(specFolder(folders, application));
  return {
    application: (environment, application) =>
      [application, ...(groupOf({ groups }, application)?.members ?? [])].some(one => isTouched(environment, one)),
    environments: changed.some(layoutOf(folders.dist).isOfEnvironment),
  };
}

// `apps/ping` of `apps/ping/etc/ping.conf`.
function foldersAbove(file: string, { apps }: Folders): string[] {
  if (!file.startsWith(`${apps}/`)) return [];
  const [application, ...rest] = file.slice(apps.length + 1).split('/');
  return rest.length ? [`${apps}/${application}`] : [];
}

/** The application whose release file or output a file is, by its path from the folder of the project. */
export function applicationOfFile(
  file: string,
  { releases, dist }: Folders,
): { readonly environment: string; readonly application: string } | undefined {
  const inReleases = file.startsWith(`${releases}/`) ? file.slice(releases.length + 1) : '';
  const [, environment, application] = /^([^/]+)\/([^/]+)\.yaml$/.exec(inReleases) ?? [];
  if (environment !== undefined) return { environment, application: application! };
  return file.startsWith(`${dist}/`) ? layoutOf(dist).ownerOf(file) : undefined;
}

/** The application whose spec a file is, or stands in the folder beside it, by its path from the folder of the project. */
export function applicationOfSpec(file: string, { apps }: Folders): string | undefined {
  return file.startsWith(`${apps}/`) ? file.slice(apps.length + 1).replace(/\/.*$|\.yaml$/s, '') : undefined;
}
