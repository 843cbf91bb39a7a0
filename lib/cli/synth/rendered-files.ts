import type { Application } from '../../construct/model';
import { usersServices } from '../../construct/resolve/service';
import type { DeliveredApplication } from '../../project/engines/delivery';
import type { DeliveredEnvironment } from '../../project/engines/engine';
import type { PlainHandover } from '../../project/engines/engine-files';
import { BadInput } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import type { PlacedApplication } from '../../project/files/placed-application';
import type { Takeover } from '../../project/files/takeover';
import type { Manifest } from '../../project/output/manifests';
import type { Plain } from '../../project/output/plain/objects';
import { yamlText } from '../../project/output/yaml-text';

// cdk8s is loaded here and not before: it takes its time.
export const rendering = () => import('./rendering');

/** All files of an application, by path in its folder: see `renderedManifests`. */
export async function renderedFiles(placed: Rendered): Promise<Map<string, string>> {
  const manifests = await renderedManifests(placed);
  return new Map(manifests.map(({ path, object }) => [path, yamlText(object)]));
}

/** What an application is without us: see `plainOf`. */
export async function plainObjects(placed: Rendered): Promise<Plain> {
  const { plainOf } = await rendering();
  return plainOf(placed.application, await renderedManifests(placed));
}

type Rendered = Pick<PlacedApplication, 'application' | 'takeover' | 'eject'>;

/**
 * All objects of an application. While users are still on what ran before it, the Services that they come through are not
 * among them, nor what else its old files have: they are somebody else's. Until the takeover is done no engine deletes these: who
 * takes the move back takes their files away. Nor are its workers there before that: what ran before is at work. Once users have
 * moved to plain pods, the Services lead to those.
 * @throws BadInput when an object comes out that Kubernetes would not take
 */
export async function renderedManifests({ application, takeover, eject }: Rendered): Promise<Manifest[]> {
  const { ManifestError, ledToPlain, neverDeleted, provingPlain, renderApplication } = await rendering();
  try {
    if (eject?.step === 'moved') {
      const proving = provingPlain(application);
      return ledToPlain(proving, renderApplication(proving));
    }
    if (!takeover) return renderApplication(application);
    const manifests = renderApplication(withoutWorkers(application));
    const shared = ({ object }: Manifest) => isShared(object, application, takeover);
    if (takeover.step === 'moved') return manifests.map(one => (shared(one) ? neverDeleted(one) : one));
    const left = manifests.filter(one => !shared(one));
    if (left.some(isInBase)) return left;
    // Colours wait for this folder: without the Ingress, something else keeps its place.
    const { ingress: _, ...others } = application;
    return [...renderApplication(others).filter(one => isInBase(one) && !shared(one)), ...left];
  } catch (error) {
    if (error instanceof ManifestError) throw new BadInput(error.message);
    throw error;
  }
}

/** The files that tell engines of an application, by path in dist/. */
export async function engineFiles(application: DeliveredApplication): Promise<Map<string, string>> {
  const { applicationFiles, loaded } = await rendering();
  return applicationFiles(application, await loaded());
}

/** What hands the plain files in a folder to engines. */
export async function handovers(
  application: DeliveredApplication,
  environment: DeliveredEnvironment,
  folder: string,
): Promise<PlainHandover[]> {
  const { loaded, plainHandovers } = await rendering();
  return plainHandovers(application, environment, folder, await loaded());
}

/** The files that tell engines of all environments, by path in dist/. */
export async function environmentFiles(settings: SettingsFile): Promise<Map<string, string>> {
  const { environmentFiles, loaded } = await rendering();
  return environmentFiles(settings, await loaded());
}

const isInBase = ({ path }: Manifest): boolean => path.startsWith('base/');

function withoutWorkers(application: Application): Application {
  return { ...application, [application.active]: { ...application[application.active], workers: [] } };
}

function isShared(
  { kind, metadata: { name } }: Manifest['object'],
  application: Application,
  { objects = [] }: Takeover,
): boolean {
  return (kind === 'Service' && usersServices(application).includes(name)) || objects.includes(`${kind}/${name}`);
}
