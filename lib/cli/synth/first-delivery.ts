import type { DeliveredApplication } from '../../project/engines/delivery';
import { engineFoldersOf, type Layout } from '../../project/output/layout';
import { filesBelow } from '../../project/write/files-below';
import { engineFiles } from './rendered-files';

/**
 * What an application's first release in an environment brings along: the files that tell engines of it, as far as they
 * do not stand there yet. No later release changes them.
 * @returns contents by path from the project's folder
 */
export async function firstDelivery(
  root: string,
  { inDist }: Layout,
  application: DeliveredApplication,
): Promise<Map<string, string>> {
  const folders = engineFoldersOf(application.environment, application.props.name).map(inDist);
  const present = new Map<string, string>(
    folders.flatMap(folder =>
      [...filesBelow(root, folder)].map(([path, text]) => [`${folder}/${path}`, text] as const),
    ),
  );
  const files = [...(await engineFiles(application))].map(([path, text]) => [inDist(path), text] as const);
  return new Map(files.filter(([path, text]) => present.get(path) !== text));
}
