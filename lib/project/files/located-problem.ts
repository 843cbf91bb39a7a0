import { type Terminal, terminal } from '../../text/terminal';

/** A problem at its place in a file. */
export interface LocatedProblem {
  /** Relative to the project, or where else it comes from, such as the argument `-c`. */
  readonly file: string;
  /** From 1; undefined where the problem is the file itself. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  readonly message: string;
  readonly fix?: string;
  readonly warning?: boolean;
}

/** `apps/ping.yaml:3:7: error: …`, and below it how to fix it. */
export function problemText({ file, line, column, message, fix, warning }: LocatedProblem): Terminal {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return terminal`${place}: ${warning ? 'warning' : 'error'}: ${message}${fix && terminal`\n    fix: ${fix}`}`;
}

/** By file, line and column; what two colours or environments have in common is said once. */
export function inFileOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const distinct = [...new Map(problems.map(problem => [problemText(problem).text, problem])).values()];
  return distinct.sort(
    (a, b) => order(a.file, b.file) || order(a.line ?? 0, b.line ?? 0) || order(a.column ?? 0, b.column ?? 0),
  );
}

function order<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
