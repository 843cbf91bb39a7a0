import { type SettingsFile, settingsFile } from '../spec/files';
import { nearest } from '../spec/nearest';
import { type FileText, readFileText } from './file-text';
import type { LocatedProblem } from './located-problem';
import { type ValidatedFile, validated } from './validated-file';

const FILE = 'bluegreen.yaml';

/** Reads bluegreen.yaml; it has no value where it can't be used. */
export function readSettings(root: string, problems: LocatedProblem[]): ValidatedFile<SettingsFile> {
  return settingsFrom(readFileText(root, FILE), problems);
}

/** bluegreen.yaml from its text. */
export function settingsFrom(text: FileText, problems: LocatedProblem[]): ValidatedFile<SettingsFile> {
  const read = validated<SettingsFile>(FILE, text, settingsFile, problems);
  if (!read.value || Object.keys(read.value.environments).length) return read;
  problems.push(read.file.locate({ path: ['environments'], message: 'expected at least one environment, got none' }));
  return { file: read.file };
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
