import { type LocatedProblem, problemText } from '../read/located-problem';
import { readSettings, settingsFrom } from '../read/settings';
import { type ValidatedFile, valid } from '../read/validated-file';
import type { SettingsFile } from '../spec/files';

/** bluegreen.yaml can't be used; the message is all that is wrong with it. */
export class BadSettings extends Error {}

/**
 * bluegreen.yaml, without which no verb knows where it is.
 * @throws BadSettings
 */
export function settingsOf(root: string): Required<ValidatedFile<SettingsFile>> {
  return usable(problems => readSettings(root, problems));
}

/**
 * bluegreen.yaml from a text that is not written yet.
 * @throws BadSettings
 */
export function settingsIn(text: string): Required<ValidatedFile<SettingsFile>> {
  return usable(problems => settingsFrom({ text }, problems));
}

function usable(
  read: (problems: LocatedProblem[]) => ValidatedFile<SettingsFile>,
): Required<ValidatedFile<SettingsFile>> {
  const problems: LocatedProblem[] = [];
  const settings = valid(read(problems));
  if (!settings) throw new BadSettings(problems.map(problemText).join('\n'));
  return settings;
}
