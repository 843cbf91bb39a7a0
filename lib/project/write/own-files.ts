import { BadInput, type Diagnostic } from '../files/diagnostic';
import { madeFor } from '../output/layout';
import { type Below, pathsBelow, textOf } from './files-below';

/** What stands in dist/ and is not to stand there after a synth. */
export interface Stale {
  /** What the tool made of inputs that are gone, or were others: it goes. */
  readonly own: readonly string[];
  /** What an engine would apply and the tool has not made: nobody but its owner may take it away. */
  readonly foreign: readonly string[];
}

const LABEL = /^ {4}app\.kubernetes\.io\/managed-by: cdk8s-blue-green\r?$/m;

/**
 * Whether the tool has made a file: by its place and name, and, where it belongs to an application, by the label that
 * says so. A file of another version, or that somebody edited, is its own as well.
 * @param path from dist/
 */
function isOwn(path: string, text: () => string): boolean {
  const whose = madeFor(path);
  return whose === 'environment' || (whose === 'application' && LABEL.test(text()));
}

// All that any engine takes out of a folder; some also look for what other tools call theirs.
const APPLIED = /\.(?:ya?ml|json|jsonnet|libsonnet)$/i;

/** Whether an engine takes no notice of a file in dist/, such as a README.md or a .gitattributes: then it may stand there. */
function mayStand(path: string): boolean {
  return !APPLIED.test(path);
}

/**
 * Looks through a folder for what is not wanted there.
 * @param base the folder that paths are told from, and that holds `dist`
 * @param dist the folder of the output, from there; '' for itself
 * @param folder from dist/; '' for all of it
 * @param wanted paths from dist/
 * @param below what stands in the folder. @default - it is looked through
 */
export function staleIn(
  base: string,
  dist: string,
  folder: string,
  wanted: { has(path: string): boolean },
  below?: Below,
): Stale {
  const joined = (...steps: string[]) => steps.filter(Boolean).join('/');
  const { files, others } = below ?? pathsBelow(base, joined(dist, folder));
  const extra = files.flatMap(path => {
    const inDist = joined(folder, path);
    return wanted.has(inDist) ? [] : [inDist];
  });
  const own = extra.filter(path => isOwn(path, () => textOf(base, joined(dist, path))));
  const kept = new Set(own);
  const foreign = extra.filter(path => !kept.has(path) && !mayStand(path));
  // A link may lead anywhere, be its name what it is.
  return { own, foreign: [...foreign, ...others.map(path => joined(folder, path))] };
}

/** @param dist as the user knows it */
export function foreignProblems(dist: string, foreign: readonly string[]): Diagnostic[] {
  return foreign.map(path => ({
    file: `${dist}/${path}`,
    message:
      'this tool has not made it, and an engine would apply or follow it: expected nothing beside what a synth writes',
    fix: 'move it to another folder, or delete it; it is left as it is',
  }));
}

/**
 * @param dist as the user knows it
 * @throws BadInput that names all foreign files; nothing is written then
 */
export function refuseForeign(dist: string, foreign: readonly string[]): void {
  if (!foreign.length) return;
  throw BadInput.of(foreignProblems(dist, foreign), 'Nothing is written.');
}
