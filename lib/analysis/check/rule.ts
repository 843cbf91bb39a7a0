import type { Path } from '../../construct/validate/problem';
import { objectName } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import type { Change } from './change';
import type { Finding, Severity } from './finding';

/** An edit of a file of an application's output, from the application's folder. */
export interface ExampleEdit {
  /** `blue/Deployment.ping-blue.k8s.yaml`. */
  readonly file: string;
  /** Text that stands there. */
  readonly from: string;
  /** What it becomes; undefined takes the whole file away. */
  readonly to?: string;
}

/** What a rule finds; which rule it was and how bad it is are added to it. */
export type Fault = Omit<Finding, 'rule' | 'severity' | 'wayOut'> & {
  /** @default - the way out of the rule */
  readonly wayOut?: string;
};

/** One rule on a change, and all that the documents say of it. */
export interface Rule {
  /** `BG001`. */
  readonly id: string;
  /** What has to hold, as a sentence without a full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** When users feel it: findings are told in this order. @default 'at once' */
  readonly hurts?: 'with the move' | 'later';
  /** What exactly is looked at. */
  readonly what: string;
  /** Why users care. */
  readonly why: string;
  /** Whether it is silent on an object of which another rule finds an error. @default - it is not */
  readonly yields?: boolean;
  /** What the demo application has besides, for the example to break. @default - nothing */
  readonly before?: readonly ExampleEdit[];
  /** A change of the demo application that breaks it; a test makes it. */
  readonly example: readonly ExampleEdit[];
  /** What to do in its place. */
  readonly wayOut: string;
  check(change: Change): readonly Fault[];
}

/** Where a fault is: an object, and a value in it. */
export function at(
  side: 'base' | 'head',
  manifest: Manifest,
  path: Path = [],
): Pick<Fault, 'side' | 'file' | 'line' | 'object'> {
  const line = manifest.line(path);
  return { side, file: manifest.file, ...(line !== undefined && { line }), object: objectName(manifest.identity) };
}
