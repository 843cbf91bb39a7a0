/** Something that must never come to pass, came to pass. */
export class Violation extends Error {}

/** Asked after each event. */
export interface Invariant {
  /** @throws Violation */
  check(): void;
}
