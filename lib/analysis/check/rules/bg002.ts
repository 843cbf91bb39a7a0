import { pathText } from '../../../construct/validate/problem';
import { moved, named, pairsOf, sameColour } from '../change';
import { at, type Rule } from '../rule';
import { templateDifference } from '../template-difference';

export const bg002: Rule = {
  id: 'BG002',
  title: 'Traffic moves only to pods that were already so',
  severity: 'error',
  hurts: 'with the move',
  what: 'A colour that users come to by the change was there before it, with the same pod template.',
  why: 'What was looked at on the idle colour is what has to go live. A promotion that brings another image or another setting along sends users to pods that nobody has seen, and that may not even have started.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: 'blue-green/colour: blue',
      to: 'blue-green/colour: green',
    },
    {
      file: 'green/Deployment.ping-green.k8s.yaml',
      from: '        - image: pkw0301/app:2.0',
      to: '        - image: pkw0301/app:2.1',
    },
  ],
  wayOut: 'two commits: first the change of the idle colour, and when its pods are ready and tested, the traffic',
  check: change =>
    pairsOf(change).flatMap(({ before, after }) =>
      moved(before, after).to.flatMap(colour => {
        const then = sameColour(colour, before);
        const users = 'they are sent to pods that nobody has tested, and that may not be ready when they come';
        if (!then) {
          return [
            {
              place: after.place,
              ...at('head', colour.manifest),
              message: `users move to ${named(colour)}, which this very change adds`,
              users,
            },
          ];
        }
        const difference = templateDifference(then, colour);
        if (!difference) return [];
        return [
          {
            place: after.place,
            ...at('head', colour.manifest, difference.path),
            message: `users move to ${named(colour)}, and its pod template changes with it: ${pathText(difference.path)}`,
            users,
          },
        ];
      }),
    ),
};
