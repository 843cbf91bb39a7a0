import type { Safe } from '../text/safe';
import { message, type Terminal } from '../text/terminal';

/** Writes on standard output; nothing else does. */
export function print({ text }: Safe<string>): void {
  process.stdout.write(text);
}

/** Writes a line, or several, on standard error. */
export function complain(text: string | Terminal): void {
  process.stderr.write(`${(typeof text === 'string' ? message(text) : text).text}\n`);
}
