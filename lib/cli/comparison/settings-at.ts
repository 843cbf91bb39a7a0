import type { SettingsFile } from '../../project/files/files';
import { settingsFrom } from '../../project/files/settings';
import { textsIn } from './texts';

const FILE = 'bluegreen.yaml';

/**
 * What bluegreen.yaml says on one side of a change; undefined where it is not there, or wrong.
 * @param commit undefined for the work tree
 */
export function settingsAt(root: string, commit: string | undefined): SettingsFile | undefined {
  const text = textsIn(root, commit, [FILE]).get(FILE);
  return text === undefined ? undefined : settingsFrom({ text }, []).value;
}
