import type { Loose } from '../copy';
import { harmful, type Kind } from '../kind';
import { added, autoscaler, budget, entrance, gone, keda, live, of, where } from '../parts';
import { hasColours } from './which';

const fixed = (change: (spec: Loose) => void) =>
  of(live, ({ spec }) => {
    where(spec.replicas);
    change(spec);
  });
const scaler = (name: string, spec: object): Loose => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: `${name}-extra` },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, ...spec },
});

/** How many pods users have, and how many they may lose at once. */
export const SIZE: readonly Kind[] = [
  harmful(
    'the live colour shrinks',
    'BG016 BG017 BG015 BG007',
    [
      [
        'to one pod',
        fixed(spec => {
          where(spec.replicas > 1);
          spec.replicas = 1;
        }),
      ],
      [
        'by a pod',
        fixed(spec => {
          where(spec.replicas > 2);
          spec.replicas -= 1;
        }),
      ],
      [
        'to the default',
        fixed(spec => {
          where(spec.replicas > 1);
          delete spec.replicas;
        }),
      ],
      [
        'by a typing error',
        fixed(spec => {
          where(spec.replicas > 1);
          spec.replica = spec.replicas;
          delete spec.replicas;
        }),
      ],
    ],
    hasColours,
  ),
  harmful(
    'the autoscaler of the live colour lets it shrink',
    'BG016 BG017 BG007 BG005',
    [
      [
        'a lower minimum',
        of(autoscaler, ({ spec }) => {
          where(spec.minReplicas > 1);
          spec.minReplicas = 1;
        }),
      ],
      [
        'no minimum',
        of(autoscaler, ({ spec }) => {
          where(spec.minReplicas > 1);
          delete spec.minReplicas;
        }),
      ],
      [
        'a lower maximum',
        of(autoscaler, ({ spec }) => {
          spec.maxReplicas = spec.minReplicas;
        }),
      ],
      [
        'for the other colour',
        of(autoscaler, ({ spec }, style) => {
          spec.scaleTargetRef.name = style.idle;
        }),
      ],
      ['gone', gone(autoscaler)],
      [
        'KEDA: a lower minimum',
        of(keda, ({ spec }) => {
          where(spec.minReplicaCount > 1);
          spec.minReplicaCount = 1;
        }),
      ],
      [
        'KEDA: none at rest',
        of(keda, ({ spec }) => {
          spec.minReplicaCount = 0;
        }),
      ],
      [
        'KEDA: a lower maximum',
        of(keda, ({ spec }) => {
          where(spec.maxReplicaCount > 4);
          spec.maxReplicaCount = 4;
        }),
      ],
      ['KEDA: gone', gone(keda)],
    ],
    hasColours,
  ),
  harmful(
    'git and an autoscaler say different numbers',
    'BG016 BG017 BG007 BG015',
    [
      [
        'no replicas beside an autoscaler',
        of(live, (one, style) => {
          where(
            style.name === 'helm' || style.name === 'gateway' || style.name === 'keda' || style.name === 'ours: shop',
          );
          one.spec.replicas = 0;
        }),
      ],
      [
        'one replica beside an autoscaler',
        of(live, (one, style) => {
          where(
            style.name === 'helm' || style.name === 'gateway' || style.name === 'keda' || style.name === 'ours: shop',
          );
          one.spec.replicas = 1;
        }),
      ],
      [
        'an autoscaler of one pod',
        (copy, style) => {
          where(live(copy, style).spec.replicas > 1);
          added('autoscaler.yaml', () => scaler(style.live, { minReplicas: 1, maxReplicas: 1 }))(copy, style);
        },
      ],
      [
        'replicas go as an autoscaler comes',
        (copy, style) => {
          const { spec } = live(copy, style);
          where(spec.replicas > 1);
          fixed(it => {
            delete it.replicas;
          })(copy, style);
          added('autoscaler.yaml', () => scaler(style.live, { minReplicas: 3, maxReplicas: 9 }))(copy, style);
        },
      ],
    ],
    hasColours,
  ),
  harmful(
    'live pods may all go at once',
    'BG019',
    [
      [
        'they are made anew all at once',
        of(live, ({ spec }) => {
          spec.strategy = { type: 'Recreate' };
        }),
      ],
      [
        'all may be missing',
        of(live, ({ spec }) => {
          spec.strategy = { rollingUpdate: { maxSurge: 0, maxUnavailable: '100%' } };
        }),
      ],
      [
        'nothing more is rolled out',
        of(live, ({ spec }) => {
          spec.paused = true;
        }),
      ],
    ],
    hasColours,
  ),
  harmful(
    'the budget of live pods',
    'BG005 BG019',
    [
      ['gone', gone(budget)],
      [
        'lets none go',
        of(budget, ({ spec }) => {
          delete spec.maxUnavailable;
          spec.minAvailable = '100%';
        }),
      ],
      [
        'lets all go',
        of(budget, ({ spec }) => {
          delete spec.minAvailable;
          spec.maxUnavailable = '100%';
        }),
      ],
      [
        'for nobody',
        of(budget, ({ spec }) => {
          spec.selector.matchLabels.tier = 'none';
        }),
      ],
      [
        'counts both colours',
        of(budget, ({ spec }) => {
          const keys = Object.keys(spec.selector.matchLabels);
          where(keys.length > 1);
          delete spec.selector.matchLabels[keys.at(-1)!];
        }),
      ],
    ],
    hasColours,
  ),
  harmful(
    'the doors get narrower',
    'BG005 BG020',
    [
      [
        'not from outside',
        of(entrance, ({ spec }) => {
          where(spec.type === 'LoadBalancer');
          spec.type = 'ClusterIP';
        }),
      ],
      [
        'not from outside, a node port',
        of(entrance, ({ spec }) => {
          where(spec.type === 'NodePort');
          spec.type = 'ClusterIP';
          for (const port of spec.ports) delete port.nodePort;
        }),
      ],
      [
        'fewer addresses',
        of(entrance, ({ spec }) => {
          where(spec.loadBalancerSourceRanges?.length > 1);
          spec.loadBalancerSourceRanges.pop();
        }),
      ],
      [
        'addresses where all were let in',
        of(entrance, ({ spec }) => {
          where(spec.type === 'LoadBalancer' && !spec.loadBalancerSourceRanges);
          spec.loadBalancerSourceRanges = ['10.0.0.0/8'];
        }),
      ],
      [
        'an internal load balancer',
        of(entrance, one => {
          where(one.spec.type === 'LoadBalancer');
          one.metadata.annotations = {
            ...one.metadata.annotations,
            'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
          };
        }),
      ],
      [
        'another node port',
        of(entrance, ({ spec }) => {
          where(spec.ports[0].nodePort);
          spec.ports[0].nodePort += 1;
        }),
      ],
    ],
    hasColours,
  ),
];
