import { isShared } from '../../../../lib/construct/resolve/traffic';
import { standingOf } from '../../../../lib/delivery/standing';
import { staysInPromotion, staysInRollback } from '../../../../lib/delivery/turn';
import { lastMovers } from '../../../../lib/history/last-movers';
import { lastRollbackTarget } from '../../../../lib/history/rollback-target';
import type { Group } from '../../../../lib/project/files/groups';
import { alone, together } from '../../../../lib/release/group';
import type { Outcome } from '../../../../lib/release/outcome';
import { promote } from '../../../../lib/release/promote';
import { rollback } from '../../../../lib/release/rollback';
import type { Member } from './member';

/**
 * What somebody's verb does to applications whose users move together.
 * @param index of the one that is to move without the others; undefined for all of them
 */
export function movedByPeople(
  verb: 'promote' | 'rollback',
  group: Group,
  members: readonly Member[],
  index: number | undefined,
): { readonly member: Member; readonly outcome: Outcome }[] {
  const decided = ({ story, idle }: Member) =>
    verb === 'promote' ? promote(story.current) : rollback(story.current, lastRollbackTarget(idle, story.versions));
  if (index !== undefined) {
    const member = members[index]!;
    const left = group.members.filter(name => name !== member.name);
    const outcome = decided(member);
    return [{ member, outcome: left.length ? alone(outcome, member.story.current, left, 'so it is') : outcome }];
  }
  const stays = verb === 'promote' ? staysOnPromotion : staysOnRollback(members);
  const outcomes = together(
    verb,
    group,
    members.map(member => {
      const why = stays(member);
      return {
        current: member.story.current,
        isNamed: true,
        outcome: decided(member),
        ...(why !== undefined && { stays: why }),
      };
    }),
  );
  return members.map(member => ({ member, outcome: outcomes.get(member.name)! }));
}

const staysOnPromotion = ({ story }: Member) =>
  staysInPromotion(story.current, standingOf([...story.versions].reverse(), story.now));

function staysOnRollback(members: readonly Member[]) {
  const shared = members.filter(({ story }) => isShared(story.state));
  const versions = members
    .flatMap(({ name, story }) => story.versions.map(version => ({ ...version, place: name })))
    .sort((a, b) => (a.commit.hash < b.commit.hash ? 1 : -1));
  const last = lastMovers(versions);
  const movers = shared.length ? shared : members.filter(({ name }) => last.includes(name));
  const stays = staysInRollback(movers.map(({ story }) => story.current));
  return ({ story }: Member) => stays(story.current);
}
