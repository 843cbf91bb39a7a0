import { type SettingsFile, settingsFile } from '../spec/files';
import { nearest } from '../spec/nearest';
import type { LocatedProblem } from './located-problem';
import { readValidated } from './validated-file';

const FILE = 'bluegreen.yaml';

/** Reads bluegreen.yaml; undefined where it can't be used. */
export function readSettings(root: string, problems: LocatedProblem[]): SettingsFile | undefined {
  const { file, value } = readValidated<SettingsFile>(root, FILE, settingsFile, problems);
  if (!value || Object.keys(value.environments).length) return value;
  problems.push(file.locate({ path: ['environments'], message: 'expected at least one environment, got none' }));
  return undefined;
}

/** What is wrong with the name of an environment that bluegreen.yaml does not have. */
export function unknownEnvironment(
  name: string,
  settings: SettingsFile | undefined,
): { readonly message: string; readonly fix?: string } | undefined {
  // While bluegreen.yaml itself is wrong, nobody knows which environments there are.
  if (!settings || Object.hasOwn(settings.environments, name)) return undefined;
  const environments = Object.keys(settings.environments);
  const near = nearest(name, environments);
  return {
    message: `${FILE} has no environment "${name}": expected one of ${environments.join(', ')}`,
    ...(near && { fix: `the nearest is "${near}"` }),
  };
}
