import type { DeliveredApplication } from '../../project/engines/delivery';
import { readSpec } from '../../project/files/application-files';
import type { SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { companionsOf } from '../../project/files/groups';
import { specIn } from '../../project/files/placed-application';
import { engineFoldersOf, layoutOf } from '../../project/output/layout';
import { filesBelow } from '../../project/write/files-below';
import { deployedIn } from './deployed';
import { engineFiles } from './rendered-files';

type First = DeliveredApplication & { readonly companions: readonly string[] };

/**
 * What an application's first release in an environment brings along: the files that tell engines of it, and of those that
 * move together with it from now on, as far as they do not stand there yet. No later release changes them.
 * @returns contents by path from the project's folder
 */
export async function firstDelivery(
  root: string,
  settings: SettingsFile,
  application: First,
): Promise<Map<string, string>> {
  const { inDist } = layoutOf(foldersOf(settings).dist);
  const all = [application, ...companionsAnew(root, settings, application)];
  const folders = all.flatMap(({ environment, props }) => engineFoldersOf(environment, props.name).map(inDist));
  const present = new Map<string, string>(
    folders.flatMap(folder =>
      [...filesBelow(root, folder)].map(([path, text]) => [`${folder}/${path}`, text] as const),
    ),
  );
  const files = (await Promise.all(all.map(engineFiles))).flatMap(told =>
    [...told].map(([path, text]) => [inDist(path), text] as const),
  );
  return new Map(files.filter(([path, text]) => present.get(path) !== text));
}

function companionsAnew(
  root: string,
  settings: SettingsFile,
  { environment, props, companions, delivery }: First,
): DeliveredApplication[] {
  const deployed = [...deployedIn(root, settings, environment), props.name];
  return companions.flatMap(name => {
    // What is wrong with the files of another one is told where it is meant.
    const spec = readSpec(root, foldersOf(settings), name, []).value;
    if (!spec) return [];
    const { migrate, watch } = specIn(environment, spec, settings.environments[environment]);
    const others = companionsOf(settings, name, deployed);
    return [{ environment, props: { name, migrate, watch }, companions: others, ...(delivery && { delivery }) }];
  });
}
