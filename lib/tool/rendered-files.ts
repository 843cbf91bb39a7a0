import type { NamedProps } from '../decide/application';
import { yamlText } from '../write/yaml-text';
import { BadInput } from './bad-input';

/**
 * All files of an application, by path in its folder. cdk8s is loaded here and not before: it takes its time.
 * @throws BadInput when an object comes out that Kubernetes would not take
 */
export async function renderedFiles(props: NamedProps): Promise<Map<string, string>> {
  const { ManifestError, renderApplication } = await import('../render/render-application');
  try {
    return new Map(renderApplication(props).map(({ path, object }) => [path, yamlText(object)]));
  } catch (error) {
    // The rendering is a program of its own, so only here is its class the one that it throws.
    if (error instanceof ManifestError) throw new BadInput(error.message);
    throw error;
  }
}
