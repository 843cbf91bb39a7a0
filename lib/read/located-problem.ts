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
export function problemText({ file, line, column, message, fix, warning }: LocatedProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return `${place}: ${warning ? 'warning' : 'error'}: ${message}${fix ? `\n    fix: ${fix}` : ''}`;
}
