import type { GroupMove } from '../group-move';
import type { Fault, Rule } from '../rule';

export const bg042: Rule = {
  id: 'BG042',
  title: 'Users of a group move together, or for a reason that stands in git',
  severity: 'error',
  hurts: 'with the move',
  what: 'Of the applications of a group in bluegreen.yaml, a change that moves users of some moves those of all whose turn it is: in a promotion whatever has something that its users were never on, or were taken back from; in a rollback whatever moved with the last move of the group. Only `alone` in a release file says otherwise. And in the change that moves users nobody joins or leaves the group. Where git does not tell what was before, nobody is missed.',
  why: 'They were put into a group because one does not work without the other: users would meet a new one beside an old one, which nobody has tried. And what engines are told of a group they may learn after they have moved users.',
  example: [{ file: 'releases/production/ping.yaml', from: 'active: blue', to: 'active: green' }],
  wayOut:
    'promote or roll back by the name of the group, or with --alone "<reason>"; who is in a group changes in a commit of its own',
  check: ({ groups = [] }) => groups.flatMap(faultsOf),
};

function faultsOf({ environment, group, moving, left, isRegrouped }: GroupMove): Fault[] {
  return moving.flatMap(({ application, file, alone }) => {
    const fault = (message: string, users: string): Fault => ({
      ...{ place: `${environment}/${application}`, side: 'head', file, object: `group ${group}`, message, users },
    });
    return [
      ...(left.length && alone === undefined
        ? [
            fault(
              `users of ${application} move, and those of ${left.join(', ')} do not: they are the group ${group}`,
              `they meet one of ${application} and one of ${left.join(', ')} that were not meant for each other`,
            ),
          ]
        : []),
      ...(isRegrouped
        ? [
            fault(
              `users of ${application} move in the same change in which somebody joins or leaves the group ${group}`,
              'an engine that has not learned of it moves them before the gates of all have passed',
            ),
          ]
        : []),
    ];
  });
}
