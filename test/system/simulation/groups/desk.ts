import { standingOf } from '../../../../lib/delivery/standing';
import { staysInPromotion, staysInRollback } from '../../../../lib/delivery/turn';
import { lastMovers } from '../../../../lib/history/last-movers';
import { lastRollbackTarget, type VersionWithBefore } from '../../../../lib/history/rollback-target';
import { filesOf } from '../../../../lib/project/files/application-files';
import type { ReleaseFile } from '../../../../lib/project/files/files';
import { FOLDERS } from '../../../../lib/project/files/folders';
import { type ApplicationState, idleOf } from '../../../../lib/release/application-state';
import { deploy } from '../../../../lib/release/deploy';
import { alone, together } from '../../../../lib/release/group';
import type { Outcome } from '../../../../lib/release/outcome';
import { promote } from '../../../../lib/release/promote';
import { retire } from '../../../../lib/release/retire';
import { rollback } from '../../../../lib/release/rollback';
import { edited } from '../history/state';
import { SPEC } from './shop';

/** What somebody does to a group, or to one of its members. */
export type Act =
  | { readonly kind: 'promote' | 'rollback' | 'nothing' }
  | { readonly kind: 'deploy'; readonly member: number; readonly tag: string }
  | { readonly kind: 'retire' | 'promote alone' | 'rollback alone'; readonly member: number };

/** Where somebody works on a group with the project's own verbs. */
export class GroupDesk {
  private readonly versions: (VersionWithBefore & { readonly place: string })[] = [];
  private readonly states = new Map<string, ReleaseFile>();
  private commits = 0;

  public constructor(
    private readonly names: readonly string[],
    private readonly now: () => number,
  ) {}

  /** What a commit changes; nothing where the verbs refuse, or there is nothing to do. */
  public does(act: Act): { readonly [name: string]: ReleaseFile } {
    const outcomes = this.outcomesOf(act);
    // All of a verb's changes are made, or none.
    if ([...outcomes.values()].some(({ kind }) => kind === 'refused')) return {};
    const changes = [...outcomes].flatMap(([name, outcome]) =>
      outcome.kind === 'change' ? [[name, edited(this.states.get(name), outcome.edits)] as const] : [],
    );
    return this.committed(act.kind, Object.fromEntries(changes));
  }

  public committed(verb: string, changes: { readonly [name: string]: ReleaseFile }) {
    const date = new Date(this.now() * 1000).toISOString();
    const commit = {
      hash: `c${++this.commits}`,
      author: 'a',
      date,
      subject: `${verb.replace(' alone', '')}: it`,
      cutOff: false,
    };
    for (const [name, state] of Object.entries(changes)) {
      const before = this.states.get(name);
      this.versions.unshift({
        place: name,
        commit,
        text: JSON.stringify(state),
        before: before && JSON.stringify(before),
      });
      this.states.set(name, state);
    }
    return changes;
  }

  private outcomesOf(act: Act): Map<string, Outcome> {
    const one = 'member' in act ? this.current(this.names[act.member % this.names.length]!) : undefined;
    const of = (outcome: Outcome) => new Map([[one!.application, outcome]]);
    switch (act.kind) {
      case 'deploy':
        return of(deploy(one!, { tag: act.tag }));
      case 'retire':
        return of(retire(one!));
      case 'promote alone':
        return of(alone(promote(one!), one!, this.others(one!), 'so it is'));
      case 'rollback alone':
        return of(alone(this.rolledBack(one!), one!, this.others(one!), 'so it is'));
      case 'promote': {
        const members = this.names.map(name => this.current(name));
        const stays = (current: ApplicationState) =>
          staysInPromotion(current, standingOf([...this.of(current)].reverse(), Date.now()));
        return this.together('promote', members, promote, stays);
      }
      case 'rollback': {
        const members = this.names.map(name => this.current(name));
        const movers = lastMovers(this.versions).map(name => this.current(name));
        return this.together('rollback', members, current => this.rolledBack(current), staysInRollback(movers));
      }
      default:
        return new Map();
    }
  }

  private together(
    verb: 'promote' | 'rollback',
    members: readonly ApplicationState[],
    decide: (current: ApplicationState) => Outcome,
    stays: (current: ApplicationState) => string | undefined,
  ): Map<string, Outcome> {
    const all = members.map(current => {
      const why = stays(current);
      return { current, isNamed: true, outcome: decide(current), ...(why !== undefined && { stays: why }) };
    });
    return together(verb, { name: 'group', members: this.names }, all);
  }

  private rolledBack(current: ApplicationState): Outcome {
    return rollback(current, lastRollbackTarget(idleOf(current.state!), this.of(current)));
  }

  private of({ application }: ApplicationState): VersionWithBefore[] {
    return this.versions.filter(({ place }) => place === application);
  }

  private others({ application }: ApplicationState): string[] {
    return this.names.filter(name => name !== application);
  }

  private current(application: string): ApplicationState {
    const files = filesOf(FOLDERS, 'production', application);
    const state = this.states.get(application);
    return { environment: 'production', application, files, spec: SPEC, state, committed: state };
  }
}
