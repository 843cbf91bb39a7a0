import { definitions as generated } from './kubernetes-1.28.generated.json';

/** One place in a Kubernetes object that Kubernetes 1.28 would not accept. */
export interface SchemaFault {
  /** Where: keys and list positions from the value's root. */
  readonly path: ReadonlyArray<string | number>;
  readonly kind: 'unknown' | 'type' | 'value' | 'missing';
  /** What would be right, in the reader's words. */
  readonly expected: string;
  /** The value found; undefined where it is missing. */
  readonly got: unknown;
  /** For an unknown field: the type that lacks it. */
  readonly owner?: string;
  /** For an unknown field: the names of all fields that exist there. */
  readonly known?: readonly string[];
}

/** Parts of manifests that people write as raw Kubernetes YAML. */
export type Fragment =
  | 'SecurityContext'
  | 'ResourceRequirements'
  | 'Affinity'
  | 'Container'
  | 'EnvFromSource'
  | 'EnvVarSource'
  | 'LocalObjectReference'
  | 'Toleration'
  | 'Volume'
  | 'NetworkPolicyPeer'
  | 'MetricSpec'
  | 'HorizontalPodAutoscalerBehavior'
  | 'PodTemplateSpec'
  | 'Service'
  | 'Ingress';

// As much of JSON Schema as the generated file uses.
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

const DEFINITIONS = generated as unknown as Readonly<Record<string, Schema>>;

/**
 * All faults of a whole manifest, in document order.
 * @throws Error for a kind that the schema does not hold
 */
export function faultsOfManifest(manifest: { readonly apiVersion?: string; readonly kind?: string }): SchemaFault[] {
  const schema = DEFINITIONS[manifest.kind ?? ''];
  if (!schema?.properties?.['apiVersion'])
    throw new Error(`no Kubernetes 1.28 schema for kind ${manifest.kind} (${manifest.apiVersion})`);
  return faults(manifest.kind!, manifest, true);
}

/** Whether the schema holds the kind of an object, in the version that the object has. */
export function hasSchema({ apiVersion, kind }: { readonly [key: string]: any }): boolean {
  return (
    Object.hasOwn(DEFINITIONS, kind) && !!DEFINITIONS[kind]!.properties?.['apiVersion']?.enum?.includes(apiVersion)
  );
}

/** All faults of a part of a manifest. In one that is laid over a whole one (`overlay`) required fields may be missing. */
export function faultsOfFragment(fragment: Fragment, value: unknown, overlay: boolean): SchemaFault[] {
  return faults(fragment, value, !overlay);
}

/** The JSON Schema (draft-7) definitions of some fragments and of all that they refer to. */
export function definitionsOf(fragments: readonly Fragment[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const collect = (name: string) => {
    if (found[name]) return;
    found[name] = DEFINITIONS[name];
    for (const [, next] of JSON.stringify(DEFINITIONS[name]).matchAll(/#\/definitions\/(\w+)/g)) collect(next!);
  };
  fragments.forEach(collect);
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a type of Kubernetes has a field. */
export function hasField(type: 'PodSpec' | 'Container', field: string): boolean {
  return Object.hasOwn(DEFINITIONS[type]!.properties!, field);
}

interface Search {
  /** Where the search stands now. */
  readonly path: Array<string | number>;
  readonly found: SchemaFault[];
  /** Whether required fields must be there. */
  readonly whole: boolean;
}

function faults(name: string, value: unknown, whole: boolean): SchemaFault[] {
  const search: Search = { path: [], found: [], whole };
  collect(DEFINITIONS[name]!, value, name, search);
  return search.found;
}

function collect(schema: Schema, value: unknown, owner: string, search: Search): void {
  const { path, found, whole } = search;
  if (schema.$ref) {
    const { name, definition } = referred(schema.$ref);
    collect(definition, value, name, search);
  } else if (schema.type && !isOfType(value, schema.type)) {
    const expected = [schema.type].flat().map(type => TYPE_WORDS[type]);
    found.push({ path: [...path], kind: 'type', expected: expected.join(' or '), got: value });
  } else if (schema.enum && !schema.enum.includes(value as string)) {
    found.push({ path: [...path], kind: 'value', expected: `one of ${schema.enum.join(', ')}`, got: value });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      path.push(index);
      collect(schema.items ?? {}, item, owner, search);
      path.pop();
    });
  } else if (value && typeof value === 'object') {
    const { properties = {}, additionalProperties, required = [] } = schema;
    for (const key of Object.keys(value)) {
      const entry: unknown = (value as { readonly [key: string]: unknown })[key];
      path.push(key);
      const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (known) collect(known, entry, owner, search);
      else if (known === false) {
        const fields = Object.keys(properties);
        const expected = `a field of ${owner}`;
        found.push({ path: [...path], kind: 'unknown', expected, got: entry, owner, known: fields });
      }
      path.pop();
    }
    for (const key of whole ? required : []) {
      if (Object.hasOwn(value, key)) continue;
      const expected = `"${key}", which ${owner} requires`;
      found.push({ path: [...path, key], kind: 'missing', expected, got: undefined });
    }
  }
}

// The same few are asked for in every object.
const REFERRED = new Map<string, { readonly name: string; readonly definition: Schema }>();

function referred(reference: string) {
  const known = REFERRED.get(reference);
  if (known) return known;
  const name = reference.slice('#/definitions/'.length);
  const found = { name, definition: DEFINITIONS[name]! };
  REFERRED.set(reference, found);
  return found;
}

function isOfType(value: unknown, type: string | readonly string[]): boolean {
  return typeof type === 'string' ? isOf(value, type) : type.some(one => isOf(value, one));
}

function isOf(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
};
