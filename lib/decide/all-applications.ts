import { decide, type NamedProps } from './application';
import { type ApplicationProblem, identitiesTwice } from './identities';

/** All that is wrong with some applications, each by itself and all together. */
export function problemsOfAll<T extends { readonly environment: string; readonly props: NamedProps }>(
  applications: readonly T[],
): ApplicationProblem<T>[] {
  const decided = applications.map(of => ({ of, ...decide(of.props) }));
  return [
    ...decided.flatMap(({ of, problems }) => problems.map(problem => ({ of, problem }))),
    ...identitiesTwice(decided),
  ];
}
