import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { OwnObject } from '../resolve/own-objects';

/** An object that a user brings along, as it is: in values of others null says something, and cdk8s leaves it out. */
export class BroughtObject extends ApiObject {
  private readonly given: object;

  public constructor(scope: Construct, id: string, { apiVersion, kind, metadata, ...fields }: OwnObject) {
    super(scope, id, { apiVersion, kind, metadata, ...fields });
    this.given = fields;
  }

  public override toJson(): any {
    return withNulls(super.toJson(), this.given);
  }
}

function withNulls(made: unknown, given: unknown): unknown {
  if (given === null) return null;
  if (typeof given !== 'object' || typeof made !== 'object' || made === null) return made;
  if (Array.isArray(made)) return made.map((item, index) => withNulls(item, (given as unknown[])[index]));
  const nulls = Object.entries(given).flatMap(([key, field]) => (field === null ? [[key, null] as const] : []));
  const rest = Object.entries(made).map(([key, field]) => [key, withNulls(field, given[key as keyof typeof given])]);
  return Object.fromEntries([...rest, ...nulls]);
}
