/** How bad it is: an error cuts or restarts what users are on, or the way back; a warning may do so later. */
export type Severity = 'error' | 'warning';

/** One thing about a change that can hurt users. */
export interface Finding {
  /** `BG001`. */
  readonly rule: string;
  readonly severity: Severity;
  /** `production/ping`: the application that it concerns. */
  readonly place: string;
  readonly file: string;
  /** From 1; undefined where it is the file itself. */
  readonly line?: number;
  /** Which side of the change the file is in. */
  readonly side: 'base' | 'head';
  /** `Deployment ping-blue`. */
  readonly object: string;
  /** What is wrong. */
  readonly message: string;
  /** What would happen to users. */
  readonly users: string;
  /** What to do in its place. */
  readonly wayOut: string;
}
