import { App, Chart } from 'cdk8s';
import { refuse } from '../../../lib/construct/render/refuse';
import { decide, type NamedProps } from '../../../lib/construct/resolve/application';
import type { Manifest } from '../../../lib/project/output/manifests';
import { renderApplication as renderDecided } from '../../../lib/project/output/render-application';

/**
 * The objects of an application, by its props.
 * @throws Error that lists what is wrong with the props, if anything is
 */
export function renderApplication(props: NamedProps): Manifest[] {
  const { application, problems } = decide(props);
  if (problems.some(({ warning }) => !warning)) refuse(new Chart(new App(), props.name), problems);
  return renderDecided(application);
}
