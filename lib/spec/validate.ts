import * as z from 'zod/mini';
import { nearest } from './nearest';
import { type Path, type Problem, shown } from './problem';

/** Everything in which a value differs from a schema, in words; empty where it fits. */
export function problemsOf(schema: z.ZodMiniType, value: unknown): Problem[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap(issue => asProblems(issue, schema, value));
}

type Issue = z.core.$ZodIssue;

function asProblems(issue: Issue, schema: z.ZodMiniType, root: unknown): Problem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(path, key, schema));
  const got = valueAt(root, path);
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    return [
      { path, message: `expected ${issue.issues.map(i => i.message).join(' and ')}, got the name ${shown(key)}` },
    ];
  }
  const expected = expectation(issue);
  const key = path.at(-1);
  if (got === undefined && typeof key === 'string') {
    return [{ path: path.slice(0, -1), message: `"${key}" is missing: expected ${expected}` }];
  }
  return [{ path, message: `expected ${expected}, got ${described(got)}`, ...advice(issue, expected, got) }];
}

function unknownKey(path: Path, key: string, schema: z.ZodMiniType): Problem {
  const known = keysAt(schema, path);
  const meant = nearest(key, known);
  return {
    path: [...path, key],
    message: `"${key}" is not a key here${meant ? `; the nearest is "${meant}"` : ''}`,
    fix: `keys here: ${known.join(', ')}`,
  };
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? shown(issue.values[0]) : `one of ${issue.values.join(', ')}`;
    case 'invalid_union':
      return [...new Set(issue.errors.flatMap(branch => branch.slice(0, 1).map(expectation)))].join(' or ');
    default:
      return issue.message;
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

function advice(issue: Issue, expected: string, got: unknown): { fix?: string } {
  if (expected.includes('a text') && ['number', 'boolean'].includes(typeof got)) {
    return { fix: 'write it in quotes' };
  }
  if (issue.code === 'invalid_value' && typeof got === 'string') {
    const meant = nearest(got, issue.values.map(String));
    if (meant) return { fix: `the nearest is "${meant}"` };
  }
  return {};
}

function described(got: unknown): string {
  return typeof got === 'number' ? `the number ${got}` : shown(got);
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | undefined)?.[step], root);
}

// The keys that an object schema knows at a path.
function keysAt(schema: z.ZodMiniType, path: Path): string[] {
  let here: unknown = unwrapped(schema);
  for (const step of path) {
    if (here instanceof z.ZodMiniObject) here = unwrapped(here.shape[step]);
    else if (here instanceof z.ZodMiniRecord) here = unwrapped(here.def.valueType);
    else if (here instanceof z.ZodMiniArray) here = unwrapped(here.def.element);
  }
  return here instanceof z.ZodMiniObject ? Object.keys(here.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodMiniOptional ? unwrapped(schema.def.innerType) : schema;
}
