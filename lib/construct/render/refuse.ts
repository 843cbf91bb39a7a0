import type { Construct } from 'constructs';
import { type Problem, pathText } from '../validate/problem';

/** @throws Error that lists the problems with the props of an application, warnings left out, if there are any */
export function refuse(construct: Construct, problems: readonly Problem[]): void {
  const errors = problems.filter(problem => !problem.warning).map(problem => `  - ${sentence(problem)}`);
  if (!errors.length) return;
  throw new Error([`BlueGreenApplication "${construct.node.path}" can't be made:`, ...errors].join('\n'));
}

/** A problem on one line. */
export function sentence({ path, message, fix }: Problem): string {
  return `${path.length ? `${pathText(path)}: ` : ''}${message}${fix ? ` (${fix})` : ''}`;
}
