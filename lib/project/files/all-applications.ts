import type { Application } from '../../construct/model';
import { type ApplicationProblem, identitiesTwice } from '../../construct/resolve/identities';
import type { Problem } from '../../construct/validate/problem';
import type { DeliveredApplication } from '../engines/delivery';
import { engineNamesTwice, longEngineNames } from '../engines/engine-names';

/** One of several applications, decided. */
type Decided = DeliveredApplication & {
  readonly application: Application;
  readonly problems: readonly Problem[];
};

/** All that is wrong with some applications, each by itself and all together. */
export function problemsOfAll<T extends Decided>(applications: readonly T[]): ApplicationProblem<T>[] {
  return [
    ...applications.flatMap(of => [...of.problems, ...longEngineNames(of)].map(problem => ({ of, problem }))),
    ...identitiesTwice(applications),
    ...engineNamesTwice(applications),
  ];
}
