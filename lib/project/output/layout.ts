/**
 * What stands where below dist/, for all that ask:
 *
 *     dist/apps/<environment>/<application>/<unit>/<Kind>.<name>.k8s.yaml   what is applied
 *     dist/<engine>/<environment>/…                                         what an engine is told of an environment
 *     dist/<engine>/<environment>/<application>/…                           and of one application
 */
import { ENGINES } from '../engines';
import type { Engine } from '../engines/engine';

export const DIST = 'dist';

/** Where applications are, from the project's folder. */
export const APPLICATIONS = `${DIST}/apps`;

/** What engines are told, from the project's folder. */
export const ENGINE_FOLDERS: readonly string[] = ENGINES.map(({ id }) => `${DIST}/${id}`);

/** A path in dist/, from the project's folder. */
export const inDist = (path: string): string => `${DIST}/${path}`;

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

/** Where a file of an application stands. */
export interface OutputPath {
  readonly environment: string;
  readonly application: string;
  /** `dist/apps/production/ping`, with what stands in front of dist/. */
  readonly folder: string;
  /** `blue`, `release/traffic`: what an engine applies as one. */
  readonly unit: string;
}

/** Takes apart the path of a file below `dist/apps`; undefined for any other. */
export function outputPath(file: string): OutputPath | undefined {
  const match = /^((?:.*\/)?dist\/apps\/([^/]+)\/([^/]+))\/((?:.*\/)?)[^/]+$/.exec(file);
  if (!match) return undefined;
  const [, folder, environment, application, unit] = match as unknown as [string, string, string, string, string];
  return { environment, application, folder, unit: unit.replace(/\/$/, '') };
}

const ids = (knowsApplications: boolean) =>
  ENGINES.filter(engine => engine.knowsApplications === knowsApplications).map(({ id }) => id);
const OF_ENVIRONMENTS = ids(false);
const OF_BOTH = ids(true);

const oneOf = (words: readonly string[]) => `(?:${words.join('|')})`;
const FOR_ENGINES = new RegExp(`(?:^|/)${DIST}/${oneOf(ENGINES.map(({ id }) => id))}/(.*)$`);
const OF_APPLICATION = new RegExp(`^(${DIST}/${oneOf(['apps', ...OF_BOTH])}/([^/]+)/([^/]+))/`);
const OF_ALL = new RegExp(`^${DIST}/(?:${oneOf(OF_ENVIRONMENTS)}/|${oneOf(OF_BOTH)}/[^/]+/[^/]+$)`);

/** The application whose output, or what engines are told of it, a file is, by its path from the project's folder. */
export function ownerOf(
  file: string,
): { readonly environment: string; readonly application: string; readonly folder: string } | undefined {
  const [, folder, environment, application] = OF_APPLICATION.exec(file) ?? [];
  if (folder === undefined) return undefined;
  return { environment: environment!, application: application!, folder };
}

/** Whether a file tells engines of a whole environment, by its path from the project's folder. */
export const isOfEnvironment = (file: string): boolean => OF_ALL.test(file);

/** Whether a file tells engines something, whatever stands in front of dist/. */
export const isForEngines = (file: string): boolean => FOR_ENGINES.test(file);

/** Whether a file is the script of an environment, whatever stands in front of dist/. */
export const isScript = (file: string): boolean => isForEngines(file) && file.endsWith('.sh');

/** Of which environment, or `<environment>/<application>`, a file tells engines. */
export function placeInEngines(file: string): string {
  const [environment, application, ...rest] = FOR_ENGINES.exec(file)![1]!.split('/');
  return rest.length ? `${environment}/${application}` : environment!;
}

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
