import type { DeliveredApplication } from '../project/engines/kustomizations';
import { filesBelow } from '../project/write/files-below';
import { engineFiles } from './rendered-files';

/**
 * What an application's first release in an environment brings along: the files that tell engines of it, as far as they
 * do not stand there yet. No later release changes them.
 * @returns contents by path from the project's folder
 */
export async function firstDelivery(root: string, application: DeliveredApplication): Promise<Map<string, string>> {
  const folder = `flux/${application.environment}/${application.props.name}`;
  const present = filesBelow(root, `dist/${folder}`);
  const files = [...(await engineFiles(application))];
  return new Map(
    files
      .filter(([path, text]) => present.get(path.slice(folder.length + 1)) !== text)
      .map(([path, text]) => [`dist/${path}`, text]),
  );
}
