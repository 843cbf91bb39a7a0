/** A span of seconds; where in it, chance decides. */
type Seconds = readonly [from: number, to: number];

/** How the pods of a release behave. */
export interface Behaviour {
  /** From the start of the container until it is ready. Undefined: never. */
  readonly readyAfter?: Seconds;
  /** From being ready until the container dies by itself. Undefined: never. */
  readonly diesAfter?: Seconds;
  /** Whether it answers smoke requests as it should. */
  readonly answersRight: boolean;
  /** Whether its migration succeeds. */
  readonly migrates: boolean;
}

const well = { readyAfter: [2, 8], answersRight: true, migrates: true } as const;

export const BEHAVIOURS = {
  'is healthy': well,
  'comes up late': { ...well, readyAfter: [20, 400] },
  'never gets ready': { ...well, readyAfter: undefined },
  'crashes again and again': { ...well, readyAfter: [1, 4], diesAfter: [1, 20] },
  'dies now and then': { ...well, diesAfter: [60, 1200] },
  'answers wrong': { ...well, answersRight: false },
  'fails to migrate': { ...well, migrates: false },
} as const satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof BEHAVIOURS;
