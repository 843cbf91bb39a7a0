import * as z from 'zod/mini';
import { nearest } from '../props/nearest';
import { sayInPodTemplate } from '../props/pod-fields';
import { type Path, type Problem, shown } from './problem';

/** How a number, a truth value or null is written at a path, such as `1.0`; undefined where nobody knows. */
type Written = (path: Path) => string | undefined;

/** Nobody reads more at once. */
export const MOST_PROBLEMS = 100;

/**
 * Everything in which a value differs from a schema, in words; empty where it fits. Where that is a great deal, the first
 * of it, and that there is more.
 */
export function problemsOf(schema: z.ZodMiniType, value: unknown, written: Written = () => undefined): Problem[] {
  const result = schema.safeParse(value);
  const problems: Problem[] = [];
  for (const issue of result.error?.issues ?? []) {
    for (const problem of asProblems(issue, schema, value, written)) {
      if (problems.length === MOST_PROBLEMS) return [...problems, { path: [], message: MORE }];
      problems.push(problem);
    }
  }
  return problems;
}

/** What is said in place of all others. */
export const MORE = `there are more mistakes than the ${MOST_PROBLEMS} that are told here`;

type Issue = z.core.$ZodIssue;

function* asProblems(issue: Issue, schema: z.ZodMiniType, root: unknown, written: Written): Generator<Problem> {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) yield unknownKey(path, key, schema);
    return;
  }
  if (issue.code === 'invalid_union') {
    // Where a value is of the type of one way, and differs further down, that way was meant.
    const [meant, other] = issue.errors.filter(way => way.every(isFurtherDown));
    if (meant && !other) {
      for (const inner of meant) {
        yield* asProblems({ ...inner, path: [...path, ...inner.path] }, schema, root, written);
      }
      return;
    }
  }
  const got = valueAt(root, path);
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    yield { path, message: `expected ${issue.issues.map(i => i.message).join(' and ')}, got the name ${shown(key)}` };
    return;
  }
  const expected = expectation(issue, got);
  const key = path.at(-1);
  if (got === undefined && typeof key === 'string') {
    yield { path: path.slice(0, -1), message: `"${key}" is missing: expected ${expected}` };
    return;
  }
  const source = mayBeSecret(path) ? undefined : (written(path) ?? shown(got));
  yield {
    path,
    message: `expected ${expected}, got ${described(got, source)}`,
    ...advice(issue, expected, got, source),
  };
}

function isFurtherDown({ code, path }: Issue): boolean {
  return path.length > 0 || code === 'unrecognized_keys';
}

function unknownKey(path: Path, key: string, schema: z.ZodMiniType): Problem {
  const known = keysAt(schema, path);
  const meant = nearest(key, known);
  const why = Object.hasOwn(LEFT_OUT, key) ? LEFT_OUT[key] : undefined;
  const raw = known.includes('podTemplate') ? sayInPodTemplate(path, key) : undefined;
  return {
    path: [...path, key],
    message: 'there is no such key here',
    fix: why ?? raw ?? (meant ? `the nearest is "${meant}"` : `keys here: ${known.join(', ')}`),
  };
}

function expectation(issue: Issue, got: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? shown(issue.values[0]) : `one of ${issue.values.join(', ')}`;
    case 'invalid_union': {
      if (issue.message !== NO_WORDS) return issue.message;
      // Where one of the ways is of the right type, the others were not meant.
      const first = issue.errors.flatMap(way => way.slice(0, 1));
      const meant = first.filter(({ code }) => code !== 'invalid_type');
      return [...new Set((meant.length ? meant : first).map(way => expectation(way, got)))].join(' or ');
    }
    case 'invalid_format':
      return FORMAT_WORDS[issue.format] ?? issue.message;
    default:
      return issue.message;
  }
}

// What zod says of a union that was given no words of its own.
const NO_WORDS = 'Invalid input';

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  cidrv4: 'a range of addresses such as "10.0.0.0/8"',
  cidrv6: 'a range of addresses such as "10.0.0.0/8"',
};

function advice(issue: Issue, expected: string, got: unknown, source: string | undefined): { fix?: string } {
  const fix = (text: string) => ({ fix: text });
  if (got === null) return fix('give it a value, or take the key away');
  if (expected.includes('a text') && ['number', 'boolean'].includes(typeof got)) {
    // Quotes would make a name of it that no port has.
    if (issue.path?.at(-1) === 'port') return fix('say its name, as it stands in "ports"');
    return fix(`write it in quotes${source === undefined ? '' : `: "${source}"`}`);
  }
  if (typeof got === 'string') {
    if (/^\d+$/.test(got) && (expected.includes('number') || expected.includes('from')))
      return fix('take the quotes away');
    if (expected === TYPE_WORDS['boolean']) {
      const meant = TRUTH.find(([pattern]) => pattern.test(got));
      if (meant) return fix(`write ${meant[1]}, without quotes`);
    }
    if (expected === TYPE_WORDS['array']) return fix('write it as a list: [one, two]');
    if (expected === TYPE_WORDS['object'] && /^\S+:\S/.test(got)) return fix('put a space after ":"');
    if (issue.code === 'invalid_value') {
      const meant = nearest(got, issue.values.map(String));
      if (meant) return fix(`the nearest is "${meant}"`);
    }
  }
  if (Array.isArray(got) && expected === TYPE_WORDS['object']) return fix('write "name: value" without "-" before it');
  return {};
}

// What YAML 1.1 and people take for true and false.
const TRUTH: ReadonlyArray<readonly [RegExp, boolean]> = [
  [/^(y|yes|on|true)$/i, true],
  [/^(n|no|off|false)$/i, false],
];

// Messages end up in logs.
function mayBeSecret(path: Path): boolean {
  return path.some(step => step === 'env' || step === 'config' || step === 'secrets');
}

function described(got: unknown, source: string | undefined): string {
  if (got === null) return 'nothing';
  if (typeof got === 'number') return source === undefined ? 'a number' : `the number ${source}`;
  if (typeof got === 'string' && source === undefined) return 'another text';
  return typeof got === 'boolean' ? (source ?? 'true or false') : shown(got);
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    const fields = Object(value) as Record<string | number, unknown>;
    return Object.hasOwn(fields, step) ? fields[step] : undefined;
  }, root);
}

// The keys that an object schema knows at a path.
function keysAt(schema: z.ZodMiniType, path: Path): string[] {
  let here = ways(schema);
  for (const step of path) {
    here = here.flatMap(way => {
      if (way instanceof z.ZodMiniObject) return ways(way.shape[step]);
      if (way instanceof z.ZodMiniRecord) return ways(way.def.valueType);
      return way instanceof z.ZodMiniArray ? ways(way.def.element) : [];
    });
  }
  return here.flatMap(way => (way instanceof z.ZodMiniObject ? Object.keys(way.shape) : []));
}

// What a value may be: a union is several.
function ways(schema: unknown): unknown[] {
  if (schema instanceof z.ZodMiniOptional) return ways(schema.def.innerType);
  return schema instanceof z.ZodMiniUnion ? schema.def.options.flatMap(ways) : [schema];
}

/** Keys of Kubernetes that people look for here in vain, and why there are none. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  sessionAffinity:
    'there is none on purpose: clients would stick to pods of the colour that users leave. Keep sessions in a service outside the pods, named in "config"',
  volumeClaimTemplates:
    'there is none on purpose: pods keep no state. Keep it in a service outside the pods, named in "config"',
};
