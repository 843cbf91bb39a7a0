/** A Kubernetes object, as loosely typed as YAML is. */
export type KubernetesObject = {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Labels;
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly [field: string]: any;
};

/** `Service/ping`: the world has one namespace, so kind and name are enough. */
export function identity(object: KubernetesObject): string {
  let id = identities.get(object);
  if (id === undefined) {
    id = `${object.kind}/${object.metadata.name}`;
    identities.set(object, id);
  }
  return id;
}

const identities = new WeakMap<object, string>();

const services = new Map<string, string>();

/** The identity of a Service by its name: they are asked for after each event. */
export function serviceOf(name: string): string {
  let id = services.get(name);
  if (id === undefined) {
    id = `Service/${name}`;
    services.set(name, id);
  }
  return id;
}

export function annotation(object: KubernetesObject, key: string): string | undefined {
  return object.metadata.annotations?.[key];
}

const texts = new WeakMap<object, string>();

/** All that a part of an object says, for comparing. */
export function textOf(part: object): string {
  let text = texts.get(part);
  if (text === undefined) {
    text = JSON.stringify(part);
    texts.set(part, text);
  }
  return text;
}

/** Whether an object's labels are all that a selector asks for. */
export function isSelected(labels: Labels, selector: Labels): boolean {
  for (const key in selector) if (labels[key] !== selector[key]) return false;
  return true;
}

export interface Labels {
  readonly [key: string]: string;
}
