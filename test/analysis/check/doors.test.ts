import { broken } from './output';
import { add, type Case, type Edit, edits, promote, set, spec } from './pair';

// The doors by which users come, who lets them in, and who else may take them over.

const annotate =
  (name: string, key: string, value: string): Edit =>
  objects => {
    const { metadata } = objects[name]!;
    metadata.annotations = { ...metadata.annotations, [key]: value };
  };
const policy = (from: readonly object[] | undefined, more: object = {}): Edit =>
  add('policy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'web' },
    spec: { podSelector: { matchLabels: { app: 'web' } }, ingress: [{ ...(from && { from }), ...more }] },
  });
const INTERNAL = 'service.beta.kubernetes.io/aws-load-balancer-internal';
const entrance = (name: string, host: string, service: string, path = '/'): Edit =>
  add(name, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'web' },
    spec: {
      rules: [
        {
          host,
          http: {
            paths: [{ path, pathType: 'Prefix', backend: { service: { name: service, port: { number: 80 } } } }],
          },
        },
      ],
    },
  });
const nodePort = (port: number): Edit => spec('service', one => Object.assign(one.ports[0], { nodePort: port }));
const route = (rules: readonly object[], parents = ['public']): Edit =>
  add('route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'web' },
    spec: { hostnames: ['shop.example.com'], parentRefs: parents.map(name => ({ name })), rules },
  });
const ofColours: Edit = objects => {
  for (const colour of ['blue', 'green']) {
    add(`${colour}Service`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `web-${colour}`, namespace: 'web' },
      spec: { selector: { app: 'web', version: colour }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    })(objects);
  }
};
const preview = (colour: string): Edit =>
  add('preview', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web-preview', namespace: 'web' },
    spec: { selector: { app: 'web', version: colour }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  });
const leadTo = (service: string): Edit =>
  spec('ingress', one => Object.assign(one.rules[0].http.paths[0].backend.service, { name: service }));

const twoPorts: Edit = objects => {
  for (const colour of ['blue', 'green'])
    objects[colour]!['spec'].template.spec.containers[0].ports.push({ name: 'admin', containerPort: 9000 });
  objects['service']!['spec'].ports.push({ name: 'admin', port: 9000, targetPort: 'admin' });
  objects['ingress']!['spec'].rules[0].http.paths[0].backend.service.port = { name: 'http' };
};

const CASES: readonly Case[] = [
  // BG020: Services
  ['another node port', [nodePort(30080)], [nodePort(30081)], ['BG020']],
  [
    'a node port that is no longer said, and stays',
    [nodePort(30080)],
    [spec('service', one => delete one.ports[0].nodePort)],
    [],
  ],
  [
    'fewer source ranges',
    [set('service', 'loadBalancerSourceRanges', ['10.0.0.0/8', '192.168.0.0/16'])],
    [set('service', 'loadBalancerSourceRanges', ['10.0.0.0/8'])],
    ['BG020'],
  ],
  ['source ranges where there were none', [], [set('service', 'loadBalancerSourceRanges', ['10.0.0.0/8'])], ['BG020']],
  [
    'a wider source range',
    [set('service', 'loadBalancerSourceRanges', ['10.1.0.0/16'])],
    [set('service', 'loadBalancerSourceRanges', ['10.0.0.0/8'])],
    [],
  ],
  [
    'source ranges in another order',
    [set('service', 'loadBalancerSourceRanges', ['10.0.0.0/8', '192.168.0.0/16'])],
    [set('service', 'loadBalancerSourceRanges', ['192.168.0.0/16', '10.0.0.0/8'])],
    [],
  ],
  [
    'no source ranges any more',
    [set('service', 'loadBalancerSourceRanges', ['10.0.0.0/8'])],
    [set('service', 'loadBalancerSourceRanges', undefined)],
    [],
  ],
  [
    'an address that goes',
    [set('service', 'externalIPs', ['1.2.3.4'])],
    [set('service', 'externalIPs', [])],
    ['BG020'],
  ],
  ['only on nodes with a pod', [], [set('service', 'externalTrafficPolicy', 'Local')], ['BG020']],
  ['a load balancer becomes internal', [], [annotate('service', INTERNAL, 'true')], ['BG020']],
  [
    'an annotation about its logs',
    [],
    [annotate('service', 'service.beta.kubernetes.io/aws-load-balancer-access-log-enabled', 'true')],
    [],
  ],
  ['an annotation for monitoring', [], [annotate('service', 'prometheus.io/scrape', 'true')], []],
  [
    'the Service becomes a name elsewhere',
    [],
    [set('service', 'type', 'ExternalName'), set('service', 'externalName', 'old.example.com')],
    ['BG005'],
  ],
  [
    'a Service within the cluster becomes a name elsewhere',
    [set('service', 'type', 'ClusterIP')],
    [set('service', 'type', 'ExternalName'), set('service', 'externalName', 'old.example.com')],
    ['BG020'],
  ],

  [
    'another protocol at the same port',
    [spec('service', one => Object.assign(one.ports[0], { appProtocol: 'http' }))],
    [spec('service', one => Object.assign(one.ports[0], { appProtocol: 'kubernetes.io/h2c' }))],
    ['BG020'],
  ],
  [
    'a protocol that is said now',
    [],
    [spec('service', one => Object.assign(one.ports[0], { appProtocol: 'http' }))],
    [],
  ],

  // BG020: entrances
  [
    'fewer requests a minute',
    [annotate('ingress', 'nginx.ingress.kubernetes.io/limit-rpm', '600')],
    [annotate('ingress', 'nginx.ingress.kubernetes.io/limit-rpm', '60')],
    ['BG020'],
  ],
  [
    'more requests a minute',
    [annotate('ingress', 'nginx.ingress.kubernetes.io/limit-rpm', '600')],
    [annotate('ingress', 'nginx.ingress.kubernetes.io/limit-rpm', '6000')],
    [],
  ],
  [
    'another port of the pods',
    [twoPorts],
    [spec('ingress', one => Object.assign(one.rules[0].http.paths[0].backend.service, { port: { name: 'admin' } }))],
    ['BG020'],
  ],
  [
    'the same port by its number',
    [twoPorts],
    [spec('ingress', one => Object.assign(one.rules[0].http.paths[0].backend.service, { port: { number: 80 } }))],
    [],
  ],
  ['another controller', [], [set('ingress', 'ingressClassName', 'traefik')], ['BG020']],
  [
    'the class in an annotation in place of the field',
    [],
    [
      objects => {
        delete objects['ingress']!['spec'].ingressClassName;
        annotate('ingress', 'kubernetes.io/ingress.class', 'nginx')(objects);
      },
    ],
    [],
  ],
  ['no certificate', [], [set('ingress', 'tls', [])], ['BG020']],
  [
    'a certificate that nobody makes',
    [],
    [set('ingress', 'tls', [{ hosts: ['web.example.com'], secretName: 'other' }])],
    ['BG020'],
  ],
  [
    'a certificate that comes along',
    [],
    [
      set('ingress', 'tls', [{ hosts: ['web.example.com'], secretName: 'other' }]),
      add('certificate', {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'other', namespace: 'web' },
        spec: { secretName: 'other' },
      }),
    ],
    [],
  ],
  [
    'a certificate for another host besides, in front',
    [],
    [spec('ingress', one => one.tls.unshift({ hosts: ['www.example.com'], secretName: 'www' }))],
    [],
  ],
  [
    'only the path itself',
    [],
    [spec('ingress', one => Object.assign(one.rules[0].http.paths[0], { pathType: 'Exact' }))],
    ['BG020'],
  ],
  [
    'a host in front of the others',
    [],
    [spec('ingress', one => one.rules.unshift({ ...one.rules[0], host: 'www.example.com' }))],
    [],
  ],
  [
    'a list of who may come',
    [],
    [annotate('ingress', 'nginx.ingress.kubernetes.io/whitelist-source-range', '10.0.0.0/8')],
    ['BG020'],
  ],
  ['a longer timeout', [], [annotate('ingress', 'nginx.ingress.kubernetes.io/proxy-read-timeout', '60')], []],
  [
    'a login in front',
    [],
    [annotate('ingress', 'nginx.ingress.kubernetes.io/auth-url', 'https://login.example.com')],
    ['BG020'],
  ],
  [
    'a route leaves its Gateway',
    [route([{ backendRefs: [{ name: 'web', port: 80 }] }])],
    [route([{ backendRefs: [{ name: 'web', port: 80 }] }], ['private'])],
    ['BG020'],
  ],
  [
    'a route gets a second Gateway',
    [route([{ backendRefs: [{ name: 'web', port: 80 }] }])],
    [route([{ backendRefs: [{ name: 'web', port: 80 }] }], ['private', 'public'])],
    [],
  ],
  [
    'a rule for testers goes',
    [
      ofColours,
      route([
        { matches: [{ headers: [{ name: 'x', value: 'y' }] }], backendRefs: [{ name: 'web-green', port: 80 }] },
        { backendRefs: [{ name: 'web', port: 80 }] },
      ]),
    ],
    [route([{ backendRefs: [{ name: 'web', port: 80 }] }])],
    ['BG020'],
  ],

  // BG021
  ['a policy for all', [], [policy(undefined)], []],
  ['a policy for a few', [], [policy([{ podSelector: { matchLabels: { app: 'proxy' } } }])], ['BG021']],
  [
    'a policy of the idle colour',
    [],
    [
      policy([{ podSelector: {} }]),
      spec('policy', one => Object.assign(one, { podSelector: { matchLabels: { version: 'green' } } })),
    ],
    [],
  ],
  [
    'a policy for what goes out',
    [],
    [policy(undefined), set('policy', 'policyTypes', ['Egress']), set('policy', 'ingress', undefined)],
    [],
  ],
  ['a policy for another port', [], [policy(undefined, { ports: [{ port: 9090 }] })], ['BG021']],
  ['a policy for the port by its number', [], [policy(undefined, { ports: [{ port: 8080 }] })], []],
  ['a policy for a range of ports', [], [policy(undefined, { ports: [{ port: 8000, endPort: 9000 }] })], []],
  [
    'a narrower range',
    [policy([{ ipBlock: { cidr: '10.0.0.0/8' } }])],
    [policy([{ ipBlock: { cidr: '10.1.0.0/16' } }])],
    ['BG021'],
  ],
  [
    'a wider range',
    [policy([{ ipBlock: { cidr: '10.1.0.0/16' } }])],
    [policy([{ ipBlock: { cidr: '10.0.0.0/8' } }])],
    [],
  ],
  [
    'an exception',
    [policy([{ ipBlock: { cidr: '10.0.0.0/8' } }])],
    [policy([{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }])],
    ['BG021'],
  ],
  ['one peer more', [policy([{ podSelector: {} }])], [policy([{ namespaceSelector: {} }, { podSelector: {} }])], []],
  [
    'another label of the namespace',
    [policy([{ namespaceSelector: { matchLabels: { a: 'b' } } }])],
    [policy([{ namespaceSelector: { matchLabels: { a: 'c' } } }])],
    ['BG021'],
  ],
  [
    'users move to a colour that a policy shuts off',
    [
      policy([{ podSelector: {} }]),
      spec('policy', one => Object.assign(one, { podSelector: { matchLabels: { version: 'green' } } })),
    ],
    [promote],
    ['BG021'],
  ],

  // BG022
  ['a second Ingress of the same host', [], [entrance('second', 'web.example.com', 'other')], ['BG022']],
  ['a second Ingress of the same host to the same Service', [], [entrance('second', 'web.example.com', 'web')], []],
  ['a second Ingress of another path', [], [entrance('second', 'web.example.com', 'other', '/api')], []],
  ['a second Ingress of another host', [], [entrance('second', 'api.example.com', 'other')], []],
  [
    'endpoints by hand',
    [],
    [
      add('slice', {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'x', namespace: 'web', labels: { 'kubernetes.io/service-name': 'web' } },
        addressType: 'IPv4',
        endpoints: [],
      }),
    ],
    ['BG022'],
  ],

  // BG029
  ['the preview shows what users are on', [preview('green')], [preview('blue')], ['BG029']],
  ['the preview moves along', [preview('green')], [preview('blue'), promote], []],
  [
    'the Ingress is tied to a colour',
    [ofColours, annotate('service', 'blue-green/role', 'active')],
    [leadTo('web-blue')],
    ['BG029'],
  ],
];

test.each(CASES)('%s', (_, before, change, rules) => {
  expect(broken(edits(...before), edits(...before, ...change))).toEqual(rules);
});
