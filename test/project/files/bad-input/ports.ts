import { app, type BadInput, blue, wholeApp } from './bad-input';

/** Ports, Services and Ingress. */
export const PORTS: readonly BadInput[] = [
  {
    name: 'a port above 65535',
    files: wholeApp('name: ping', 'image: pkw0301/app', 'port: 70000', 'readiness: { path: /ping }'),
    says: ['apps/ping.yaml:3:1: error: port: expected a port from 1 to 65535, got the number 70000'],
    editor: true,
  },
  {
    name: 'the port 0',
    files: app('service: { port: 0 }'),
    says: ['apps/ping.yaml:5:12: error: service.port: expected a port from 1 to 65535, got the number 0'],
    editor: true,
  },
  {
    name: 'no port',
    files: wholeApp('name: ping', 'image: pkw0301/app', 'readiness: { path: /ping }'),
    says: [
      'apps/ping.yaml:1:1: error: port: it is missing: expected the port that the container listens on, a list "ports", or "workers" and nothing that is called',
    ],
  },
  {
    name: 'port and ports',
    files: app('ports: [{ name: web, port: 80 }]'),
    says: [
      'apps/ping.yaml:3:1: error: port: expected either "port" or "ports", got both',
      '    fix: keep "ports" and take "port" away',
    ],
  },
  {
    name: 'no ports in the list',
    files: wholeApp('name: ping', 'image: pkw0301/app', 'ports: []', 'readiness: { path: /ping }'),
    says: ['apps/ping.yaml:3:1: error: ports: expected at least one port, got an empty list'],
    editor: true,
  },
  {
    name: 'a port name twice',
    files: wholeApp(
      'name: ping',
      'image: pkw0301/app',
      'ports:',
      '  - { name: http, port: 80 }',
      '  - { name: http, port: 81 }',
      'readiness: { path: /ping }',
    ),
    says: ['apps/ping.yaml:5:7: error: ports[1].name: expected every name once, got http twice: "http" and "http"'],
  },
  {
    name: 'a port number twice',
    files: wholeApp(
      'name: ping',
      'image: pkw0301/app',
      'ports:',
      '  - { name: http, port: 80 }',
      '  - { name: web, port: 80 }',
      'readiness: { path: /ping }',
    ),
    says: ['apps/ping.yaml:5:18: error: ports[1].port: expected every number once, got 80/TCP twice: "http" and "web"'],
  },
  {
    name: 'a Service port twice',
    files: wholeApp(
      'name: ping',
      'image: pkw0301/app',
      'ports:',
      '  - { name: http, port: 80 }',
      '  - { name: web, port: 81, servicePort: 80 }',
      'readiness: { path: /ping }',
    ),
    says: [
      'apps/ping.yaml:5:28: error: ports[1].servicePort: expected every Service port once, got 80/TCP twice: "http" and "web"',
    ],
  },
  {
    name: 'a node port twice',
    files: wholeApp(
      'name: ping',
      'image: pkw0301/app',
      'service: { type: NodePort }',
      'ports:',
      '  - { name: http, port: 80, nodePort: 30080 }',
      '  - { name: web, port: 81, nodePort: 30080 }',
      'readiness: { path: /ping }',
    ),
    says: [
      'apps/ping.yaml:6:28: error: ports[1].nodePort: expected every node port once, got 30080/TCP twice: "http" and "web"',
    ],
  },
  {
    name: 'a port name of 16 letters',
    files: wholeApp(
      'name: ping',
      'image: pkw0301/app',
      'ports: [{ name: abcdefghijklmnop, port: 80 }]',
      'readiness: { path: /ping }',
    ),
    says: [
      'apps/ping.yaml:3:11: error: ports[0].name: expected a port name: at most 15 characters, got "abcdefghijklmnop"',
    ],
    editor: true,
  },
  {
    name: 'a port that one colour does not have',
    files: blue('image: a:1', 'ports: [{ name: web, port: 80 }]'),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.ports: the Service publishes the port "http" (TCP), which blue does not have: expected it in both colours',
      '    fix: give blue a port of that name; its number may differ',
    ],
  },
  {
    name: 'a Service field that does not go with its type',
    files: app('service: { nodePort: 30080 }'),
    says: [
      'apps/ping.yaml:5:12: error: service.nodePort: expected it only with type NodePort or LoadBalancer, got type ClusterIP',
    ],
  },
  {
    name: 'a load balancer field at a Service that is none',
    files: app('service: { type: NodePort, loadBalancerSourceRanges: [10.0.0.0/8] }'),
    says: [
      'apps/ping.yaml:5:28: error: service.loadBalancerSourceRanges: expected it only with type LoadBalancer, got type NodePort',
    ],
  },
  {
    name: 'an address range that is none',
    files: app('service: { type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0] }'),
    says: [
      'apps/ping.yaml:5:59: error: service.loadBalancerSourceRanges[0]: expected a range of addresses such as "10.0.0.0/8", got "10.0.0.0"',
    ],
    editor: true,
  },
  {
    name: 'an Ingress port that there is not',
    files: app('ingress: { host: ping.example.com, port: htp }'),
    says: [
      'apps/ping.yaml:5:36: error: ingress.port: expected the name of a port, one of http, got "htp"',
      '    fix: the nearest is "http"',
    ],
  },
  {
    name: 'an Ingress host that is none',
    files: app('ingress: { host: "https://ping.example.com" }'),
    says: [
      'apps/ping.yaml:5:12: error: ingress.host: expected a host name in lower case, got "https://ping.example.com"',
    ],
    editor: true,
  },
  {
    name: 'an Ingress path that is none',
    files: app('ingress: { host: ping.example.com, path: ping }'),
    says: ['apps/ping.yaml:5:36: error: ingress.path: expected a path that starts with "/", got "ping"'],
    editor: true,
  },
];
