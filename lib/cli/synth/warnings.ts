import type { Application } from '../../construct/model';
import { filesOf, releasePath } from '../../project/files/application-files';
import { type Diagnostic, diagnosticText } from '../../project/files/diagnostic';
import { readFileText } from '../../project/files/file-text';
import type { Folders } from '../../project/files/folders';
import { lostReplicas } from '../../release/lost-replicas';
import { complain } from '../print';
import { holdsOneOf, ignoredInProject } from './ignored-files';
import type { Place } from './load-project';

/** What applications are made from. */
export function inputFiles(folders: Folders, places: readonly Place[]): string[] {
  const own = places.flatMap(({ environment, name }) => {
    const { spec, release } = filesOf(folders, environment, name);
    return [spec, release];
  });
  return ['bluegreen.yaml', ...own];
}

/**
 * Says on standard error which of these files git ignores: they are there, and nobody else will ever have them.
 * @param known what git is known to ignore. @default - it is asked
 */
export function warnOfIgnored(
  root: string,
  folders: Folders,
  inputs: readonly string[],
  output: ReadonlyMap<string, unknown>,
  known?: readonly string[],
): void {
  const [isInput, isOutput] = [holdsOneOf(new Set(inputs)), holdsOneOf(output)];
  for (const { message, fix } of ignoredInProject(root, folders, path => isInput(path) || isOutput(path), known)) {
    complain(`warning: ${message}\n    fix: ${fix}`);
  }
}

/** Says on standard error that users would be on one pod, where a synth is about to write it. */
export function warnOfLostReplicas(
  dist: string,
  folders: Folders,
  environment: string,
  application: Application,
  made: ReadonlyMap<string, string>,
): void {
  const inDist = (file: string) => {
    const read = readFileText(dist, `apps/${environment}/${application.name}/${file}`);
    return 'text' in read ? read.text : undefined;
  };
  const path = releasePath(folders, environment, application.name);
  const lost = lostReplicas(application, environment, path, inDist, file => made.get(file));
  if (!lost) return;
  const { why: message, wayOut: fix } = lost;
  const problem: Diagnostic = {
    file: path,
    message,
    fix,
    warning: true,
  };
  complain(diagnosticText(problem));
}
