import { join } from 'node:path';
import type { SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { yamlStems } from '../verbs/applications';

/** The applications of an environment; none where nothing moves together, and so nobody has to know. */
export function deployedIn(root: string, settings: SettingsFile, environment: string): string[] {
  return settings.groups ? yamlStems(join(root, foldersOf(settings).releases, environment)) : [];
}
