import { withoutCommands } from './commands';
import { type Safe, tagOf } from './safe';
import { seen } from './seen';

/** For terminals, and for the logs of pipelines. */
export type Terminal = Safe<'terminal'>;

/** Each value is on one line, moves no cursor and orders a pipeline nothing. */
export const terminal = tagOf<'terminal'>(seen, withoutCommands);

/** Lines, each with its end. */
export function lines(all: ReadonlyArray<string | Terminal>): Terminal {
  return terminal.joined(
    all.map(line => terminal`${line}\n`),
    '',
  );
}

/** A message that has lines of its own, such as that of an error. */
export function message(text: string): Terminal {
  return terminal.joined(text.split('\n'), '\n');
}
