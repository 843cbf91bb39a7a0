import { decide, type NamedProps } from '../../construct/resolve/application';
import { type ApplicationProblem, identitiesTwice } from '../../construct/resolve/identities';
import { engineNamesTwice, longEngineNames } from '../engines/engine-names';
import type { DeliveredApplication } from '../engines/kustomizations';

/** All that is wrong with some applications, each by itself and all together. */
export function problemsOfAll<T extends DeliveredApplication & { readonly props: NamedProps }>(
  applications: readonly T[],
): ApplicationProblem<T>[] {
  const decided = applications.map(of => ({ of, ...decide(of.props) }));
  return [
    ...decided.flatMap(({ of, problems }) => [...problems, ...longEngineNames(of)].map(problem => ({ of, problem }))),
    ...identitiesTwice(decided),
    ...engineNamesTwice(applications),
  ];
}
