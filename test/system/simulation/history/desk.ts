import { lastRollbackTarget, type RollbackTarget } from '../../../../lib/history/rollback-target';
import { filesOf } from '../../../../lib/project/files/application-files';
import type { ReleaseFile } from '../../../../lib/project/files/files';
import { FOLDERS } from '../../../../lib/project/files/folders';
import { type ApplicationState, idleOf } from '../../../../lib/release/application-state';
import { attempt } from '../../../../lib/release/attempt';
import { deploy } from '../../../../lib/release/deploy';
import type { Outcome } from '../../../../lib/release/outcome';
import { promote } from '../../../../lib/release/promote';
import { retire } from '../../../../lib/release/retire';
import { rollback } from '../../../../lib/release/rollback';
import { textOf } from '../cluster/object';
import { SPECS, type SpecName } from './application';
import type { Act } from './history';
import { edited } from './state';

/** What a commit is to hold, and in a few words what it is for. */
export interface Change {
  readonly state: ReleaseFile;
  readonly message: string;
  /** Whether it only raises a colour, and the same act moves users then. */
  readonly isRaise?: boolean;
}

// The same come back with each fate of a history, and in many histories: each is decided once.
const DECIDED = new Map<string, Change | undefined>();

/** Where somebody works with the project's own verbs; each change is committed. */
export class Desk {
  private readonly states: ReleaseFile[] = [];

  public constructor(private readonly spec: SpecName) {}

  public get state(): ReleaseFile | undefined {
    return this.states.at(-1);
  }

  /**
   * What an act comes to; undefined where the verb refuses, or there is nothing to do.
   * @param hasLooked whether somebody has seen users where git says
   */
  public change(act: Act, hasLooked = false): Change | undefined {
    const { state } = this;
    const left = state && this.leftBehind(state);
    const key = JSON.stringify([this.spec, state, act, left, hasLooked]);
    const change = DECIDED.has(key) ? DECIDED.get(key) : this.decide(act, left, hasLooked);
    DECIDED.set(key, change);
    return change;
  }

  private decide(act: Act, target: RollbackTarget | undefined, hasLooked: boolean): Change | undefined {
    const { state } = this;
    const left = hasLooked || !target ? {} : { left: target };
    switch (act.kind) {
      case 'deploy':
        return this.changed(`deploy ${act.version}`, deploy(this.current(state), { tag: act.version }));
      case 'promote':
        return this.changed('promote', promote(this.current(state), { ...left }));
      case 'promote a share':
        return this.changed(`promote ${act.weight} %`, promote(this.current(state), { ...left, weight: act.weight }));
      case 'rollback':
        return this.changed('rollback', this.rolledBack(target));
      case 'retire':
        return this.changed('retire', retire(this.current(state)));
      case 'promote without gate':
        return this.changed('promote, and skip the gate', promote(this.current(state), SKIPPED));
      case 'rollback without gate':
        return this.changed('rollback, and skip the gate', this.rolledBack(target, SKIPPED.skipGate));
      case 'let through':
        return this.changed(
          'skip the gate of the last promotion',
          promote(this.current(state), { ...SKIPPED, colour: state?.active }),
        );
      case 'attempt':
        return this.changed('another attempt', attempt(this.current(state)));
      case 'deploy and promote': {
        const deployed = this.changed('', deploy(this.current(state), { tag: act.version }));
        if (!deployed || !state) return undefined;
        return this.changed(
          `deploy ${act.version} and promote, in one commit`,
          promote(this.current(deployed.state)),
          deployed.state,
        );
      }
      case 'unrelated commit':
        return state && { state, message: 'unrelated' };
      default:
        return undefined;
    }
  }

  public committed({ state }: Change): void {
    this.states.push(state);
  }

  private current(state: ReleaseFile | undefined): ApplicationState {
    const files = filesOf(FOLDERS, 'production', 'ping');
    return { environment: 'production', application: 'ping', files, spec: SPECS[this.spec], state, committed: state };
  }

  private rolledBack(target: RollbackTarget = { found: 'never active' }, skipGate?: string): Outcome {
    return rollback(this.current(this.state), target, skipGate);
  }

  private leftBehind(state: ReleaseFile): RollbackTarget {
    const texts = this.states.map(textOf);
    const versions = texts.map((text, index) => ({ commit: NO_MATTER, text, before: texts[index - 1] })).reverse();
    return lastRollbackTarget(idleOf(state), versions);
  }

  private changed(message: string, outcome: Outcome, before = this.state): Change | undefined {
    if (outcome.kind !== 'change') return undefined;
    return { state: edited(before, outcome.edits), message, isRaise: outcome.step === 'raise' };
  }
}

const SKIPPED = { skipGate: 'it is broken' };
const NO_MATTER = { hash: '', author: '', date: '', subject: '', cutOff: false };
