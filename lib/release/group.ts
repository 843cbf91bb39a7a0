import type { Group } from '../project/files/groups';
import type { ApplicationState } from './application-state';
import { type Edit, nothing, type Outcome, refused } from './outcome';

/** An application of a group, and what a verb would do to it by itself. */
export interface Member {
  readonly current: ApplicationState;
  /** Whether whoever calls the verb has named it. */
  readonly isNamed: boolean;
  /**
   * Why its users stay where they are, as its history tells.
   * @default - it is its turn
   */
  readonly stays?: string;
  readonly outcome: Outcome;
}

type Change = Extract<Outcome, { kind: 'change' }>;

/**
 * What a verb does to applications whose users move together: to all whose turn it is, or to none. What moves nobody, such
 * as another attempt of a gate, each may have by itself.
 * @returns outcomes by the names of applications
 */
export function together(
  verb: 'promote' | 'rollback',
  { name }: Group,
  members: readonly Member[],
): Map<string, Outcome> {
  const moving = members.filter(({ stays, outcome }) => !stays && (outcome.kind === 'refused' || movesUsers(outcome)));
  const forgotten = moving.filter(({ isNamed }) => !isNamed).map(({ current }) => current.application);
  const first = firstStep(moving);
  return new Map(
    members.map(member => {
      const { current, stays, outcome } = member;
      const { application, environment } = current;
      const decided = (): Outcome => {
        if (stays && (outcome.kind === 'refused' || movesUsers(outcome))) return nothing(stays);
        if (!moving.includes(member) || outcome.kind !== 'change') return outcome;
        if (forgotten.length && !outcome.step) {
          return refused(
            `its users move together with those of ${forgotten.join(', ')}: they are the group ${name}`,
            `bluegreen ${verb} ${name} --env ${environment}; or without them, for a reason that stands in git: --alone "<reason>"`,
          );
        }
        if (first && !first.done.includes(member)) return nothing(first.why);
        return outcome;
      };
      return [application, decided()];
    }),
  );
}

// Where some need two commits, the others wait for the second one.
function firstStep(moving: readonly Member[]): { readonly done: readonly Member[]; readonly why: string } | undefined {
  const listed = (some: readonly Member[]) => some.map(({ current }) => current.application).join(', ');
  const raised = moving.filter(({ outcome }) => outcome.kind === 'change' && outcome.step === 'raise');
  if (raised.length) {
    return { done: raised, why: `its users wait for ${listed(raised)}, which has to be at full size first` };
  }
  const opened = moving.filter(({ outcome }) => outcome.kind === 'change' && opensBoth(outcome));
  if (!opened.length) return undefined;
  return { done: opened, why: `its users wait for ${listed(opened)}, which is on both colours first` };
}

/** The same verb for one application of a group, without the others. */
export function alone(outcome: Outcome, { state }: ApplicationState, left: readonly string[], reason: string): Outcome {
  if (!movesUsers(outcome) || outcome.step) return outcome;
  const others = editsOf(outcome).filter(({ path }) => path[0] !== 'alone');
  const kind = state?.alone === undefined ? 'add' : 'set';
  return {
    ...outcome,
    edits: [...others, { kind, path: ['alone'], value: reason }],
    notes: [`without ${left.join(', ')} of its group: ${reason}`, ...outcome.notes],
  };
}

/** Whether users go elsewhere by what a verb does. */
function movesUsers(outcome: Outcome): outcome is Change {
  return (
    outcome.kind === 'change' &&
    (outcome.step !== undefined || editsOf(outcome).some(({ path }) => MOVES.has(path[0]!)))
  );
}

const MOVES: ReadonlySet<string> = new Set(['active', 'overlap', 'weight']);

function opensBoth(outcome: Change): boolean {
  return editsOf(outcome).some(
    ({ kind, path }) => kind !== 'remove' && (path[0] === 'overlap' || path[0] === 'weight'),
  );
}

function editsOf(outcome: Change): readonly Edit[] {
  return 'created' in outcome.edits ? [] : outcome.edits;
}
