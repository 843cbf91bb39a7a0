import type { Problem } from '../../construct/validate/problem';
import { MORE, MOST_PROBLEMS, problemsOf } from '../../construct/validate/validate';
import type { Diagnostic } from './diagnostic';
import { type FileText, readFileText } from './file-text';
import { type YamlFile, yamlFile } from './yaml-file';

/** A file, and what it says where that fits its schema. */
export interface ValidatedFile<T> {
  readonly file: YamlFile;
  readonly value?: T;
}

type Schema = Parameters<typeof problemsOf>[0];

/** Reads a file and checks it against its schema. */
export function readValidated<T>(
  root: string,
  path: string,
  schema: Schema,
  problems: Diagnostic[],
  options = { aliases: true },
): ValidatedFile<T> {
  return validated<T>(path, readFileText(root, path), schema, problems, options);
}

/** Checks a text against the schema of its file. */
export function validated<T>(
  path: string,
  text: FileText,
  schema: Schema,
  problems: Diagnostic[],
  options = { aliases: true },
): ValidatedFile<T> {
  const file = yamlFile(path, text, options);
  problems.push(...firstOf(file.problems));
  if (file.problems.length) return { file };
  const faults = problemsOf(schema, file.value, file.written);
  problems.push(...faults.map(fault => file.locate(secretsAreNames(fault))));
  if (faults.length) return { file };
  problems.push(...firstOf(file.readDifferently));
  return { file, value: file.value as T };
}

function firstOf(all: readonly Diagnostic[]): readonly Diagnostic[] {
  const [next] = all.slice(MOST_PROBLEMS);
  return next ? [...all.slice(0, MOST_PROBLEMS), { ...next, message: MORE, fix: undefined }] : all;
}

// The commonest mistake there, and the gravest.
function secretsAreNames(problem: Problem): Problem {
  if (problem.path.at(-1) !== 'secrets') return problem;
  return {
    path: problem.path,
    message: 'expected a list of the names of existing Secrets: secret values must not stand in git',
    fix: 'secrets: [<name of a Secret>]',
  };
}

/** A file that fits its schema; undefined where it does not. */
export function valid<T>({ file, value }: ValidatedFile<T>): Required<ValidatedFile<T>> | undefined {
  return value === undefined ? undefined : { file, value };
}
