import { nearest } from '../../props/nearest';
import { type Path, type Problem, shown } from '../problem';

/**
 * What is wrong with the name of a port that there is none of; nothing, where there is one, or a number is said.
 * @param names those that there are
 * @param which says more of them
 */
export function namedPortProblems(
  port: string | number | undefined,
  names: readonly string[],
  path: Path,
  which = '',
): Problem[] {
  if (typeof port !== 'string' || names.includes(port)) return [];
  const meant = nearest(port, names);
  return [
    {
      path,
      message: names.length
        ? `expected the name of a port${which}, one of ${names.join(', ')}, got ${shown(port)}`
        : `expected the number of a port, because there is none${which} with a name, got ${shown(port)}`,
      ...(meant && { fix: `the nearest is "${meant}"` }),
    },
  ];
}
