import type { Colour } from '../../construct/props/colour';

/** What a change does to the users of an application, as its history tells, and none of its objects. */
export interface Step {
  /** `production/ping`. */
  readonly place: string;
  /** Its release file. */
  readonly file: string;
  /** Whether users go back to what they were on before: whole, or to a smaller share of what is new. */
  readonly goesBack: boolean;
  /** Where users come to be on both colours: the one that the gate of this change does not prove, and why nothing else has for certain. */
  readonly unproved?: { readonly colour: Colour; readonly why: 'just promoted' | 'comes too' };
  /** The Jobs that watched a release and are not there any more: how many milliseconds they have been, by the file in the base. */
  readonly watched: ReadonlyMap<string, number>;
}
