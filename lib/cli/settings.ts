import type { SettingsFile } from '../project/files/files';
import { type LocatedProblem, problemText } from '../project/files/located-problem';
import { readSettings, settingsFrom } from '../project/files/settings';
import { type ValidatedFile, valid } from '../project/files/validated-file';
import { BadInput } from './bad-input';

/**
 * bluegreen.yaml, without which no verb knows where it is.
 * @throws BadInput with all that is wrong with it
 */
export function settingsOf(root: string): Required<ValidatedFile<SettingsFile>> {
  return usable(problems => readSettings(root, problems));
}

/**
 * bluegreen.yaml from a text that is not written yet.
 * @throws BadInput with all that is wrong with it
 */
export function settingsIn(text: string): Required<ValidatedFile<SettingsFile>> {
  return usable(problems => settingsFrom({ text }, problems));
}

function usable(
  read: (problems: LocatedProblem[]) => ValidatedFile<SettingsFile>,
): Required<ValidatedFile<SettingsFile>> {
  const problems: LocatedProblem[] = [];
  const settings = valid(read(problems));
  if (!settings || problems.some(({ warning }) => !warning)) {
    throw new BadInput(problems.map(problem => problemText(problem).text).join('\n'));
  }
  return settings;
}
