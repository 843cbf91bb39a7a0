import { type Terminal, terminal } from '../../text/terminal';
import { UserError } from '../../text/user-error';

/** Something that is wrong, at its place in a file: whoever wrote the file, and whoever reads it. */
export interface Diagnostic {
  /** Relative to the project, or where else it comes from, such as the argument `-c`. */
  readonly file: string;
  /** From 1; undefined where the problem is the file itself. */
  readonly line?: number;
  /** From 1; undefined where only the line is known. */
  readonly column?: number;
  readonly message: string;
  /** How to put it right, when the message does not say so already. */
  readonly fix?: string;
  /** A warning is printed and nothing is refused. @default - an error */
  readonly warning?: boolean;
}

/** `apps/ping.yaml:3:7: error: …`, and below it how to fix it. */
export function diagnosticText({ file, line, column, message, fix, warning }: Diagnostic): Terminal {
  const place = [file, line, column].filter(part => part !== undefined).join(':');
  return terminal`${place}: ${warning ? 'warning' : 'error'}: ${message}${fix && terminal`\n    fix: ${fix}`}`;
}

/** By file, line and column; what two colours or environments have in common is said once. */
export function inFileOrder(problems: readonly Diagnostic[]): Diagnostic[] {
  const distinct = [...new Map(problems.map(problem => [diagnosticText(problem).text, problem])).values()];
  return distinct.sort(
    (a, b) => order(a.file, b.file) || order(a.line ?? 0, b.line ?? 0) || order(a.column ?? 0, b.column ?? 0),
  );
}

function order<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The files of the project are wrong; the message says it all, place included. */
export class BadInput extends UserError {
  /** @param more what else is to be said, below */
  public static of(problems: readonly Diagnostic[], ...more: readonly string[]): BadInput {
    return new BadInput([...problems.map(problem => diagnosticText(problem).text), ...more].join('\n'));
  }

  public override get text(): string {
    return this.message;
  }
}
