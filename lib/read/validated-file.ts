import type { Problem } from '../spec/problem';
import { problemsOf } from '../spec/validate';
import type { LocatedProblem } from './located-problem';
import { readYamlFile, type YamlFile } from './yaml-file';

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
  problems: LocatedProblem[],
  options = { aliases: true },
): ValidatedFile<T> {
  const file = readYamlFile(root, path, options);
  problems.push(...file.problems);
  if (file.problems.length) return { file };
  const faults = problemsOf(schema, file.value, file.written);
  problems.push(...faults.map(fault => file.locate(secretsAreNames(fault))));
  if (faults.length) return { file };
  problems.push(...file.readDifferently);
  return { file, value: file.value as T };
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
