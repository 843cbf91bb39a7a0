import { app, type BadInput, blue, RELEASE_KEYS, release, SPEC_KEYS, settings, wholeApp } from './bad-input';

/** Keys that nobody knows. */
export const UNKNOWN_KEYS: readonly BadInput[] = [
  {
    name: 'in bluegreen.yaml',
    files: settings('environment:\n  production: { namespace: demo }\n'),
    says: [
      'bluegreen.yaml:1:1: error: "environments" is missing: expected keys with values',
      'bluegreen.yaml:1:1: error: environment: there is no such key here',
      '    fix: the nearest is "environments"',
    ],
    editor: true,
  },
  {
    name: 'in an environment',
    files: settings('environments:\n  production: { namespace: demo, context: prod }\n'),
    says: [
      'bluegreen.yaml:2:34: error: environments.production.context: there is no such key here',
      '    fix: keys here: namespace, cluster, destination, objects, overrides',
    ],
    editor: true,
  },
  {
    name: 'in an application',
    files: app('replica: 2'),
    says: ['apps/ping.yaml:5:1: error: replica: there is no such key here', '    fix: the nearest is "replicas"'],
    editor: true,
  },
  {
    name: 'in an application, by its Kubernetes name',
    files: app('readinessProbe: { httpGet: { path: /ping, port: 5000 } }'),
    says: [
      'apps/ping.yaml:5:1: error: readinessProbe: there is no such key here',
      '    fix: the nearest is "readiness"',
    ],
    editor: true,
  },
  {
    name: 'in a Service',
    files: app('service: { typ: NodePort }'),
    says: ['apps/ping.yaml:5:12: error: service.typ: there is no such key here', '    fix: the nearest is "type"'],
    editor: true,
  },
  {
    name: 'in a list',
    files: wholeApp(
      'name: ping',
      'image: pkw0301/app',
      'ports:',
      '  - { name: http, containerPort: 5000 }',
      'readiness: { path: /ping }',
    ),
    says: [
      'apps/ping.yaml:4:5: error: ports[0]: "port" is missing: expected a whole number',
      'apps/ping.yaml:4:19: error: ports[0].containerPort: there is no such key here',
      '    fix: keys here: name, port, servicePort, nodePort, published, protocol, appProtocol',
    ],
    editor: true,
  },
  {
    name: 'in an override of an environment',
    files: app('environments:', '  production: { replica: 2 }'),
    says: [
      'apps/ping.yaml:6:17: error: environments.production.replica: there is no such key here',
      '    fix: the nearest is "replicas"',
    ],
    editor: true,
  },
  {
    name: 'in a release file, a third colour',
    files: release('active: blue\nblue: { image: "a:1" }\nred: { image: "a:1" }\n'),
    says: [
      'releases/production/ping.yaml:3:1: error: red: there is no such key here',
      '    fix: keys here: active, overlap, weight, served, watched, gate, takeover, eject, hold, alone, blue, green',
    ],
    editor: true,
  },
  {
    name: 'in a colour',
    files: blue('image: pkw0301/app:1.0', 'tag: "1.0"'),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.tag: there is no such key here',
      `    fix: keys here: version, ${RELEASE_KEYS}, retired, preview, contracted, again, raised, release, format`,
    ],
    editor: true,
  },
  {
    name: 'a space that is missing after the colon',
    files: app('service: { type:NodePort }'),
    says: [
      'apps/ping.yaml:5:12: error: service["type:NodePort"]: there is no such key here',
      '    fix: the nearest is "type"',
    ],
    editor: true,
  },
  {
    name: 'keys that JavaScript knows',
    files: app('constructor: 1', 'toString: 2', 'hasOwnProperty: 3'),
    says: [
      'apps/ping.yaml:5:1: error: constructor: there is no such key here',
      `    fix: keys here: name, ${SPEC_KEYS}, service, serviceTemplate, services, ingress, ingressTemplate, createNamespace, traffic, route, gate, watch, network, delivery, environments`,
      'apps/ping.yaml:6:1: error: toString: there is no such key here',
      `    fix: keys here: name, ${SPEC_KEYS}, service, serviceTemplate, services, ingress, ingressTemplate, createNamespace, traffic, route, gate, watch, network, delivery, environments`,
      'apps/ping.yaml:7:1: error: hasOwnProperty: there is no such key here',
      `    fix: keys here: name, ${SPEC_KEYS}, service, serviceTemplate, services, ingress, ingressTemplate, createNamespace, traffic, route, gate, watch, network, delivery, environments`,
    ],
    editor: true,
  },
  {
    name: 'the key that would change every object',
    files: app('__proto__: { polluted: true }'),
    says: ['apps/ping.yaml:5:1: error: "__proto__" is not a key here', '    fix: take it away'],
  },
  {
    name: 'the same in env',
    files: app('env: { __proto__: { polluted: true } }'),
    says: ['apps/ping.yaml:5:8: error: "__proto__" is not a key here', '    fix: take it away'],
  },
  {
    name: 'the same in labels of a colour',
    files: blue('image: a:1', 'labels: { "__proto__": x }'),
    says: ['releases/production/ping.yaml:4:13: error: "__proto__" is not a key here', '    fix: take it away'],
  },
  {
    name: 'a key of a thousand letters',
    files: app(`${'k'.repeat(1000)}: 1`),
    says: [
      'apps/ping.yaml:5:1: error: ["kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk...]: there is no such key here',
      `    fix: keys here: name, ${SPEC_KEYS}, service, serviceTemplate, services, ingress, ingressTemplate, createNamespace, traffic, route, gate, watch, network, delivery, environments`,
    ],
    editor: true,
  },
  {
    name: 'a key with a line break in it',
    files: app('"two\\nlines": 1'),
    says: [
      'apps/ping.yaml:5:1: error: ["two\\nlines"]: there is no such key here',
      `    fix: keys here: name, ${SPEC_KEYS}, service, serviceTemplate, services, ingress, ingressTemplate, createNamespace, traffic, route, gate, watch, network, delivery, environments`,
    ],
    editor: true,
  },
];
