/**
 * What stands where below dist/, which a project may call otherwise, for all that ask:
 *
 *     dist/apps/<environment>/<application>/<unit>/<Kind>.<name>.k8s.yaml   what is applied
 *     dist/<engine>/<environment>/…                                         what an engine is told of an environment
 *     dist/<engine>/<environment>/<application>/…                           and of one application
 */
import { ENGINES } from '../engines';
import type { Engine } from '../engines/engine';
import { FOLDERS } from '../files/folders';

/** The folder of an environment's applications, from dist/. */
export const applicationsFolder = (environment: string): string => `apps/${environment}`;

/** The folder of an application, from dist/. */
export const applicationFolder = (environment: string, application: string): string =>
  `${applicationsFolder(environment)}/${application}`;

/** What an engine is told of an environment, from dist/. */
export const engineFolder = ({ id }: Pick<Engine, 'id'>, environment: string): string => `${id}/${environment}`;

/** What engines are told of an application: folders from dist/, of all engines that are told of applications. */
export function engineFoldersOf(environment: string, application: string): string[] {
  return ENGINES.filter(({ knowsApplications }) => knowsApplications).map(
    engine => `${engineFolder(engine, environment)}/${application}`,
  );
}

/**
 * Which of many files are of an application, and of what engines are told of it.
 * @param paths from dist/, sorted
 */
export function byApplication(paths: readonly string[]): (environment: string, application: string) => string[] {
  const folders = new Map<string, string[]>();
  let [folder, files]: [string, string[]] = ['', []];
  for (const path of paths) {
    if (!folder || !path.startsWith(folder)) {
      folder = /^(?:[^/]+\/){3}/.exec(path)?.[0] ?? '';
      files = [];
      if (folder) folders.set(folder, files);
    }
    files.push(path);
  }
  return (environment, application) =>
    [applicationFolder(environment, application), ...engineFoldersOf(environment, application)]
      .flatMap(folder => folders.get(`${folder}/`) ?? [])
      .sort();
}

/** Where a file of an application stands. */
export interface OutputPath {
  readonly environment: string;
  readonly application: string;
  /** `production/ping`. */
  readonly place: string;
  /** `dist/apps/production/ping`, with what stands in front of dist/. */
  readonly folder: string;
  /** The same without the name of dist/, which a change may give another one. */
  readonly key: string;
  /** `blue`, `release/traffic`: what an engine applies as one. */
  readonly unit: string;
}

/** What an application is made of, or what engines are told of it, by its path from the project's folder. */
interface Owner {
  readonly environment: string;
  readonly application: string;
  readonly folder: string;
}

/** What a path says, where dist/ is called as a project calls it. */
export interface Layout {
  /** What dist/ is called. */
  readonly dist: string;
  /** Where applications are, from the project's folder. */
  readonly applications: string;
  /** What engines are told, from the project's folder. */
  readonly engineFolders: readonly string[];
  /** A path in dist/, from the project's folder. */
  inDist(path: string): string;
  /** Takes apart the path of a file below `dist/apps`, whatever stands in front of dist/; undefined for any other. */
  outputPath(file: string): OutputPath | undefined;
  /** The application whose output, or what engines are told of it, a file is, by its path from the project's folder. */
  ownerOf(file: string): Owner | undefined;
  /** Whether a file tells engines of a whole environment, by its path from the project's folder. */
  isOfEnvironment(file: string): boolean;
  /** Whether a file tells engines something, whatever stands in front of dist/. */
  isForEngines(file: string): boolean;
  /** Whether a file is the script of an environment, whatever stands in front of dist/. */
  isScript(file: string): boolean;
  /** The path of a file that tells engines something, without the name of dist/. */
  keyOf(file: string): string;
  /** Of which environment, or `<environment>/<application>`, a file tells engines. */
  placeInEngines(file: string): string;
}

const ids = (knowsApplications: boolean) =>
  ENGINES.filter(engine => engine.knowsApplications === knowsApplications).map(({ id }) => id);
const OF_ENVIRONMENTS = ids(false);
const OF_BOTH = ids(true);

const oneOf = (words: readonly string[]) => `(?:${words.join('|')})`;

const KNOWN = new Map<string, Layout>();

/**
 * Reads and makes paths by the name of dist/.
 * @param dist the name
 * @param others more names that it has: on the other side of a change that gives it this one
 */
export function layoutOf(dist: string, ...others: readonly string[]): Layout {
  const names = [...new Set([dist, ...others])];
  const key = names.join(' ');
  const known = KNOWN.get(key) ?? layoutNamed(dist, oneOf(names.map(name => name.replaceAll('.', '\\.'))));
  KNOWN.set(key, known);
  return known;
}

function layoutNamed(dist: string, names: string): Layout {
  const ofOutput = new RegExp(`^((?:(.*)/)?${names}/apps/([^/]+)/([^/]+))/((?:.*/)?)[^/]+$`);
  const forEngines = new RegExp(`^(?:(.*)/)?${names}/(${oneOf(ENGINES.map(({ id }) => id))}/(.*))$`);
  const ofApplication = new RegExp(`^(${names}/${oneOf(['apps', ...OF_BOTH])}/([^/]+)/([^/]+))/`);
  const ofAll = new RegExp(`^${names}/(?:${oneOf(OF_ENVIRONMENTS)}/|${oneOf(OF_BOTH)}/[^/]+/[^/]+$)`);
  const isForEngines = (file: string) => forEngines.test(file);
  const inDist = (path: string) => `${dist}/${path}`;
  return {
    dist,
    applications: inDist('apps'),
    engineFolders: ENGINES.map(({ id }) => inDist(id)),
    inDist,
    outputPath: file => {
      const match = ofOutput.exec(file);
      if (!match) return undefined;
      const [, folder, front = '', environment, application, unit] = match as unknown as [
        string,
        string,
        string | undefined,
        string,
        string,
        string,
      ];
      const place = `${environment}/${application}`;
      return { environment, application, place, folder, key: `${front}/${place}`, unit: unit.replace(/\/$/, '') };
    },
    ownerOf: file => {
      const [, folder, environment, application] = ofApplication.exec(file) ?? [];
      if (folder === undefined) return undefined;
      return { environment: environment!, application: application!, folder };
    },
    isOfEnvironment: file => ofAll.test(file),
    isForEngines,
    isScript: file => isForEngines(file) && file.endsWith('.sh'),
    keyOf: file => {
      const [, front = '', path] = forEngines.exec(file)!;
      return `${front}/${path}`;
    },
    placeInEngines: file => {
      const [environment, application, ...rest] = forEngines.exec(file)![3]!.split('/');
      return rest.length ? `${environment}/${application}` : environment!;
    },
  };
}

/** Where nothing else is said. */
export const LAYOUT = layoutOf(FOLDERS.dist);

const MANIFEST = '[A-Z][A-Za-z]*\\.[^/]+\\.k8s\\.yaml';
const MANIFEST_OF_APPLICATION = new RegExp(`^${oneOf(['apps', ...OF_BOTH])}/[^/]+/[^/]+/(?:[^/]+/)*${MANIFEST}$`);
const MANIFEST_OF_ENVIRONMENT = new RegExp(
  `^${oneOf(ENGINES.map(({ id }) => id))}/([^/]+)/[A-Z][A-Za-z]*\\.bluegreen-\\1\\.k8s\\.yaml$`,
);

/** What a file in dist/ belongs to by its place and name, if we may have written it; the path is from dist/. */
export function madeFor(path: string): 'application' | 'environment' | undefined {
  if (MANIFEST_OF_ENVIRONMENT.test(path)) return 'environment';
  const [id, environment, name, ...rest] = path.split('/');
  const engine = ENGINES.find(engine => engine.id === id);
  if (environment && name && !rest.length && engine?.hasMade?.(name)) return 'environment';
  return MANIFEST_OF_APPLICATION.test(path) ? 'application' : undefined;
}
