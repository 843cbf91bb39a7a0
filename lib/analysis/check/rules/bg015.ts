import { counted } from '../../../construct/props/counted';
import type { Colour } from '../../topology/model';
import { named, pairsOf, sameColour } from '../change';
import { at, type Rule } from '../rule';

export const bg015: Rule = {
  id: 'BG015',
  title: 'The colour that users are on keeps its number of pods when an autoscaler takes over',
  severity: 'error',
  what: 'A colour that users are on before the change or after it still says "spec.replicas", if it asked for more than one pod before; be there an autoscaler or not.',
  why: 'A field that git no longer mentions does not stay as it is: the API server fills in its default, which is one pod. All others end at once, and an autoscaler brings them back only when it acts the next time and they have started.',
  example: [{ file: 'blue/Deployment.ping-blue.k8s.yaml', from: '  replicas: 2\n', to: '' }],
  wayOut:
    'let that colour keep its "replicas" (in its own entry of the release file), and give the autoscaler to the idle colour: users move once it has its pods',
  check: change =>
    pairsOf(change).flatMap(({ before, after }) =>
      after.colours.flatMap(colour => {
        const then = sameColour(colour, before);
        const pods = then && replicasOf(then);
        if (!then || !pods || pods < 2 || replicasOf(colour) !== undefined) return [];
        const isLive = before.live.includes(then);
        if (!isLive && !after.live.includes(colour)) return [];
        return [
          {
            place: after.place,
            ...at('head', colour.manifest, ['spec']),
            message: `users ${isLive ? 'are on' : 'come to'} ${named(colour)} with ${counted(pods, 'pod')}, and its spec.replicas goes: until an autoscaler acts there is one pod`,
            users: `all of them meet 1 pod where there were ${pods}: answers get slow, or stop`,
          },
        ];
      }),
    ),
};

function replicasOf({ manifest }: Colour): number | undefined {
  return manifest.value['spec'].replicas ?? undefined;
}
