import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reason } from '../../project/files/file-text';
import type { Folders } from '../../project/files/folders';
import type { Verb } from '../../release/expected-changes';
import { UserError } from '../../text/user-error';

/** The applications that a verb can be done to: a deploy may be an application's first one in an environment. */
export function applicationsFor(root: string, { apps, releases }: Folders, verb: Verb, environment: string): string[] {
  return yamlStems(join(root, verb === 'deploy' ? apps : join(releases, environment)));
}

/**
 * Names of the YAML files in a folder, without ".yaml", sorted; none where the folder is missing.
 * @throws UserError where it can't be read
 */
export function yamlStems(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(file => file.endsWith('.yaml') && !file.startsWith('.'))
      .map(file => file.slice(0, -'.yaml'.length))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UserError(`${folder}: ${reason(error)}`);
  }
}
