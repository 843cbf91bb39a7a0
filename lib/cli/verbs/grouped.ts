import { join } from 'node:path';
import { isShared } from '../../construct/resolve/traffic';
import { standingOf } from '../../delivery/standing';
import { staysInPromotion, staysInRollback, turnIsHidden } from '../../delivery/turn';
import type { Diagnostic } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { type Group, groupOf, groupsOf } from '../../project/files/groups';
import type { ApplicationState } from '../../release/application-state';
import { alone, type Member, together } from '../../release/group';
import { type Outcome, refused } from '../../release/outcome';
import { lastMoversOf } from '../history/last-movers';
import { versionsAt } from '../history/versions-at';
import { statesIn } from '../status/states';
import { yamlStems } from './applications';

/** A verb that moves users, called for some applications of an environment. */
interface Move {
  readonly verb: 'promote' | 'rollback';
  readonly root: string;
  readonly settings: SettingsFile;
  readonly environment: string;
  /** Those that were named. */
  readonly applications: readonly string[];
  /**
   * Why they are to move without the others of their groups.
   * @default - they move together
   */
  readonly alone?: string;
}

/**
 * What a verb does to each application that moves together with others.
 * @param decide what it does to one by itself
 * @returns by the names of applications; what is not among them moves by itself
 */
export function grouped(move: Move, decide: (current: ApplicationState) => Outcome): Map<string, Outcome> {
  const { settings, applications, environment, root } = move;
  const deployed = yamlStems(join(root, foldersOf(settings).releases, environment));
  const outcomes = new Map<string, Outcome>();
  for (const group of groupsOf(settings)) {
    const members = group.members.filter(member => deployed.includes(member));
    if (members.length > 1 && members.some(member => applications.includes(member))) {
      for (const [name, outcome] of outcomesIn(move, { ...group, members }, decide)) outcomes.set(name, outcome);
    }
  }
  if (move.alone !== undefined) {
    for (const application of applications.filter(name => !outcomes.has(name))) {
      outcomes.set(application, inNoGroup(move, application));
    }
  }
  return outcomes;
}

function inNoGroup({ settings, verb, environment }: Move, application: string): Outcome {
  const group = groupOf(settings, application);
  return refused(
    group
      ? `it is the only one of the group ${group.name} there: it moves alone in any case`
      : 'it is in no group of bluegreen.yaml: it moves alone in any case',
    `without --alone: bluegreen ${verb} ${application} --env ${environment}`,
  );
}

function outcomesIn(move: Move, group: Group, decide: (current: ApplicationState) => Outcome): Map<string, Outcome> {
  const { root, settings, environment, applications, verb } = move;
  const problems: Diagnostic[] = [];
  const selection = { names: group.members, all: false, environments: [environment] };
  const states = statesIn(root, settings, selection, problems);
  if (move.alone !== undefined) {
    const named = states.filter(({ application }) => applications.includes(application));
    const left = group.members.filter(member => !applications.includes(member));
    return new Map(
      named.map(current => [
        current.application,
        left.length ? alone(decide(current), current, left, move.alone!) : notAlone(move, group),
      ]),
    );
  }
  const wrong = group.members.filter(member => !states.some(({ application }) => application === member));
  const unnamed = wrong.filter(member => !applications.includes(member));
  if (unnamed.length) {
    const why = `its users move together with those of ${unnamed.join(', ')}, whose files are wrong`;
    const said = refused(why, `see what is wrong: bluegreen status ${unnamed.join(' ')} --env ${environment}`);
    return new Map(states.map(({ application }) => [application, said]));
  }
  const turnOf = verb === 'promote' ? turnOnPromotion(root, states) : turnOnRollback(root, states);
  return together(
    verb,
    group,
    states.map((current): Member => {
      const { stays, unknown } = turnOf(current);
      const isNamed = applications.includes(current.application);
      return { current, isNamed, outcome: unknown ?? decide(current), ...(stays !== undefined && { stays }) };
    }),
  );
}

function notAlone({ verb, environment }: Move, { name }: Group): Outcome {
  return refused(
    `all of the group ${name} are named: none moves alone`,
    `without --alone: bluegreen ${verb} ${name} --env ${environment}`,
  );
}

/** Why it is not an application's turn, or why nobody knows whether it is; empty where it is. */
type TurnOf = (current: ApplicationState) => { readonly stays?: string; readonly unknown?: Outcome };

function turnOnPromotion(root: string, states: readonly ApplicationState[]): TurnOf {
  const versions = versionsAt(root, states);
  const now = Date.now();
  return current => {
    const standing = standingOf([...versions(current)].reverse(), now);
    if (turnIsHidden(current, standing)) return { unknown: HIDDEN };
    const stays = staysInPromotion(current, standing);
    return stays === undefined ? {} : { stays };
  };
}

const HIDDEN = refused(
  'this clone of the repository is shallow, and does not tell whether its users left the idle colour before',
  'git fetch --unshallow, and try again',
);

// What is half done is given up; else it is the last move that is taken back, and nothing that was before it.
function turnOnRollback(root: string, states: readonly ApplicationState[]): TurnOf {
  const shared = states.filter(({ state }) => state && isShared(state));
  const stays = staysInRollback(shared.length ? shared : lastMoversOf(root, states));
  return current => {
    const why = stays(current);
    return why === undefined ? {} : { stays: why };
  };
}
