import { app, type BadInput, blue, wholeApp } from './bad-input';

/** Probes, sizes and drains. */
export const PROBES_AND_SIZES: readonly BadInput[] = [
  {
    name: 'no readiness probe',
    files: wholeApp('name: ping', 'image: pkw0301/app', 'port: 5000'),
    says: [
      "apps/ping.yaml:1:1: error: readiness: it is missing: expected a probe, because without one users reach pods that can't answer yet",
      '    fix: readiness: { path: /health }, or readiness: { none: true } to go without one on purpose',
    ],
  },
  {
    name: 'a probe with two ways to ask',
    files: wholeApp('name: ping', 'image: pkw0301/app', 'port: 5000', 'readiness: { path: /ping, tcpSocket: {} }'),
    says: [
      'apps/ping.yaml:4:1: error: readiness: expected exactly one of path, httpGet, tcpSocket, grpc, exec, none, got path and tcpSocket',
    ],
  },
  {
    name: 'a probe with no way to ask',
    files: app('liveness: { periodSeconds: 5 }'),
    says: [
      'apps/ping.yaml:5:1: error: liveness: expected exactly one of path, httpGet, tcpSocket, grpc, exec, none, got none of them',
    ],
  },
  {
    name: 'a probe of a port that there is not',
    files: app('liveness: { tcpSocket: { port: web } }'),
    says: ['apps/ping.yaml:5:26: error: liveness.tcpSocket.port: expected the name of a port, one of http, got "web"'],
  },
  {
    name: 'a probe of a port that is none',
    files: app('liveness: { tcpSocket: { port: 70000 } }'),
    says: [
      'apps/ping.yaml:5:26: error: liveness.tcpSocket.port: expected a port from 1 to 65535, got the number 70000',
    ],
    editor: true,
  },
  {
    name: 'a liveness probe that has to succeed twice',
    files: app('liveness: { path: /ping, successThreshold: 2 }'),
    says: [
      'apps/ping.yaml:5:26: error: liveness.successThreshold: expected 1, the only value that Kubernetes takes for a liveness probe, got 2',
    ],
  },
  {
    name: 'migrations of which each is wrong in its own way',
    files: app(
      'migrate:',
      '  expand: { args: [up], env: { LEVEL: { feldRef: {} } } }',
      '  contract: { command: [] }',
      '  deadlineSeconds: 5',
      '  before: { command: [up] }',
    ),
    says: [
      'apps/ping.yaml:6:3: error: migrate.expand: "command" is missing: expected a list',
      'apps/ping.yaml:7:15: error: migrate.contract.command: expected a program, and words for it, got an empty list',
      'apps/ping.yaml:8:3: error: migrate.deadlineSeconds: expected seconds from 10 to 3600, got the number 5',
      'apps/ping.yaml:9:3: error: migrate.before: there is no such key here',
      '    fix: keys here: expand, contract, deadlineSeconds, podTemplate',
    ],
    editor: true,
  },
  {
    name: 'a variable of a migration with a source that Kubernetes does not have',
    files: app('migrate: { contract: { command: [x], env: { LEVEL: { feldRef: {} } } } }'),
    says: [
      'apps/ping.yaml:5:54: error: migrate.contract.env.LEVEL.feldRef: there is no such field in Kubernetes 1.28: expected a field of EnvVarSource',
      '    fix: the nearest is "fieldRef"',
    ],
    editor: true,
  },
  {
    name: 'a secret value in a migration',
    files: app('migrate: { expand: { command: [x], env: { DB_PASSWORD: hunter2 } } }'),
    says: [
      'apps/ping.yaml:5:43: error: migrate.expand.env.DB_PASSWORD: "DB_PASSWORD" looks like a secret, which must not stand in git: expected the name of a Secret',
      '    fix: put it into a Secret, and here: env: { DB_PASSWORD: { secretKeyRef: { name: <secret>, key: <key> } } }',
    ],
  },
  {
    name: 'a migration of a release whose application says nothing of migrations',
    files: blue('image: pkw0301/app:1.0', 'migrate: { expand: { command: [up] } }'),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.migrate: the application says nothing of migrations, so nothing would run this one: expected "migrate" there too',
      '    fix: move it to the application, or write there: migrate: {}',
    ],
  },
  {
    name: 'a release that is to contract and has nothing for it',
    files: blue('image: pkw0301/app:1.0', 'contracted: true'),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.contracted: the release has no migration for that: expected "migrate.contract"',
      '    fix: take "contracted" away',
    ],
  },
  {
    name: 'a smoke request with a status that is none',
    files: app('smoke: [{ path: /ping, status: 2000 }]'),
    says: ['apps/ping.yaml:5:24: error: smoke[0].status: expected an HTTP status from 100 to 599, got the number 2000'],
    editor: true,
  },
  {
    name: 'smoke requests of which each is wrong in its own way',
    files: app(
      'smoke:',
      '- { path: ping, method: HEAD }',
      '- { path: /ping, headers: { "X Y": a, Accept: " b" }, tries: 0, timeoutSeconds: 301 }',
      '- { path: /ping, json: { status: [UP] }, contain: pong }',
    ),
    says: [
      'apps/ping.yaml:6:5: error: smoke[0].path: expected a path that starts with "/", got "ping"',
      'apps/ping.yaml:6:17: error: smoke[0].method: expected one of GET, POST, PUT, PATCH, DELETE, OPTIONS, got "HEAD"',
      'apps/ping.yaml:7:29: error: smoke[1].headers["X Y"]: expected the name of a header, such as "Accept", got the name "X Y"',
      'apps/ping.yaml:7:39: error: smoke[1].headers.Accept: expected one line without spaces at its ends, got " b"',
      'apps/ping.yaml:7:55: error: smoke[1].tries: expected a number of tries from 1 to 100, got the number 0',
      'apps/ping.yaml:7:65: error: smoke[1].timeoutSeconds: expected seconds from 1 to 300, got the number 301',
      'apps/ping.yaml:8:26: error: smoke[2].json.status: expected a text, a number, true, false or null, got a list',
      'apps/ping.yaml:8:42: error: smoke[2].contain: there is no such key here',
      '    fix: the nearest is "contains"',
    ],
    editor: true,
  },
  {
    name: 'replicas together with autoscaling',
    files: app('replicas: 2', 'autoscaling: { min: 2, max: 4 }', 'resources: { requests: { cpu: 100m } }'),
    says: [
      'apps/ping.yaml:5:1: error: replicas: expected either "replicas" or "autoscaling", got both: each sync would reset what the autoscaler has done',
      '    fix: take "replicas" away; autoscaling.min says how few there may be',
    ],
  },
  {
    name: 'no pods',
    files: app('replicas: 0'),
    says: ['apps/ping.yaml:5:1: error: replicas: expected a whole number of at least 1, got the number 0'],
    editor: true,
  },
  {
    name: 'autoscaling without requests',
    files: app('autoscaling: { min: 2, max: 4 }'),
    says: [
      'apps/ping.yaml:5:1: error: autoscaling: resources.requests.cpu is missing: expected it, because the autoscaler measures cpu use in percent of it',
      '    fix: resources: { requests: { cpu: 100m } }',
    ],
  },
  {
    name: 'autoscaling from more to fewer',
    files: app('autoscaling: { min: 5, max: 4 }', 'resources: { requests: { cpu: 100m } }'),
    says: ['apps/ping.yaml:5:16: error: autoscaling.min: expected no more than autoscaling.max (4), got 5'],
  },
  {
    name: 'an idle size above the full one',
    files: app('idle: { replicas: 3 }'),
    says: [
      'apps/ping.yaml:5:9: error: idle.replicas: expected from 0 to 2 pods, no more than the colour has at full size, got 3',
    ],
  },
  {
    name: 'a disruption budget that blocks every drain',
    files: app('disruption: { minAvailable: 2 }'),
    says: [
      'apps/ping.yaml:5:15: error: disruption.minAvailable: expected fewer than the 2 pods that the colour has, got 2: no node could ever be drained',
    ],
  },
  {
    name: 'a disruption budget of nothing',
    files: app('disruption: { maxUnavailable: 0 }'),
    says: [
      'apps/ping.yaml:5:15: error: disruption.maxUnavailable: expected at least 1, got 0: no node could ever be drained',
    ],
  },
  {
    name: 'a disruption budget said twice',
    files: app('disruption: { minAvailable: 1, maxUnavailable: 1 }'),
    says: [
      'apps/ping.yaml:5:1: error: disruption: expected exactly one of minAvailable, maxUnavailable, none, got minAvailable and maxUnavailable',
    ],
  },
  {
    name: 'a disruption budget that is no share',
    files: app('disruption: { minAvailable: half }'),
    says: [
      'apps/ping.yaml:5:15: error: disruption.minAvailable: expected a number of pods or a percentage such as "50%", got "half"',
    ],
    editor: true,
  },
  {
    name: 'a drain of a day',
    files: app('drainSeconds: 86400'),
    says: ['apps/ping.yaml:5:1: error: drainSeconds: expected seconds from 0 to 3600, got the number 86400'],
    editor: true,
  },
  {
    name: 'a quantity that is none',
    files: app('resources: { requests: { cpu: 100 millis, memory: 64Mb } }'),
    says: [
      'apps/ping.yaml:5:26: error: resources.requests.cpu: expected an amount such as "250m" or "128Mi", got "100 millis"',
      'apps/ping.yaml:5:43: error: resources.requests.memory: expected an amount such as "250m" or "128Mi", got "64Mb"',
    ],
  },
  {
    name: 'a quantity of keys that JavaScript knows',
    files: app('resources: { limits: { cpu: { toString: 1 } } }'),
    says: [
      'apps/ping.yaml:5:24: error: resources.limits.cpu: expected an amount such as "250m" or "128Mi", got keys with values',
      'apps/ping.yaml:5:24: error: resources.limits.cpu: expected a whole number or a text, got keys with values',
    ],
    editor: true,
  },
  {
    name: 'a request above its limit',
    files: app('resources: { requests: { memory: 1Gi }, limits: { memory: 512Mi } }'),
    says: ['apps/ping.yaml:5:26: error: resources.requests.memory: expected at most the limit (512Mi), got "1Gi"'],
  },
];
