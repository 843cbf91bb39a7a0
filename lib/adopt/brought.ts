import type { Manifest } from '../analysis/manifests/manifest';
import { Colour } from '../construct/props/colour';
import { decide, type NamedProps } from '../construct/resolve/application';
import { currentFormat } from '../construct/resolve/format';
import type { OwnObject } from '../construct/resolve/own-objects';
import type { Allowed } from './asked';
import { ofAppliers } from './of-appliers';

type Fields = { readonly [key: string]: any };

/** An application as far as it is known. */
interface Known {
  readonly application: string;
  readonly spec: Fields;
  readonly image: string;
  readonly allowed?: Allowed | undefined;
}

/** An object of the application's own: what it becomes, or why it can't. */
type Brought = { readonly object: OwnObject } | { readonly why: string };

/** Tries each object as one of the application's own. */
export function broughtAlong(
  found: readonly Manifest[],
  { application, spec, image, allowed }: Known,
): ReadonlyMap<Manifest, Brought> {
  const objects = found.map(one => plain(one, allowed?.objectNamespaces));
  const props = {
    ...spec,
    ...allowed,
    name: application,
    active: Colour.BLUE,
    blue: { image, format: currentFormat() },
    objects,
  } as unknown as NamedProps;
  const refused = new Map<number, string>();
  for (const { path, message, warning } of decide(props).problems) {
    const [key, index] = path;
    if (key === 'objects' && !warning && !refused.has(Number(index))) refused.set(Number(index), message);
  }
  return new Map(
    found.map((manifest, index) => {
      const why = refused.get(index) ?? (hasPlaceholder(objects[index]!) ? PLACEHOLDER : undefined);
      return [manifest, why === undefined ? { object: objects[index]! } : { why }] as const;
    }),
  );
}

const PLACEHOLDER = 'it holds $(APPLICATION), $(ENVIRONMENT) or $(NAMESPACE), which would be filled in';
const hasPlaceholder = (object: OwnObject) => /\$\((APPLICATION|ENVIRONMENT|NAMESPACE)\)/.test(JSON.stringify(object));

// Without what a cluster writes, and what says something of whoever applies it today. Its namespace is that of the application
// where it is none of the others that are allowed.
function plain({ value, identity: { namespace } }: Manifest, namespaces: readonly string[] = []): OwnObject {
  const { status: _, metadata, ...rest } = value as Fields;
  const { name, labels, annotations } = metadata;
  const own = (texts: Fields = {}) => Object.fromEntries(Object.entries(texts).filter(([key]) => !ofAppliers(key)));
  const { apiVersion, kind, ...fields } = rest;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespaces.includes(namespace) && { namespace }),
      ...(Object.keys(own(labels)).length && { labels: own(labels) }),
      ...(Object.keys(own(annotations)).length && { annotations: own(annotations) }),
    },
    ...fields,
  };
}
