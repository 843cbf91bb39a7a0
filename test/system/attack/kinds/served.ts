import type { Loose } from '../copy';
import { harmful, type Kind } from '../kind';
import { backends, container, entrance, gone, live, of, route, shares, where } from '../parts';
import { hasColours, isOneOf, movesByRoute, movesBySelector } from './which';

const service = (change: (spec: Loose, object: Loose) => void) => of(entrance, one => change(one.spec, one));
const first = (selector: Loose): string => Object.keys(selector)[0]!;
const last = (selector: Loose): string => Object.keys(selector).at(-1)!;
const namespace = (copy: { get(kind: string): Loose }) => copy.get('Namespace');

/** After which nobody answers some users. */
export const SERVED: readonly Kind[] = [
  harmful('the Service of users selects nobody', 'BG007 BG031', [
    [
      'a typing error in a value',
      service(({ selector }) => {
        selector[last(selector)] += 'x';
      }),
    ],
    [
      'a typing error in the name of the application',
      service(({ selector }) => {
        selector[first(selector)] += '-ui';
      }),
    ],
    [
      'another label',
      service(({ selector }) => {
        selector.tier = 'frontend';
      }),
    ],
    [
      'a label of another name',
      service(spec => {
        spec.selector = { ...spec.selector, App: spec.selector[first(spec.selector)] };
        delete spec.selector[first(spec.selector)];
      }),
    ],
    [
      'a selector that is empty',
      service(spec => {
        spec.selector = {};
      }),
    ],
    [
      'no selector',
      service(spec => {
        delete spec.selector;
      }),
    ],
    [
      'a name in another place',
      service(spec => {
        delete spec.selector;
        spec.type = 'ExternalName';
        spec.externalName = 'old.example.com';
      }),
    ],
  ]),
  harmful('the Service of users goes', 'BG005 BG007 BG031 BG030', [
    ['taken away', gone(entrance)],
    [
      'renamed',
      service((_, { metadata }) => {
        metadata.name += '-svc';
      }),
    ],
    [
      'in another namespace',
      service((_, { metadata }) => {
        metadata.namespace = 'other';
      }),
    ],
  ]),
  harmful('a port that users come by goes', 'BG005 BG008 BG031', [
    [
      'another number',
      service(({ ports }) => {
        ports[0].port += 1;
      }),
    ],
    [
      'none any more',
      service(spec => {
        where(spec.ports.length > 1);
        spec.ports.splice(0, 1);
      }),
    ],
    [
      'led to a port that nobody has',
      service(({ ports }) => {
        ports[0].targetPort = 'web-port';
      }),
    ],
    [
      'led to another number',
      service(({ ports }) => {
        ports[0].targetPort = 9999;
      }),
    ],
    [
      'UDP',
      service(({ ports }) => {
        ports[0].protocol = 'UDP';
      }),
    ],
  ]),
  harmful('the pods that users are on go', 'BG001 BG005 BG006 BG007 BG016 BG017 BG030 BG031', [
    ['taken away', gone(live)],
    [
      'renamed',
      of(live, ({ metadata }) => {
        metadata.name += '-new';
      }),
    ],
    [
      'no replicas',
      of(live, ({ spec }) => {
        spec.replicas = 0;
      }),
    ],
    [
      'in another namespace',
      of(live, ({ metadata }) => {
        metadata.namespace = 'other';
      }),
    ],
    [
      'other labels',
      of(live, ({ spec }) => {
        spec.template.metadata.labels[first(spec.template.metadata.labels)] += '2';
        spec.selector.matchLabels = { ...spec.template.metadata.labels };
      }),
    ],
    [
      'a port of another name',
      of(live, one => {
        where(container(one).ports);
        container(one).ports[0].name = 'web';
      }),
    ],
    [
      'a StatefulSet in its place',
      of(live, one => {
        one.kind = 'StatefulSet';
        delete one.spec.strategy;
      }),
    ],
  ]),
  harmful('the namespace goes', 'BG005 BG031', [
    ['taken away', gone(namespace)],
    [
      'renamed',
      of(namespace, ({ metadata }) => {
        metadata.name += '-2';
      }),
    ],
  ]),
  harmful('a rule leads nowhere', 'BG005 BG007 BG008 BG031 BG020 BG021', [
    [
      'to a Service that is not there',
      of(route, one => {
        const [backend] = backends(one);
        if (backend.destination) backend.destination.host += '-new';
        else backend.name += '-new';
      }),
    ],
    [
      'to a port that is not there',
      of(route, one => {
        const [backend] = backends(one);
        if (backend.destination) backend.destination.port = { number: 8443 };
        else if (typeof backend.port === 'number') backend.port = 8443;
        else backend.port = { number: 8443 };
      }),
    ],
    ['taken away', gone(route)],
    [
      'another host',
      of(route, ({ spec }) => {
        if (spec.rules?.[0]?.host) spec.rules[0].host = `x${spec.rules[0].host}`;
        else {
          const key = spec.hostnames ? 'hostnames' : 'hosts';
          spec[key] = [`x${spec[key][0]}`];
        }
      }),
    ],
    [
      'another path',
      of(route, ({ kind, spec }) => {
        where(kind === 'Ingress');
        spec.rules[0].http.paths[0].path = '/elsewhere';
      }),
    ],
    [
      'a rule less',
      of(route, ({ kind, spec }) => {
        where(kind === 'Ingress' || kind === 'HTTPRoute');
        if (kind === 'HTTPRoute') spec.rules.pop();
        else if (spec.rules.length > 1) spec.rules.pop();
        else {
          where(spec.rules[0].http.paths.length > 1);
          spec.rules[0].http.paths.pop();
        }
      }),
    ],
  ]),
  harmful(
    'weights lead nowhere',
    'BG007',
    [
      [
        'all weights are zero',
        of(shares, one => {
          for (const backend of backends(one)) backend.weight = 0;
        }),
      ],
      [
        'the weight of the only backend is zero',
        of(shares, one => {
          const [backend] = backends(one);
          backend.weight = 0;
          backends(one).length = 1;
        }),
      ],
    ],
    movesByRoute,
  ),
  harmful(
    'a rule for testers takes everybody',
    'BG007 BG020',
    [
      [
        'no header',
        of(shares, ({ spec }) => {
          const [rule] = spec.rules ?? spec.http;
          if (rule.matches) for (const match of rule.matches) delete match.headers;
          else delete rule.match;
        }),
      ],
    ],
    movesByRoute,
  ),
  harmful(
    'a subset of nobody',
    'BG007',
    [
      [
        'a typing error in a label',
        of(
          copy => copy.get('DestinationRule'),
          ({ spec }) => {
            spec.subsets[0].labels.version = 'v1.0';
          },
        ),
      ],
      [
        'no such subset',
        of(
          copy => copy.get('DestinationRule'),
          ({ spec }) => {
            spec.subsets.shift();
          },
        ),
      ],
      ['no DestinationRule', gone(copy => copy.get('DestinationRule'))],
      [
        'of another host',
        of(
          copy => copy.get('DestinationRule'),
          ({ spec }) => {
            spec.host = 'review';
          },
        ),
      ],
    ],
    isOneOf('istio'),
  ),
  harmful(
    'users reach both colours',
    'BG007 BG011 BG022',
    [
      [
        'no colour in the selector',
        service(({ selector }) => {
          delete selector[last(selector)];
        }),
      ],
    ],
    movesBySelector,
  ),
  harmful(
    'users reach both colours by the pods',
    'BG001 BG006 BG007 BG011',
    [
      [
        'the idle pods have the labels of the live ones',
        (copy, style) =>
          of(
            () => copy.get('Deployment', style.idle),
            ({ spec }) => {
              spec.template.metadata.labels = { ...live(copy, style).spec.template.metadata.labels };
              spec.selector.matchLabels = { ...live(copy, style).spec.selector.matchLabels };
            },
          )(copy, style),
      ],
    ],
    hasColours,
  ),
];
