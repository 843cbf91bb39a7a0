import { otherColour } from '../../../construct/props/colour';
import type { Rule } from '../rule';

export const bg043: Rule = {
  id: 'BG043',
  title: 'Users are on both colours only where each of them was proved',
  severity: 'error',
  hurts: 'with the move',
  what: 'A change after which users are on both colours, and before which they were on one, leaves them where they are and gives a share to something that they did not leave last. Git tells what that was; where `gate.skipped` says why nothing is proved, or git does not tell, nothing is found.',
  why: 'The gate of a share proves the colour that gets it, and no other. What users left last they may be on still, while the gate of the promotion waits or has failed: with the share, all others would come to a colour that no gate has let them to.',
  example: [{ file: 'releases/production/ping.yaml', from: 'active: blue', to: 'active: blue\nweight: 5' }],
  wayOut:
    'go back whole: "bluegreen rollback"; or wait until users are where git says they are, give the share by "bluegreen promote --live", which looks, and allow this then',
  check: ({ steps = [] }) =>
    steps.flatMap(({ place, file, unproved }) => {
      if (!unproved) return [];
      const { colour, why } = unproved;
      const other = otherColour(colour);
      return [
        {
          place,
          side: 'head',
          file,
          object: `the share of ${colour}`,
          message:
            why === 'comes too'
              ? `users come to ${colour}, with a share for ${other}: the gate proves ${other} alone`
              : `${other} gets a share, and users came from there last: git does not tell whether the gate of ${colour} has let them go`,
          users: `those without the share are on ${colour}, be it proved or not`,
        },
      ];
    }),
};
