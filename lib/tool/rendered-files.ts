import type { NamedProps } from '../decide/application';
import { yamlText } from '../write/yaml-text';

/** All files of an application, by path in its folder. cdk8s is loaded here and not before: it takes its time. */
export async function renderedFiles(props: NamedProps): Promise<Map<string, string>> {
  const { renderApplication } = await import('../render/render-application');
  return new Map(renderApplication(props).map(({ path, object }) => [path, yamlText(object)]));
}
