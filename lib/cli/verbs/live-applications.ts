import { activeServicesOf, type Served, servedBy } from '../../cluster/drift/traffic';
import { liveObjects } from '../../cluster/kubectl/objects';
import type { Colour } from '../../construct/props/colour';
import type { SettingsFile } from '../../project/files/files';

/** What a cluster has of an application, as far as verbs ask. */
interface LiveApplication {
  /** Where it leads users; undefined where to neither colour. */
  readonly served: Served | undefined;
  /** How many pods a colour is to have now, as its autoscaler has set it; undefined where it has none. */
  podsOf(colour: Colour): number | undefined;
}

/**
 * Asks the cluster of an environment, once, what it has of each application.
 * @throws ClusterError when the cluster can't be asked
 */
export async function liveApplications(
  environment: string,
  settings: SettingsFile,
): Promise<(application: string) => LiveApplication> {
  const { namespace, cluster } = settings.environments[environment]!;
  const objects = await liveObjects({ environment, namespace, cluster });
  const known = new Map(objects.map(object => [`${object.kind}/${object.metadata.name}`, object]));
  return application => ({
    served: servedBy(application, activeServicesOf(application, objects)[0]),
    podsOf: colour => {
      const deployment = known.get(`Deployment/${application}-${colour}`);
      return deployment && (deployment.spec?.['replicas'] ?? 1);
    },
  });
}
