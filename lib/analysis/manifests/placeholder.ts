import type { Path } from '../../construct/validate/problem';

/** A text that something has to be filled in to before it is a value, and where it stands. */
export interface Placeholder {
  readonly text: string;
  readonly path: Path;
}

// {{ .Values.slot }}, ${COLOUR}, $COLOUR, <%= colour %>, __COLOUR__
const PLACEHOLDER = /\{\{|\$\{|\$[A-Z][A-Z_]+|<%|__[A-Z_]+__/;

/** The first placeholder in what says who an object is, what it selects, or whom it leads to. */
export function placeholderIn({ kind, metadata, spec }: { readonly [key: string]: any }): Placeholder | undefined {
  // What its template says is filled in by Argo CD, and says how all that comes of it is delivered.
  if (kind === 'ApplicationSet') return undefined;
  const template = spec?.template;
  const said: (readonly [Path, unknown])[] = [
    [['metadata', 'name'], metadata.name],
    [['metadata', 'namespace'], metadata.namespace],
    // What makes pods may have any text in their commands; what leads to them has none.
    ...(template
      ? ([
          [['spec', 'selector'], spec.selector],
          [['spec', 'template', 'metadata', 'labels'], template.metadata?.labels],
          [['spec', 'template', 'spec', 'containers', 0, 'image'], template.spec?.containers?.[0]?.image],
        ] as const)
      : ([
          [['spec', 'selector'], spec?.selector],
          [['spec', 'rules'], spec?.rules],
          [['spec', 'http'], spec?.http],
          [['spec', 'to'], spec?.to],
          [['spec', 'subsets'], spec?.subsets],
        ] as const)),
  ];
  return said.flatMap(([path, value]) => first(value, path) ?? [])[0];
}

function first(value: unknown, path: Path): Placeholder | undefined {
  if (typeof value === 'string') return PLACEHOLDER.test(value) ? { text: value, path } : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, item]) => first(item, [...path, isList ? Number(key) : key]) ?? [])[0];
}
