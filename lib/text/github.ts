import { type Safe, safe } from './safe';
import { lines, type Terminal, terminal } from './terminal';

/** For the log of GitHub's runner: text, and commands to it. */
export type GitHub = Safe<'github'>;

/**
 * A command, which the runner shows as an annotation.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotation(
  level: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string | number | undefined>>,
  message: Terminal,
): GitHub {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  const list = given.map(([key, value]) => `${key}=${property(terminal`${value}`)}`).join(',');
  return safe(`::${level}${list && ' '}${list}::${data(message)}\n`);
}

/** Commands, and lines between them. */
export function log(parts: ReadonlyArray<GitHub | string>): GitHub {
  return safe(parts.map(part => (typeof part === 'string' ? lines([part]) : part).text).join(''));
}

function data({ text }: Terminal): string {
  return text.replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(text: Terminal): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
