import { nearest } from '../construct/props/nearest';
import { UsageError } from './usage';

/**
 * The environments that a verb tells of.
 * @param asked what each `--env` says; without any, all
 * @throws UsageError where one is unknown
 */
export function environmentsFor(asked: readonly string[], known: readonly string[]): readonly string[] {
  const wanted = asked.map(name => environmentFor(name, known));
  return wanted.length ? known.filter(name => wanted.includes(name)) : known;
}

/**
 * The environment that a verb works on.
 * @param asked what `--env` says
 * @throws UsageError where it is unknown, or where there are several and none was said
 */
export function environmentFor(asked: string | undefined, known: readonly string[]): string {
  const [only] = known;
  if (asked === undefined) {
    if (known.length === 1) return only!;
    throw new UsageError(`say which environment: --env ${known.join(' or --env ')}`);
  }
  if (known.includes(asked)) return asked;
  const near = nearest(asked, known);
  throw new UsageError(
    `there is no environment "${asked}": expected one of ${known.join(', ')}${near ? `; the nearest is "${near}"` : ''}`,
  );
}
