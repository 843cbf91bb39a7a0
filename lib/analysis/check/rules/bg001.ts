import { pathText } from '../../../construct/validate/problem';
import { named, pairsOf, sameColour } from '../change';
import { at, type Rule } from '../rule';
import { shownOf } from '../shown-value';
import { templateDifference } from '../template-difference';

export const bg001: Rule = {
  id: 'BG001',
  title: 'The pod template of the active colour is unchanged',
  severity: 'error',
  what: 'Every colour that users reach before the change has the same pod template after it, whether or not they stay on it.',
  why: 'A change of the template, be it of one annotation, restarts all pods of that colour while users are on them, with something that nobody has tested there; and it leaves no colour that runs what ran before.',
  example: [
    {
      file: 'blue/Deployment.ping-blue.k8s.yaml',
      from: '        - image: pkw0301/app:1.0',
      to: '        - image: pkw0301/app:1.1',
    },
  ],
  wayOut: 'put it on the idle colour, look at it there, and move users in a later commit',
  check: change =>
    pairsOf(change).flatMap(({ before, after }) =>
      before.live.flatMap(colour => {
        const now = sameColour(colour, after);
        const difference = now && templateDifference(colour, now);
        if (!difference) return [];
        return [
          {
            place: after.place,
            ...at('head', now.manifest, difference.path),
            message:
              `users are on ${named(colour)}, and its pod template changes: ${pathText(difference.path)} was ` +
              `${shownOf(colour.manifest, difference.path, difference.before)}, and becomes ${shownOf(now.manifest, difference.path, difference.after)}`,
            users:
              'every pod that serves them is replaced by one that nobody has tested, and there is no colour to go back to',
          },
        ];
      }),
    ),
};
