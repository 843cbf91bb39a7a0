/** What a change does to the users of a group in one environment. */
export interface GroupMove {
  readonly environment: string;
  readonly group: string;
  /** The applications of it that are there. */
  readonly members: readonly string[];
  /** Those whose users move. */
  readonly moving: readonly Mover[];
  /** Those whose users would have to move too, as git tells what was before. */
  readonly left: readonly string[];
  /** Whether the same change has others in the group than before. */
  readonly isRegrouped: boolean;
}

interface Mover {
  readonly application: string;
  /** Its release file. */
  readonly file: string;
  /** Why its users move without the others. @default - they do not */
  readonly alone?: string;
}
