import type { Path } from '../../../construct/validate/problem';

/** Whom a rule leads to, as its object says it. */
export interface ReadBackend {
  readonly service: string;
  /** @default - that of the object */
  readonly namespace?: string;
  /** Some of the Service's pods, as a DestinationRule names them. @default - all of them */
  readonly subset?: string;
  /** Number or name; undefined where the rule says none. */
  readonly port?: number | string;
  /** Its part of the requests, beside the other backends. @default 1 */
  readonly weight?: number;
  /** Where it stands. */
  readonly path: Path;
}

/** A rule of an Ingress or a route, as its object says it. */
export interface ReadRule {
  /** What requests it is for: the same text for the same rule after a change of whom it leads to. */
  readonly key: string;
  /** As far as it says any. */
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** Whether it is only for requests with certain headers, cookies or parameters, as testers send them. */
  readonly forSome?: boolean;
  /** Percent of the requests that it takes from the rule of another object with the same key. */
  readonly canary?: number;
  readonly backends: readonly ReadBackend[];
}

/** What is said behind the path of requests that are taken by gRPC alone, whoever else takes the path. */
export const BY_GRPC = ' by gRPC';

/** The fields of a `spec`, and of what is in it, as loosely typed as YAML is. */
export type Fields = { readonly [key: string]: any };

/** The texts in a list, as far as it is one. */
export function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter(item => typeof item === 'string') : [];
}

/** Of rules that are for the same requests, the first one gets them. */
export function firstOfEqual(rules: readonly ReadRule[]): ReadRule[] {
  return rules.filter(({ key, forSome }, index) => forSome || !rules.slice(0, index).some(one => one.key === key));
}

/** One text for what requests a rule is for. */
export function keyOf(condition: unknown): string {
  return JSON.stringify(condition ?? null);
}
