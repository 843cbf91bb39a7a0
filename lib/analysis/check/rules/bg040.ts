import type { Path } from '../../../construct/validate/problem';
import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import { blueGreen, type Change, pairsOf, placeOf, stayed } from '../change';
import { at, type Rule } from '../rule';
import { targetsOf } from '../targets';

export const bg040: Rule = {
  id: 'BG040',
  title: 'What stands beside a colour goes on finding it',
  severity: 'warning',
  hurts: 'later',
  what: 'An autoscaler, a disruption budget, a NetworkPolicy, a ServiceMonitor or a PodMonitor that was for a colour, and is there still, is for something that is there. One that is for all pods of its namespace, or for those of several, is left alone.',
  why: 'Such an object stays healthy when nothing is there that it names: the colour no longer grows, a drain of nodes takes all of its pods, and nobody sees its metrics, until the day on which that was needed.',
  example: [
    {
      file: 'green/PodDisruptionBudget.ping-green.k8s.yaml',
      from: '    matchLabels:\n      app.kubernetes.io/name: ping\n      blue-green/colour: green',
      to: '    matchLabels:\n      app.kubernetes.io/name: ping\n      blue-green/colour: gren',
    },
  ],
  wayOut:
    'let it name what is there, as the labels of the pods and the name of their Deployment say it; or take it away',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    const stays = staysLive(change);
    const colours = new Map(blueGreen(base).flatMap(({ colours: all }) => all.map(one => [one.id, one] as const)));
    return head.tree.manifests.flatMap(manifest => {
      if (targetsOf(manifest, head)?.length !== 0) return [];
      const then = base.tree.find(head.tree.environmentOf(manifest.file), manifest.identity);
      const was = (then && targetsOf(then, base)) ?? [];
      const colour = was.find(({ id }) => colours.has(id));
      if (!colour || (stays.has(colour.id) && SIZES.has(manifest.identity.kind))) return [];
      return [
        {
          place: placeOf(base, colour.manifest),
          ...at('head', manifest, pathOf(manifest)),
          message: `${objectName(manifest.identity)} was for ${objectName(colour.manifest.identity)}, and is for nothing that is here`,
          users: LOSS[manifest.identity.kind] ?? 'what it did for the pods that serve them, nothing does any more',
        },
      ];
    });
  },
};

// Of what users are on, BG016 and BG019 say what becomes of the size.
const SIZES = new Set(['HorizontalPodAutoscaler', 'ScaledObject', 'PodDisruptionBudget']);

function staysLive(change: Change): Set<string> {
  return new Set(pairsOf(change).flatMap(({ before, after }) => stayed(before, after).map(({ was }) => was.id)));
}

const LOSS: { readonly [kind: string]: string } = {
  HorizontalPodAutoscaler: 'the colour no longer grows when they come in numbers',
  ScaledObject: 'the colour no longer grows when they come in numbers',
  PodDisruptionBudget: 'a drain of nodes may take all pods of the colour at once',
  NetworkPolicy: 'who may reach the pods, and who may not, is no longer what it says',
  ServiceMonitor: 'what happens to them shows in no metric',
  PodMonitor: 'what happens to them shows in no metric',
};

function pathOf({ value }: Manifest): Path {
  const spec = value['spec'] ?? {};
  const key = ['scaleTargetRef', 'podSelector', 'selector'].find(one => spec[one] !== undefined);
  return key === undefined ? [] : ['spec', key];
}
