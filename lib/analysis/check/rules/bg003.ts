import { counted } from '../../../construct/props/counted';
import { sizePlace } from '../../topology/autoscaler';
import { moved, named, pairsOf, sameColour } from '../change';
import { at, type Rule } from '../rule';

export const bg003: Rule = {
  id: 'BG003',
  title: 'The colour that receives traffic is not smaller than the one that loses it',
  severity: 'error',
  hurts: 'with the move',
  what: 'Compares the number of pods, with autoscaling the fewest, before the change and after it: pods that the change itself adds are not there yet when users come. Where the one that they leave grows with the load, the other one is not lowered as they come. A rollback to a smaller colour is found as well; where users suffer, allow it.',
  why: 'A Service moves all users at once. What was enough for a look at the idle colour is not enough for all of them, and an autoscaler takes minutes.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: 'blue-green/colour: blue',
      to: 'blue-green/colour: green',
    },
    { file: 'green/Deployment.ping-green.k8s.yaml', from: '  replicas: 2', to: '  replicas: 1' },
  ],
  wayOut:
    'raise the idle colour to the size of the active one in a commit of its own, wait for its pods, and move users then',
  check: change =>
    pairsOf(change).flatMap(({ before, after }) => {
      const { from } = moved(before, after);
      const largest = [...from].sort((a, b) => b.size - a.size)[0];
      if (!largest) return [];
      return after.live.flatMap(colour => {
        const then = sameColour(colour, before);
        const ready = Math.min(then?.size ?? 0, colour.size);
        // That the change adds the colour is BG002's to say.
        if (!then) return [];
        // The one that they leave may have grown, which is what the other one was raised for.
        const lowered =
          then.size > colour.size && from.some(({ autoscaler, isScaledElsewhere }) => autoscaler || isScaledElsewhere);
        if (ready >= largest.size && !lowered) return [];
        if (ready >= largest.size) {
          return [
            {
              place: after.place,
              ...at('head', ...sizePlace(colour)),
              message: `users move to ${named(colour)}, which the same change lowers from ${counted(then.size, 'pod')} to ${colour.size}; an autoscaler may have given as many to ${named(largest)}`,
              users: `all of them meet ${counted(colour.size, 'pod')}: under load answers get slow, or stop`,
            },
          ];
        }
        const grows = colour.size > ready ? `, which become ${colour.size} only with this change` : '';
        return [
          {
            place: after.place,
            ...at('head', ...sizePlace(colour)),
            message: `users move from ${named(largest)} with ${counted(largest.size, 'pod')} to ${named(colour)} with ${counted(ready, 'pod')}${grows}`,
            users: `all of them meet ${counted(ready, 'pod')} where ${counted(largest.size, 'pod')} served them: answers get slow, or stop`,
          },
        ];
      });
    }),
};
