import { type Identities, identitiesOf } from '../../construct/resolve/identities';
import type { DeliveredApplication } from '../engines/delivery';
import { engineNames } from '../engines/engine-names';
import { environmentName } from '../engines/units';
import type { PlacedApplication } from './placed-application';

/** All names of an application that another one could have too. */
export interface Names extends Identities {
  /** Those by which engines know it. */
  readonly engine: readonly string[];
}

export function namesOf(delivered: Pick<PlacedApplication, 'application'> & DeliveredApplication): Names {
  return { ...identitiesOf(delivered.application), engine: engineNames(delivered) };
}

/**
 * Whether many applications have no name in common, told one after the other and from their names alone. Where they have one,
 * `problemsOfAll` says what is wrong with it, or that nothing is.
 */
export class Neighbours {
  private readonly taken = new Set<string>();
  private readonly brought = new Map<string, string>();
  private readonly kept = new Map<string, string>();
  private haveMet = false;

  public constructor(environments: readonly string[]) {
    for (const environment of environments) this.take(`engine ${environmentName(environment)}`);
  }

  public add(environment: string, application: string, { claimed, beyond, brought, kept, engine }: Names): void {
    const me = `${environment}/${application}`;
    for (const object of claimed) this.take(`${environment} ${object}`);
    // No environment is called so.
    for (const object of beyond) this.take(`* ${object}`);
    for (const name of engine) this.take(`engine ${name}`);
    for (const object of brought) this.brought.set(`${environment} ${object}`, me);
    this.kept.set(me, kept.join('\n'));
  }

  public areApart(): boolean {
    return !this.haveMet && (!this.brought.size || [...this.kept].every(([me, kept]) => this.isFree(me, kept)));
  }

  private isFree(me: string, kept: string): boolean {
    const [environment] = me.split('/');
    return kept.split('\n').every(object => (this.brought.get(`${environment} ${object}`) ?? me) === me);
  }

  private take(name: string): void {
    if (this.taken.has(name)) this.haveMet = true;
    this.taken.add(name);
  }
}
