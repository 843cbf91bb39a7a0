import type { Application } from '../../construct/model';
import type { DeliveredApplication } from '../../project/engines/delivery';
import { BadInput } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import type { PlacedApplication } from '../../project/files/placed-application';
import type { Manifest } from '../../project/output/manifests';
import { yamlText } from '../../project/output/yaml-text';

// cdk8s is loaded here and not before: it takes its time.
const rendering = () => import('./rendering');

/**
 * All files of an application, by path in its folder. While users are still on what ran before it, the Service that they
 * come through is not among them: it is somebody else's.
 * @throws BadInput when an object comes out that Kubernetes would not take
 */
export async function renderedFiles({
  application,
  takeover,
}: Pick<PlacedApplication, 'application' | 'takeover'>): Promise<Map<string, string>> {
  const { ManifestError, renderApplication } = await rendering();
  try {
    const manifests = renderApplication(application);
    return files(
      takeover?.step === 'beside' ? manifests.filter(({ object }) => !isActive(object, application)) : manifests,
    );
  } catch (error) {
    // The rendering is a program of its own, so only here is its class the one that it throws.
    if (error instanceof ManifestError) throw new BadInput(error.message);
    throw error;
  }
}

/** The files that tell engines of an application, by path in dist/. */
export async function engineFiles(application: DeliveredApplication): Promise<Map<string, string>> {
  const { applicationFiles, loaded } = await rendering();
  return applicationFiles(application, await loaded());
}

/** The files that tell engines of all environments, by path in dist/. */
export async function environmentFiles(settings: SettingsFile): Promise<Map<string, string>> {
  const { environmentFiles, loaded } = await rendering();
  return environmentFiles(settings, await loaded());
}

function isActive({ kind, metadata: { name } }: Manifest['object'], { serviceNames }: Application): boolean {
  return kind === 'Service' && name === serviceNames.active;
}

function files(manifests: readonly Manifest[]): Map<string, string> {
  return new Map(manifests.map(({ path, object }) => [path, yamlText(object)]));
}
