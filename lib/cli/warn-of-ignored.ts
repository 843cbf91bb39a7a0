import { releasePath, specPath } from '../project/files/application-files';
import { holdsOneOf, ignoredInProject } from './ignored-files';
import { complain } from './print';
import type { SoundProject } from './sound-project';

/** What applications are made from. */
export function inputFiles(applications: SoundProject['applications']): string[] {
  const own = applications.flatMap(({ environment, props: { name } }) => [
    specPath(name),
    releasePath(environment, name),
  ]);
  return ['bluegreen.yaml', ...own];
}

/** Says on standard error which of these files git ignores: they are there, and nobody else will ever have them. */
export function warnOfIgnored(root: string, files: ReadonlySet<string>): void {
  for (const { message, fix } of ignoredInProject(root, holdsOneOf(files))) {
    complain(`warning: ${message}\n    fix: ${fix}`);
  }
}
