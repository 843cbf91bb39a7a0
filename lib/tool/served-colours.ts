import { type Served, servedBy } from '../drift/traffic';
import { LiveError } from '../live/live-error';
import { liveObjects } from '../live/objects';
import type { SettingsFile } from '../spec/files';
import { BadInput } from './bad-input';

/**
 * Asks the cluster of an environment, once, to which colour it leads the users of each application.
 * @throws BadInput when the cluster can't be asked
 */
export async function servedColours(
  environment: string,
  settings: SettingsFile,
): Promise<(application: string) => Served | undefined> {
  const { namespace, cluster } = settings.environments[environment]!;
  try {
    const objects = await liveObjects({ environment, namespace, cluster });
    const services = new Map(objects.filter(({ kind }) => kind === 'Service').map(one => [one.metadata.name, one]));
    return application => servedBy(application, services.get(application));
  } catch (error) {
    if (!(error instanceof LiveError)) throw error;
    throw new BadInput(`error: ${error.message}`);
  }
}
