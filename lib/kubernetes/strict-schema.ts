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
  /** For an unknown field: the names of all fields that exist there. */
  readonly known?: readonly string[];
}

/** Parts of manifests that people write as raw Kubernetes YAML. */
export type Fragment = 'SecurityContext' | 'ResourceRequirements' | 'EnvVarSource' | 'Volume' | 'PodTemplateSpec';

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
  return [...faults(schema, manifest, [], manifest.kind!, true)];
}

/** All faults of a part of a manifest. In one that is laid over a whole one (`overlay`) required fields may be missing. */
export function faultsOfFragment(fragment: Fragment, value: unknown, overlay: boolean): SchemaFault[] {
  return [...faults(DEFINITIONS[fragment]!, value, [], fragment, !overlay)];
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

function* faults(
  schema: Schema,
  value: unknown,
  path: ReadonlyArray<string | number>,
  owner: string,
  whole: boolean,
): Generator<SchemaFault> {
  if (schema.$ref) {
    const name = schema.$ref.slice('#/definitions/'.length);
    return yield* faults(DEFINITIONS[name]!, value, path, name, whole);
  }
  const types = ([] as string[]).concat(schema.type ?? []);
  if (types.length && !types.includes(typeOf(value))) {
    yield { path, kind: 'type', expected: types.map(type => TYPE_WORDS[type]).join(' or '), got: value };
  } else if (schema.enum && !schema.enum.includes(value as string)) {
    yield { path, kind: 'value', expected: `one of ${schema.enum.join(', ')}`, got: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield* faults(schema.items ?? {}, item, [...path, index], owner, whole);
  } else if (value && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value)) {
      const { properties = {} } = schema;
      const known = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
      if (known) yield* faults(known, entry, [...path, key], owner, whole);
      else if (known === false) {
        yield {
          path: [...path, key],
          kind: 'unknown',
          expected: `a field of ${owner}`,
          got: entry,
          known: Object.keys(schema.properties ?? {}),
        };
      }
    }
    for (const key of whole ? (schema.required ?? []) : []) {
      if (!Object.hasOwn(value, key))
        yield { path: [...path, key], kind: 'missing', expected: `"${key}", which ${owner} requires`, got: undefined };
    }
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
};
