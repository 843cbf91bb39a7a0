import { longEngineNames } from '../../project/engines/engine-names';
import type { Diagnostic } from '../../project/files/diagnostic';
import type { PlacedApplication } from '../../project/files/placed-application';
import { applicationFolder, type Layout } from '../../project/output/layout';
import type { Manifest } from '../../project/output/manifests';
import { yamlText } from '../../project/output/yaml-text';
import { filesBelow } from '../../project/write/files-below';
import { foreignProblems, staleIn } from '../../project/write/own-files';
import { renderedManifests } from './rendered-files';

/** What an application makes, beside what stands in its folder of dist/. */
export interface Output {
  /** What paths say in the project. */
  readonly layout: Layout;
  /** From the project's folder. */
  readonly folder: string;
  /** Paths in the folder of all files of the tool's own that stand there or are to. */
  readonly files: readonly string[];
  /** Why nothing may be written: files in the folder that somebody else made. */
  readonly foreign: readonly Diagnostic[];
  /** Those that are to change. */
  readonly differing: readonly string[];
  /** What a file is to hold; undefined where it is to go. */
  contentOf(file: string): string | undefined;
  /** What that text says. */
  objectOf(file: string): Manifest['object'] | undefined;
  /** What a file holds now; null where there is none. */
  foundIn(file: string): string | null;
}

/**
 * Renders one application.
 * @returns undefined where its files are wrong; what is wrong with them is added to the problems
 */
export async function outputOf(
  root: string,
  layout: Layout,
  placed: PlacedApplication,
  problems: Diagnostic[],
): Promise<Output | undefined> {
  const { environment, application, locate } = placed;
  const { name } = application;
  const found = [...placed.problems, ...longEngineNames(placed)].map(locate);
  problems.push(...found);
  if (found.some(problem => !problem.warning)) return undefined;
  const place = `${applicationFolder(environment, name)}/`;
  const { dist } = layout;
  const folder = layout.inDist(applicationFolder(environment, name));
  const manifests = await renderedManifests(placed);
  const rendered = new Map(manifests.map(({ path, object }) => [path, yamlText(object)]));
  const objects = new Map(manifests.map(({ path, object }) => [path, object]));
  const stale = staleIn(root, dist, place.slice(0, -1), { has: path => rendered.has(path.slice(place.length)) });
  const own = new Set(stale.own);
  const present = new Map(
    [...filesBelow(root, folder)].filter(([path]) => rendered.has(path) || own.has(`${place}${path}`)),
  );
  const files = [...new Set([...rendered.keys(), ...present.keys()])].sort();
  return {
    layout,
    folder,
    files,
    foreign: foreignProblems(dist, stale.foreign),
    differing: files.filter(file => rendered.get(file) !== present.get(file)),
    contentOf: file => rendered.get(file),
    objectOf: file => objects.get(file),
    foundIn: file => present.get(file) ?? null,
  };
}
