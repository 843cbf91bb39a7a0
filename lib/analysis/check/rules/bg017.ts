import { counted } from '../../../construct/props/counted';
import { objectName } from '../../manifests/identity';
import { reachOf } from '../../topology/autoscaler';
import { blueGreen, named } from '../change';
import { at, type Rule } from '../rule';

export const bg017: Rule = {
  id: 'BG017',
  title: 'Either git or an autoscaler says how many pods there are',
  severity: 'error',
  what: 'A colour that has an autoscaler has no "spec.replicas" beside it, and above all no 0: Kubernetes switches an autoscaler off there.',
  why: 'Each apply sets the number of git, ends the pods that the autoscaler made, and leaves users with too few until it has noticed. With 0 there is none at all, and the autoscaler does nothing about it.',
  example: [
    {
      file: 'blue/PodDisruptionBudget.ping-blue.k8s.yaml',
      from: 'apiVersion: policy/v1\n',
      to: 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: ping-blue, namespace: demo }\nspec:\n  minReplicas: 2\n  maxReplicas: 6\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ping-blue }\n---\napiVersion: policy/v1\n',
    },
  ],
  wayOut:
    'take "replicas" out of the idle colour, where an autoscaler is to decide, and move users there; a colour that users are on keeps what it has until they have left it (BG015)',
  check: ({ head }) =>
    blueGreen(head).flatMap(({ place, colours, live }) =>
      colours.flatMap(colour => {
        const { autoscaler, manifest } = colour;
        const replicas: unknown = manifest.value['spec'].replicas;
        if (!autoscaler || typeof replicas !== 'number') return [];
        const { fewest, most } = reachOf(autoscaler);
        const isLive = live.includes(colour);
        // Out of use, a colour may be switched off.
        if (replicas === 0 && !isLive) return [];
        return [
          {
            place,
            ...at('head', manifest, ['spec', 'replicas']),
            message:
              `${named(colour)} says "replicas: ${replicas}" beside ${objectName(autoscaler.identity)}, which keeps ` +
              `${fewest === most ? counted(fewest, 'pod') : `${fewest} to ${most} pods`}`,
            users:
              replicas === 0
                ? 'the autoscaler is switched off, and there is no pod'
                : `with each apply there ${replicas === 1 ? 'is 1 pod' : `are ${replicas} pods`}, however many are needed, until the autoscaler acts again`,
          },
        ];
      }),
    ),
};
