import { nearest } from '../../construct/props/nearest';
import type { Diagnostic } from './diagnostic';
import { type ReleaseFile, releaseFile, type SettingsFile } from './files';
import { subfoldersIn, yamlFilesIn } from './folder';
import type { Folders } from './folders';
import { unknownEnvironment } from './settings';
import type { Specs } from './specs';
import { readValidated, type ValidatedFile } from './validated-file';

/** The release state of one application in one environment. */
export interface ReleaseState extends ValidatedFile<ReleaseFile> {
  readonly environment: string;
  readonly application: string;
}

/** Reads the folder of the release files. */
export function readReleases(
  root: string,
  { apps, releases: all }: Folders,
  settings: SettingsFile | undefined,
  specs: Specs,
  problems: Diagnostic[],
): ReleaseState[] {
  const releases = subfoldersIn(root, all, problems).flatMap(environment => {
    const folder = `${all}/${environment}`;
    const unknown = unknownEnvironment(environment, settings);
    if (unknown) problems.push({ file: `${folder}/`, ...unknown });
    return yamlFilesIn(root, folder, problems).map(entry => {
      const application = entry.slice(0, -'.yaml'.length);
      if (!specs.has(application)) problems.push(withoutSpec(`${folder}/${entry}`, apps, application, specs));
      // One line more or less in a release file must change one colour and nothing else.
      const options = { aliases: false };
      const read = readValidated<ReleaseFile>(root, `${folder}/${entry}`, releaseFile, problems, options);
      return { environment, application, ...read };
    });
  });
  const environments = settings ? Object.keys(settings.environments) : ['<environment>'];
  for (const [name, { file }] of specs) {
    if (releases.some(({ application }) => application === name)) continue;
    problems.push({
      file: file.file,
      message: `"${name}" has no release in any environment`,
      fix: `write ${all}/${environments[0]}/${name}.yaml`,
    });
  }
  return releases;
}

function withoutSpec(file: string, apps: string, application: string, specs: Specs): Diagnostic {
  const near = nearest(application, [...specs.keys()]);
  return {
    file,
    message: `there is no application "${application}": expected ${apps}/${application}.yaml`,
    ...(near && { fix: `the nearest is "${near}"` }),
  };
}
