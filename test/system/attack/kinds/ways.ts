import type { Loose } from '../copy';
import { harmful, type Kind } from '../kind';
import { added, entrance, gone, ingress, live, of, podLabels, route, where } from '../parts';
import { hasColours, isForeign, isOneOf } from './which';

const pods = (labels: Loose, image = 'registry.example.com/debug:1'): Loose => ({
  metadata: { labels },
  spec: { restartPolicy: 'Never', containers: [{ name: 'app', image }] },
});

/** How requests get in, and who else gets them. */
export const WAYS: readonly Kind[] = [
  harmful('an Ingress lets users in otherwise', 'BG005 BG020', [
    [
      'another class',
      of(ingress, ({ spec }) => {
        spec.ingressClassName = 'internal';
      }),
    ],
    [
      'another certificate',
      of(ingress, ({ spec }) => {
        where(spec.tls);
        spec.tls[0].secretName += '-2';
      }),
    ],
    [
      'no certificate',
      of(ingress, ({ spec }) => {
        where(spec.tls);
        delete spec.tls;
      }),
    ],
    [
      'fewer hosts with a certificate',
      of(ingress, ({ spec }) => {
        where(spec.tls?.[0].hosts.length > 1);
        spec.tls[0].hosts.pop();
      }),
    ],
    [
      'only the very path',
      of(ingress, ({ spec }) => {
        spec.rules[0].http.paths[0].pathType = 'Exact';
      }),
    ],
    [
      'only known addresses',
      of(ingress, ({ metadata }) => {
        metadata.annotations = {
          ...metadata.annotations,
          'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8',
        };
      }),
    ],
    [
      'a password',
      of(ingress, ({ metadata }) => {
        metadata.annotations = { ...metadata.annotations, 'nginx.ingress.kubernetes.io/auth-type': 'basic' };
      }),
    ],
  ]),
  harmful('a route is attached elsewhere', 'BG005 BG020', [
    [
      'to another Gateway',
      of(
        copy => copy.get('HTTPRoute'),
        ({ spec }) => {
          spec.parentRefs[0].name += '-internal';
        },
      ),
    ],
    [
      'to another listener',
      of(
        copy => copy.get('HTTPRoute'),
        ({ spec }) => {
          spec.parentRefs[0].sectionName = 'http';
        },
      ),
    ],
    [
      'to none',
      of(
        copy => copy.get('HTTPRoute'),
        ({ spec }) => {
          delete spec.parentRefs;
        },
      ),
    ],
    [
      'to another Gateway of Istio',
      of(
        copy => copy.get('VirtualService'),
        ({ spec }) => {
          spec.gateways = ['mesh'];
        },
      ),
    ],
  ]),
  harmful(
    'a NetworkPolicy shuts users out',
    'BG021',
    [
      [
        'none is let in any more',
        of(
          copy => copy.get('NetworkPolicy', 'web'),
          ({ spec }) => {
            delete spec.ingress;
          },
        ),
      ],
      [
        'only neighbours are let in',
        of(
          copy => copy.get('NetworkPolicy', 'web'),
          ({ spec }) => {
            spec.ingress[0].from = [{ podSelector: {} }];
          },
        ),
      ],
      [
        'another port',
        of(
          copy => copy.get('NetworkPolicy', 'web'),
          ({ spec }) => {
            spec.ingress[0].ports = [{ port: 9999 }];
          },
        ),
      ],
      [
        'only the idle colour may be reached',
        of(
          copy => copy.get('NetworkPolicy', 'web'),
          ({ spec }) => {
            spec.podSelector.matchLabels = { app: 'web', version: 'blue' };
            spec.ingress = [];
          },
        ),
      ],
    ],
    isOneOf('plain'),
  ),
  harmful(
    'a NetworkPolicy comes that shuts users out',
    'BG021',
    [
      [
        'for the live pods',
        added('deny.yaml', (copy, style) => ({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'deny' },
          spec: { podSelector: { matchLabels: podLabels(copy, style) }, policyTypes: ['Ingress'] },
        })),
      ],
      [
        'for all pods',
        added('deny.yaml', () => ({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'deny' },
          spec: { podSelector: {}, policyTypes: ['Ingress'] },
        })),
      ],
    ],
    style => hasColours(style) && !['plain', 'ours: shop', 'ours: shop by a route'].includes(style.name),
  ),
  harmful(
    'something else takes the address',
    'BG022',
    [
      [
        'another Ingress of the host',
        (copy, style) => {
          const taken = structuredClone(ingress(copy));
          taken.metadata.name += '-2';
          for (const rule of taken.spec.rules)
            for (const path of rule.http.paths) path.backend.service.name = 'maintenance';
          copy.add(copy.fileOf(live(copy, style)).replace(/[^/]*$/, 'other-ingress.yaml'), taken);
        },
      ],
      [
        'endpoints by hand',
        added('endpoints.yaml', (copy, style) => ({
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          metadata: { name: 'by-hand', labels: { 'kubernetes.io/service-name': entrance(copy, style).metadata.name } },
          addressType: 'IPv4',
          endpoints: [{ addresses: ['192.0.2.7'] }],
          ports: [{ port: 80 }],
        })),
      ],
    ],
    isForeign,
  ),
  harmful(
    'strangers answer users',
    'BG011 BG030',
    [
      [
        'a bare Pod',
        added('debug.yaml', (copy, style) => ({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'debug', labels: podLabels(copy, style) },
          spec: pods({}).spec,
        })),
      ],
      [
        'a Job',
        added('job.yaml', (copy, style) => ({
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'load' },
          spec: { template: pods(podLabels(copy, style)) },
        })),
      ],
      [
        'a CronJob',
        added('cron.yaml', (copy, style) => ({
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata: { name: 'nightly' },
          spec: { schedule: '0 1 * * *', jobTemplate: { spec: { template: pods(podLabels(copy, style)) } } },
        })),
      ],
      [
        'a DaemonSet',
        added('agent.yaml', (copy, style) => ({
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          metadata: { name: 'agent' },
          spec: {
            selector: { matchLabels: { agent: 'yes' } },
            template: pods({ ...podLabels(copy, style), agent: 'yes' }),
          },
        })),
      ],
      [
        'a worker',
        added('worker.yaml', (copy, style) => ({
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'worker' },
          spec: {
            selector: { matchLabels: { ...podLabels(copy, style), part: 'worker' } },
            template: pods({ ...podLabels(copy, style), part: 'worker' }),
          },
        })),
      ],
    ],
    hasColours,
  ),
  harmful('the Gateway goes', 'BG005 BG020', [['of Istio', gone(copy => copy.get('Gateway'))]]),
  harmful('the host of an environment changes', 'BG005', [
    [
      'all hosts have a word of a preview in them',
      of(route, ({ spec }) => {
        where(spec.hostnames);
        spec.hostnames = ['find.staging.example.com'];
      }),
    ],
  ]),
];
