import type { Diagnostic } from '../../../project/files/diagnostic';
import type { Sorted } from '../allowance';
import type { Judged } from '../judged';

/** All that `check` has to say. */
export interface Verdict extends Sorted {
  /** What was compared with what, in words. */
  readonly compared: string;
  /** What it is about. */
  readonly judged: Judged;
  /** How many findings the base has too, which the change did not bring. */
  readonly standing: number;
  /** What is no fault, and a reviewer should know. */
  readonly notes: readonly string[];
  /** What could not be told. */
  readonly undecided: readonly string[];
  /** What could not be read, and was left out. */
  readonly unread: readonly Diagnostic[];
}
