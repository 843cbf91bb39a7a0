import { counted } from '../../../construct/props/counted';
import { sizePlace } from '../../topology/autoscaler';
import { moved, named, pairsOf, sameColour } from '../change';
import { at, type Rule } from '../rule';

export const bg004: Rule = {
  id: 'BG004',
  title: 'The colour that loses traffic keeps its objects and its size',
  severity: 'error',
  hurts: 'with the move',
  what: 'A colour that users leave by the change still has its Deployment, its autoscaler and as many pods as before; an autoscaler may not allow fewer.',
  why: 'Engines apply objects in no order that helps: the pods can go seconds before the Service moves. Open connections stay on them for as long as they last. And they are the way back.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: 'blue-green/colour: blue',
      to: 'blue-green/colour: green',
    },
    { file: 'blue/Deployment.ping-blue.k8s.yaml', from: '  replicas: 2', to: '  replicas: 0' },
  ],
  wayOut: 'move users first; shrink or remove the old colour in a later commit, when nobody needs it any more',
  check: change =>
    pairsOf(change).flatMap(({ before, after }) =>
      moved(before, after).from.flatMap(colour => {
        const now = sameColour(colour, after);
        const users =
          'whoever is still connected is cut off, requests fail until the Service has moved, and a rollback finds nothing';
        if (!now) {
          const message = `users leave ${named(colour)}, and the same change removes it`;
          return [{ place: after.place, ...at('base', colour.manifest), message, users }];
        }
        if (now.size < colour.size) {
          const message = `users leave ${named(colour)}, and the same change shrinks it from ${counted(colour.size, 'pod')} to ${counted(now.size, 'pod')}`;
          return [{ place: after.place, ...at('head', ...sizePlace(now)), message, users }];
        }
        if (colour.autoscaler && !now.autoscaler) {
          const message = `users leave ${named(colour)}, and the same change removes its autoscaler`;
          return [{ place: after.place, ...at('base', colour.autoscaler), message, users }];
        }
        return [];
      }),
    ),
};
