import type { ApplicationProblem } from '../../construct/resolve/identities';
import type { Problem } from '../../construct/validate/problem';
import type { DeliveredApplication } from './delivery';
import type { Engine } from './engine';
import { environmentName, unitsOf } from './units';

/** The names that engines know an application by must be short enough. */
export function longEngineNames(application: DeliveredApplication): Problem[] {
  return (application.delivery?.engines ?? []).flatMap(({ engine }) => longNames(engine, application));
}

function longNames({ longestName }: Engine, application: DeliveredApplication): Problem[] {
  if (!longestName) return [];
  const { environment, props } = application;
  const names = unitsOf(application).map(({ name }) => name);
  const longest = names.reduce((one, other) => (other.length > one.length ? other : one));
  const over = longest.length - longestName.characters;
  if (over <= 0) return [];
  const most = props.name.length - over;
  const expected = most > 0 ? `a name of at most ${most} characters` : 'an environment with a shorter name';
  return [
    {
      path: ['name'],
      message: `${environment}: expected ${expected}: ${longestName.why(longest)}, got ${longest.length}`,
      fix: 'a shorter name, of the application or of the environment',
    },
  ];
}

/** All names that engines know an application by. */
export function engineNames(application: DeliveredApplication): string[] {
  return application.delivery ? unitsOf(application).map(({ name }) => name) : [];
}

/**
 * `web` in `prod-eu` and `eu-web` in `prod` meet in one name, and engines would take it from each other for ever.
 */
export function engineNamesTwice<T extends DeliveredApplication>(applications: readonly T[]): ApplicationProblem<T>[] {
  const delivered = applications.filter(({ delivery }) => delivery);
  const owners = new Map(delivered.map(({ environment }) => [environmentName(environment), `all of ${environment}`]));
  return delivered.flatMap(of => {
    const me = `${of.environment}/${of.props.name}`;
    const names = unitsOf(of).map(({ name }) => name);
    const taken = names.find(name => (owners.get(name) ?? me) !== me);
    if (taken === undefined) {
      // Two applications that meet in any name meet in one of these: a fifth of the names is enough to remember.
      for (const name of names.filter(candidate => candidate.endsWith('-blue'))) owners.set(name, me);
      return [];
    }
    const message = `expected a name of its own: engines would know ${me} as "${taken}", as they do ${owners.get(taken)}`;
    const fix = 'another name, of one of the applications or of an environment';
    return [{ of, problem: { path: ['name'], message, fix } }];
  });
}
