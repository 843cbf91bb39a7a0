import { objectLabels } from '../names';

/** A Kubernetes object that a user brings along. */
export interface OwnObject {
  readonly [key: string]: any;
}

/** The objects that a user brings along, in the namespace of the application and with its labels, as far as they have none. */
export function ownObjects({
  name,
  namespace,
  objects = [],
}: {
  readonly name: string;
  readonly namespace?: string;
  readonly objects?: readonly OwnObject[];
}): OwnObject[] {
  return objects.map(({ metadata, ...object }) => ({
    ...object,
    metadata: {
      ...(namespace && { namespace }),
      ...metadata,
      labels: { ...objectLabels(name, {}), ...metadata?.labels },
    },
  }));
}

/** The API group of an object; empty for Kubernetes' first one. */
export const groupOf = ({ apiVersion }: OwnObject): string =>
  String(apiVersion).includes('/') ? String(apiVersion).split('/')[0]! : '';

/** An object as others may claim it too: `Service demo/web`, `ServiceMonitor.monitoring.coreos.com demo/web`. */
export function identityText(object: OwnObject): string {
  const group = groupOf(object);
  const { namespace = '', name } = object['metadata'];
  return `${object['kind']}${group && `.${group}`} ${namespace}/${name}`;
}
