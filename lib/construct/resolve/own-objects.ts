import { COLOUR_LABEL, HOME_LABEL, OWN_LABEL, objectLabels } from '../names';
import type { Colour } from '../props/colour';

/** A Kubernetes object that a user brings along. */
export interface OwnObject {
  readonly [key: string]: any;
}

interface Owner {
  readonly name: string;
  readonly namespace?: string;
  /** The kinds of the whole cluster that it may bring along, such as `ClusterRole.rbac.authorization.k8s.io`. */
  readonly clusterKinds?: readonly string[];
}

/** The objects that belong to the application, in its namespace and with its labels, as far as they have none. */
export function ownObjects({
  objects = [],
  ...owner
}: Owner & { readonly objects?: readonly OwnObject[] }): OwnObject[] {
  return objects.map(object => belonging(object, owner));
}

/** The objects of a colour that its release brings along, with the colour's name put in. */
export function colourObjects(
  application: Owner & { readonly [C in Colour]: { readonly colourObjects: readonly OwnObject[] } },
  colour: Colour,
): OwnObject[] {
  return application[colour].colourObjects.map(object =>
    belonging(ofColour(object, colour), application, { [COLOUR_LABEL]: colour }),
  );
}

function belonging(
  { metadata, ...object }: OwnObject,
  { name, namespace, clusterKinds }: Owner,
  labels: { readonly [label: string]: string } = {},
): OwnObject {
  const isElsewhere = namespace !== undefined && (metadata?.namespace ?? namespace) !== namespace;
  return {
    ...object,
    metadata: {
      ...(namespace && !isOfCluster(object, { clusterKinds }) && { namespace }),
      ...metadata,
      labels: {
        ...objectLabels(name, {}),
        ...metadata?.labels,
        ...labels,
        [OWN_LABEL]: name,
        ...(isElsewhere && { [HOME_LABEL]: namespace }),
      },
    },
  };
}

/** An object of a colour, with the colour's name in the places that are left for it. */
export const ofColour = (object: OwnObject, colour: Colour): OwnObject => filledIn(object, { COLOUR: colour });

/** Whether a text leaves a place for the name of a colour. */
export const namesColour = (text: unknown): boolean => typeof text === 'string' && /(?<!\$)\$\(COLOUR\)/.test(text);

/** Whether an object is one of a colour: its name leaves a place for the colour's, so that each colour has its own. */
export const isOfColour = (object: OwnObject): boolean => namesColour(object['metadata']?.name);

/**
 * An object in which each placeholder of these words is filled in, such as `$(APPLICATION)`. With one more `$` in front it is
 * left for Kubernetes.
 */
export function filledIn(value: OwnObject, words: { readonly [placeholder: string]: string }): OwnObject {
  return filled(value, words) as OwnObject;
}

function filled(value: unknown, words: { readonly [placeholder: string]: string }): unknown {
  if (typeof value === 'string') {
    return value.replace(/(?<!\$)\$\(([A-Z]+)\)/g, (all, word: string) =>
      Object.hasOwn(words, word) ? words[word]! : all,
    );
  }
  if (Array.isArray(value)) return value.map(item => filled(item, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, filled(field, words)]));
}

/** The API group of an object; empty for Kubernetes' first one. */
export const groupOf = ({ apiVersion }: OwnObject): string =>
  String(apiVersion).includes('/') ? String(apiVersion).split('/')[0]! : '';

/** A kind as clusters tell it from others: `ClusterRole.rbac.authorization.k8s.io`, `PersistentVolume`. */
export const kindText = ({ apiVersion, kind }: OwnObject): string => {
  const group = groupOf({ apiVersion });
  return `${kind}${group && `.${group}`}`;
};

/** Whether an object is of a kind of the whole cluster that may be brought along: it stands in no namespace. */
export const isOfCluster = (
  object: OwnObject,
  { clusterKinds = [] }: { readonly clusterKinds?: readonly string[] | undefined },
): boolean => clusterKinds.includes(kindText(object));

/** Whether an object stands in another namespace than the application's, and may. */
export const isElsewhere = (
  { metadata }: OwnObject,
  { namespace, objectNamespaces }: { readonly namespace?: string; readonly objectNamespaces: readonly string[] },
): boolean => metadata.namespace !== namespace && objectNamespaces.includes(metadata.namespace);

/** An object as others may claim it too: `Service demo/web`, `ServiceMonitor.monitoring.coreos.com demo/web`. */
export function identityText(object: OwnObject): string {
  const group = groupOf(object);
  const isKubernetes = !group.includes('.') || group.endsWith('.k8s.io');
  const { namespace = '', name } = object['metadata'];
  return `${object['kind']}${isKubernetes ? '' : `.${group}`} ${namespace}/${name}`;
}
