import type { Manifest } from '../manifests/manifest';
import { ofKind } from '../manifests/of-kind';
import type { Tree } from '../manifests/tree';
import type { ServiceFacts } from '../topology/service';

/** The objects by which somebody writes where a Service leads, whatever its selector says. */
export function endpointsByHand({ environment, namespace, manifest }: ServiceFacts, tree: Tree): Manifest[] {
  const { name } = manifest.identity;
  const here = { environment, namespace };
  return [
    ...ofKind(tree, 'EndpointSlice', here).filter(
      ({ value }) => value['metadata'].labels?.['kubernetes.io/service-name'] === name,
    ),
    ...ofKind(tree, 'Endpoints', here).filter(({ identity }) => identity.name === name),
  ];
}
