import { harmful, type Kind } from '../kind';
import { autoscaler, container, entrance, idle, live, of, where } from '../parts';
import { hasColours } from './which';

/** What the API server does not take: the folder is not applied any more, and with it no promotion and no rollback. */
export const REFUSED: readonly Kind[] = [
  harmful('a field that never changes', 'BG006', [
    [
      'the selector of the idle colour',
      of(idle, ({ spec }) => {
        spec.selector.matchLabels.tier = 'web';
        spec.template.metadata.labels.tier = 'web';
      }),
    ],
    [
      'the cluster address',
      of(entrance, ({ spec }) => {
        spec.clusterIP = '10.0.0.7';
      }),
      of(entrance, ({ spec }) => {
        spec.clusterIP = '10.0.0.8';
      }),
    ],
    [
      'a Service without an address of its own',
      of(entrance, ({ spec }) => {
        where(!spec.clusterIP);
        spec.clusterIP = 'None';
      }),
    ],
    [
      'the class of the load balancer',
      of(entrance, ({ spec }) => {
        where(spec.type === 'LoadBalancer');
        spec.loadBalancerClass = 'example.com/a';
      }),
      of(entrance, ({ spec }) => {
        spec.loadBalancerClass = 'example.com/b';
      }),
    ],
  ]),
  harmful(
    'no such thing',
    '',
    [
      [
        'an autoscaler with a maximum below its minimum',
        of(autoscaler, ({ spec }) => {
          where(spec.minReplicas > 1);
          spec.maxReplicas = 1;
        }),
      ],
      [
        'a number in quotes',
        of(idle, ({ spec }) => {
          spec.replicas = String(spec.replicas ?? 2);
        }),
      ],
      [
        'a label that is a number',
        of(idle, ({ spec }) => {
          spec.template.metadata.labels.build = 7;
        }),
      ],
      [
        'a mount of no volume',
        of(idle, one => {
          container(one).volumeMounts = [
            ...(container(one).volumeMounts ?? []),
            { name: 'cache-of-nobody', mountPath: '/cache' },
          ];
        }),
      ],
      [
        'a version that there never was',
        of(entrance, one => {
          one.apiVersion = 'v2';
        }),
      ],
      [
        'an API that is gone',
        of(live, one => {
          one.apiVersion = 'extensions/v1beta1';
        }),
      ],
      [
        'two ports of one name',
        of(entrance, ({ spec }) => {
          spec.ports.push({ ...spec.ports[0], port: 8443 });
        }),
      ],
    ],
    hasColours,
  ),
];
