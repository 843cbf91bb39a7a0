import type { Loose } from '../copy';
import { type Edit, harmless, type Kind } from '../kind';
import {
  added,
  autoscaler,
  both,
  container,
  entrance,
  gone,
  idle,
  ingress,
  live,
  move,
  of,
  podLabels,
  route,
  textOf,
  where,
} from '../parts';
import { hasColours, isOneOf } from './which';

const image = 'registry.example.com/other:1';
const deployment = (name: string, labels: Loose): Loose => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'app', image, ports: [{ name: 'http', containerPort: 8080 }] }] },
    },
  },
});
const service = (name: string, selector: Loose): Loose => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector, ports: [{ port: 80, targetPort: 'http' }] },
});
const other = added('other.yaml', () => deployment('other', { app: 'other-thing' }));
const job = (metadata: Loose, version: number): Loose => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata,
  spec: {
    template: {
      metadata: { labels: { job: 'once' } },
      spec: { restartPolicy: 'Never', containers: [{ name: 'once', image: `registry.example.com/once:${version}` }] },
    },
  },
});
const jobs = (metadata: Loose) =>
  [
    added('once.yaml', () => job(structuredClone(metadata), 1)),
    of(
      copy => copy.all('Job').find(({ spec }) => spec.template.metadata.labels.job === 'once'),
      one => {
        one.spec.template.spec.containers[0].image = 'registry.example.com/once:2';
      },
    ),
  ] as const;

// The idle colour has what the live one has: users may come.
const asLarge: Edit = (copy, style) => {
  copy.edit(idle(copy, style), ({ spec }) => {
    spec.replicas = live(copy, style).spec.replicas;
  });
  const scaler = copy.all('HorizontalPodAutoscaler').find(({ spec }) => spec.scaleTargetRef.name === style.idle);
  if (scaler) {
    copy.edit(scaler, ({ spec }) => {
      const { minReplicas, maxReplicas } = autoscaler(copy, style).spec;
      Object.assign(spec, { minReplicas, maxReplicas });
    });
  }
};

/** What hurts nobody, and must raise no alarm. */
export const HARMLESS: readonly Kind[] = [
  harmless(
    'work on the idle colour',
    [
      [
        'another image',
        of(idle, one => {
          container(one).image += '.1';
        }),
      ],
      [
        'another variable',
        of(idle, one => {
          container(one).env = [...(container(one).env ?? []), { name: 'TRACE', value: 'on' }];
        }),
      ],
      [
        'more pods',
        of(idle, ({ spec }) => {
          where(spec.replicas);
          spec.replicas += 2;
        }),
      ],
      [
        'fewer pods',
        of(idle, ({ spec }) => {
          where(spec.replicas > 1);
          spec.replicas -= 1;
        }),
      ],
      [
        'none',
        of(idle, ({ spec }) => {
          where(spec.replicas);
          spec.replicas = 0;
        }),
      ],
      [
        'a sidecar',
        of(idle, ({ spec }) => {
          spec.template.spec.containers.push({ name: 'proxy', image: 'envoy:1.30' });
        }),
      ],
    ],
    hasColours,
  ),
  harmless(
    // Where Jobs of blue have the labels of its pods, the way back leads to them too.
    'users move',
    [
      ['to the idle colour', asLarge, move],
      ['back', both(asLarge, move), (copy, style) => style.move(copy, 'live')],
    ],
    // In ours by hand, the gate would stay with the colour that users leave.
    style => hasColours(style) && style.name !== 'surplus' && !style.name.startsWith('ours'),
  ),
  harmless('only the text is another one', [
    ['a comment', textOf(live, text => `# reviewed\n${text}`)],
    ['comments behind values', textOf(entrance, text => text.replace(/^kind: .*$/m, '$& # kept'))],
    ['ends of lines', textOf(live, text => text.replaceAll('\n', '\r\n'))],
    ['a mark at the beginning', textOf(entrance, text => (text.startsWith('---') ? text : `---\n${text}`))],
    ['layout', of(live, () => {})],
    ['layout of what users come through', of(entrance, () => {})],
  ]),
  harmless('an order that says nothing', [
    [
      'of keys',
      of(live, one => {
        const { kind, ...rest } = one;
        for (const key of Object.keys(one)) delete one[key];
        Object.assign(one, rest, { kind });
      }),
    ],
    [
      'of labels',
      of(entrance, ({ spec }) => {
        spec.selector = Object.fromEntries(Object.entries(spec.selector).reverse());
      }),
    ],
  ]),
  harmless('defaults are written out', [
    [
      'of ports',
      of(live, one => {
        where(container(one).ports?.[0] && !container(one).ports[0].protocol);
        container(one).ports[0].protocol = 'TCP';
      }),
    ],
    [
      'of pods',
      of(live, ({ spec }) => {
        where(!spec.template.spec.restartPolicy);
        Object.assign(spec.template.spec, {
          restartPolicy: 'Always',
          dnsPolicy: 'ClusterFirst',
          schedulerName: 'default-scheduler',
        });
      }),
    ],
    [
      'of containers',
      of(live, one => {
        where(!container(one).terminationMessagePath);
        Object.assign(container(one), {
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        });
      }),
    ],
    [
      'of probes',
      of(live, one => {
        const { readinessProbe } = container(one);
        where(readinessProbe?.httpGet && !readinessProbe.httpGet.scheme);
        readinessProbe.httpGet.scheme = 'HTTP';
        Object.assign(readinessProbe, {
          timeoutSeconds: 1,
          successThreshold: 1,
          failureThreshold: 3,
          ...readinessProbe,
        });
      }),
    ],
    [
      'of Deployments',
      of(live, ({ spec }) => {
        spec.revisionHistoryLimit ??= 10;
        spec.progressDeadlineSeconds ??= 600;
      }),
    ],
    [
      'of paths',
      of(
        copy => copy.get('VirtualService'),
        ({ spec }) => {
          spec.http.at(-1).match = [{ uri: { prefix: '/' } }];
        },
      ),
    ],
    [
      'of Services',
      of(entrance, ({ spec }) => {
        spec.type ??= 'ClusterIP';
        spec.sessionAffinity ??= 'None';
        spec.ports[0].protocol ??= 'TCP';
      }),
    ],
  ]),
  harmless('equal quantities', [
    [
      'of CPU',
      of(live, one => {
        where(container(one).resources?.requests?.cpu === '250m');
        container(one).resources.requests.cpu = '0.25';
      }),
    ],
    [
      'of memory',
      of(live, one => {
        const { requests, limits } = container(one).resources ?? {};
        where(requests?.memory === '256Mi' && limits?.memory.endsWith('Mi'));
        requests.memory = '268435456';
        limits.memory = `${Number.parseInt(limits.memory, 10) * 1024}Ki`;
      }),
    ],
  ]),
  harmless('more for users', [
    [
      'more pods',
      of(live, ({ spec }) => {
        where(spec.replicas);
        spec.replicas += 2;
      }),
    ],
    [
      'an autoscaler that goes further',
      of(autoscaler, ({ spec }) => {
        spec.maxReplicas += 5;
      }),
    ],
    [
      'an autoscaler that starts higher',
      of(autoscaler, ({ spec }) => {
        spec.minReplicas += 1;
      }),
    ],
    [
      'one more port',
      of(entrance, ({ spec }) => {
        spec.ports.push({ name: 'extra', port: 8081, targetPort: spec.ports[0].targetPort, protocol: 'TCP' });
      }),
    ],
    [
      'more addresses',
      of(entrance, ({ spec }) => {
        where(spec.loadBalancerSourceRanges);
        spec.loadBalancerSourceRanges.push('192.0.2.0/24');
      }),
    ],
    [
      'a budget',
      (copy, style) => {
        where(!copy.find('PodDisruptionBudget', style.live));
        added('budget.yaml', () => ({
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: { name: style.live },
          spec: { maxUnavailable: 1, selector: { matchLabels: podLabels(copy, style) } },
        }))(copy, style);
      },
    ],
  ]),
  harmless('one more address', [
    [
      'a host in front',
      of(ingress, ({ spec }) => {
        const fresh = structuredClone(spec.rules[0]);
        fresh.host = `new.${fresh.host}`;
        spec.rules.unshift(fresh);
      }),
    ],
    [
      'a host behind',
      of(ingress, ({ spec }) => {
        const fresh = structuredClone(spec.rules[0]);
        fresh.host = `new.${fresh.host}`;
        spec.rules.push(fresh);
      }),
    ],
    [
      'a path',
      of(ingress, ({ spec }) => {
        spec.rules[0].http.paths.push({ ...structuredClone(spec.rules[0].http.paths[0]), path: '/more' });
      }),
    ],
    [
      'a host of a route',
      of(
        copy => copy.get('HTTPRoute'),
        ({ spec }) => {
          spec.hostnames.unshift('also.example.com');
        },
      ),
    ],
    [
      'a rule for more testers',
      of(
        copy => copy.get('VirtualService'),
        ({ spec }) => {
          spec.http.unshift({
            match: [{ headers: { 'x-beta': { exact: '1' } } }],
            route: [{ destination: { host: 'reviews', subset: 'v2' } }],
          });
        },
      ),
    ],
    [
      'weights of the same shares',
      of(
        copy => copy.get('HTTPRoute'),
        ({ spec }) => {
          spec.rules.at(-1).backendRefs[0].weight = 1;
        },
      ),
    ],
    [
      'the only backend without a weight',
      of(
        copy => copy.get('VirtualService'),
        ({ spec }) => {
          spec.http.at(-1).route = [{ destination: { host: 'reviews', subset: 'v1' } }];
        },
      ),
    ],
  ]),
  harmless(
    'something beside it',
    [
      [
        'another application',
        both(
          other,
          added('other-service.yaml', () => service('other', { app: 'other-thing' })),
        ),
      ],
      [
        'its image',
        other,
        of(
          copy => copy.get('Deployment', 'other'),
          one => {
            container(one).image += '.1';
          },
        ),
      ],
      ['its end', other, gone(copy => copy.get('Deployment', 'other'))],
      [
        'a ConfigMap that nobody reads',
        added('notes.yaml', () => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'notes' },
          data: { a: '1' },
        })),
      ],
      [
        'its content',
        added('notes.yaml', () => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'notes' },
          data: { a: '1' },
        })),
        of(
          copy => copy.get('ConfigMap', 'notes'),
          one => {
            one.data.a = '2';
          },
        ),
      ],
      ['a worker of its own', added('worker.yaml', () => deployment('worker', { app: 'worker-of-nobody' }))],
      [
        'a policy for others',
        added('policy-of-others.yaml', () => ({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'others' },
          spec: { podSelector: { matchLabels: { app: 'other-thing' } }, policyTypes: ['Ingress'] },
        })),
      ],
      ['a Job', added('once.yaml', () => job({ name: 'once' }, 1))],
      [
        'an account',
        added('account.yaml', () => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'somebody' } })),
      ],
      [
        'values of a chart that is not there',
        (copy, style) => {
          where(style);
          copy.write('values.yaml', 'replicas: 3\n');
        },
      ],
    ],
    ({ name }) => !name.startsWith('ours'),
  ),
  harmless('words on objects', [
    [
      'a label of the Deployment',
      of(live, ({ metadata }) => {
        metadata.labels = { ...metadata.labels, owner: 'web-team' };
      }),
    ],
    [
      'an annotation of what users come through',
      of(entrance, ({ metadata }) => {
        metadata.annotations = { ...metadata.annotations, 'example.com/owner': 'web-team' };
      }),
    ],
    [
      'an annotation of the route',
      of(route, ({ metadata }) => {
        metadata.annotations = { ...metadata.annotations, 'example.com/owner': 'web-team' };
      }),
    ],
  ]),
  harmless(
    'a Job that is made anew',
    [
      [
        'a hook of Argo CD',
        ...jobs({
          name: 'once',
          annotations: {
            'argocd.argoproj.io/hook': 'PreSync',
            'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
          },
        }),
      ],
      ['a hook of Argo CD, by default', ...jobs({ name: 'once', annotations: { 'argocd.argoproj.io/hook': 'Sync' } })],
      [
        'a hook of Helm',
        ...jobs({
          name: 'once',
          annotations: { 'helm.sh/hook': 'pre-upgrade', 'helm.sh/hook-delete-policy': 'before-hook-creation' },
        }),
      ],
      [
        'by force',
        ...jobs({ name: 'once', annotations: { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' } }),
      ],
      ['by force of Flux', ...jobs({ name: 'once', annotations: { 'kustomize.toolkit.fluxcd.io/force': 'enabled' } })],
      ['a name each time', ...jobs({ generateName: 'once-' })],
    ],
    isOneOf('plain', 'helm', 'kustomize', 'argocd', 'flux'),
  ),
  harmless('what the server keeps', [
    [
      'the cluster address is written no more',
      of(entrance, ({ spec }) => {
        where(!spec.clusterIP);
        spec.clusterIP = '10.0.0.7';
      }),
      of(entrance, ({ spec }) => {
        delete spec.clusterIP;
      }),
    ],
  ]),
  harmless('a newer API', [
    [
      'of autoscalers',
      of(autoscaler, one => {
        one.apiVersion = 'autoscaling/v2beta2';
      }),
      of(autoscaler, one => {
        one.apiVersion = 'autoscaling/v2';
      }),
    ],
    [
      'of Deployments',
      of(live, one => {
        one.apiVersion = 'extensions/v1beta1';
      }),
      of(live, one => {
        one.apiVersion = 'apps/v1';
      }),
    ],
    [
      'of an Ingress',
      of(ingress, one => {
        one.apiVersion = 'extensions/v1beta1';
        for (const { http } of one.spec.rules)
          for (const path of http.paths)
            path.backend = {
              serviceName: path.backend.service.name,
              servicePort: path.backend.service.port.number ?? path.backend.service.port.name,
            };
      }),
      of(ingress, one => {
        one.apiVersion = 'networking.k8s.io/v1';
        for (const { http } of one.spec.rules)
          for (const path of http.paths)
            path.backend = {
              service: {
                name: path.backend.serviceName,
                port:
                  typeof path.backend.servicePort === 'number'
                    ? { number: path.backend.servicePort }
                    : { name: path.backend.servicePort },
              },
            };
      }),
    ],
  ]),
  harmless(
    'files are put elsewhere',
    [
      [
        'all into a folder',
        (copy, style) => {
          where(style);
          copy.moveFiles(file => `k8s/${file}`);
        },
      ],
      [
        'a file gets another name',
        (copy, style) => {
          const file = copy.fileOf(live(copy, style));
          where(style.name !== 'kustomize');
          copy.moveFiles(path => (path === file ? file.replace(/\.yaml$/, '-deployment.yaml') : path));
        },
      ],
    ],
    ({ name }) => !name.startsWith('ours'),
  ),
  harmless(
    'of an application without colours',
    [
      [
        'another image',
        of(live, one => {
          container(one).image += '.1';
        }),
      ],
      [
        'another label of its pods',
        of(live, ({ spec }) => {
          spec.template.metadata.labels.release = '2';
        }),
      ],
      [
        'fewer pods',
        of(live, ({ spec }) => {
          spec.replicas = 2;
        }),
      ],
      [
        'a port of another number, on both sides',
        of(live, one => {
          container(one).ports[0].containerPort = 9000;
        }),
      ],
      [
        'a Service nobody needs goes',
        added('unused.yaml', () => service('unused', { app: 'nobody' })),
        gone(copy => copy.get('Service', 'unused')),
      ],
    ],
    isOneOf('single'),
  ),
];
