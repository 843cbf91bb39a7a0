import { app, atPlace, type BadInput, blue, delivered, release, settings, wholeApp } from './bad-input';

/** Values of the wrong type. */
export const WRONG_TYPES: readonly BadInput[] = [
  {
    name: 'a list at the root',
    files: settings('- production\n'),
    says: [
      'bluegreen.yaml:1:1: error: expected keys with values, got a list',
      '    fix: write "name: value" without "-" before it',
    ],
    editor: true,
  },
  {
    name: 'a text at the root',
    files: { 'apps/ping.yaml': 'ping\n' },
    says: ['apps/ping.yaml:1:1: error: expected keys with values, got "ping"'],
    editor: true,
  },
  {
    name: 'a text at the root, because a space is missing',
    files: release('active:blue\n'),
    says: [
      'releases/production/ping.yaml:1:1: error: expected keys with values, got "active:blue"',
      '    fix: put a space after ":"',
    ],
    editor: true,
  },
  {
    name: 'a number at the root',
    files: release('1\n'),
    says: ['releases/production/ping.yaml:1:1: error: expected keys with values, got the number 1'],
    editor: true,
  },
  {
    name: 'a list where keys are expected',
    files: app('env:', '  - { name: LEVEL, value: info }'),
    says: [
      'apps/ping.yaml:5:1: error: env: expected keys with values, got a list',
      '    fix: write "name: value" without "-" before it',
    ],
    editor: true,
  },
  {
    name: 'a text where keys are expected',
    files: app('service: NodePort'),
    says: ['apps/ping.yaml:5:1: error: service: expected keys with values, got "NodePort"'],
    editor: true,
  },
  {
    name: 'a number where keys are expected',
    files: app('idle: 1'),
    says: ['apps/ping.yaml:5:1: error: idle: expected keys with values, got the number 1'],
    editor: true,
  },
  {
    name: 'a text where a list is expected',
    files: app('command: npm start'),
    says: [
      'apps/ping.yaml:5:1: error: command: expected a list, got "npm start"',
      '    fix: write it as a list: [one, two]',
    ],
    editor: true,
  },
  {
    name: 'keys where a list is expected',
    files: app('args: { port: 80 }'),
    says: ['apps/ping.yaml:5:1: error: args: expected a list, got keys with values'],
    editor: true,
  },
  {
    name: 'one smoke request where a list of them or a container is expected',
    files: app('smoke: { path: /ping }'),
    says: [
      'apps/ping.yaml:5:1: error: smoke: "image" is missing: expected a text',
      'apps/ping.yaml:5:10: error: smoke.path: there is no such key here',
      '    fix: keys here: image, command, args, env',
    ],
    editor: true,
  },
  {
    name: 'a path where smoke requests are expected',
    files: app('smoke: /ping'),
    says: ['apps/ping.yaml:5:1: error: smoke: expected a list or keys with values, got "/ping"'],
    editor: true,
  },
  {
    name: 'keys that JavaScript knows where a number is expected',
    files: app('drainSeconds: { toString: 1, valueOf: 2 }'),
    says: ['apps/ping.yaml:5:1: error: drainSeconds: expected a whole number, got keys with values'],
    editor: true,
  },
  {
    name: 'a list where a text is expected',
    files: wholeApp('name: [ping]', 'image: pkw0301/app', 'port: 5000', 'readiness: { path: /ping }'),
    says: ['apps/ping.yaml:1:1: error: name: expected a text, got a list'],
    editor: true,
  },
  {
    name: 'keys where a text is expected',
    files: app('args: [{ listen: 80 }]'),
    says: ['apps/ping.yaml:5:8: error: args[0]: expected a text, got keys with values'],
    editor: true,
  },
  {
    name: 'a number where a text is expected, as it was written',
    files: blue('image: a:1', 'version: 1.0'),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.version: expected a text, got the number 1.0',
      '    fix: write it in quotes: "1.0"',
    ],
    editor: true,
  },
  {
    name: 'the number of a port where its name is expected',
    files: app('smoke: [{ path: /, port: 8081 }]'),
    says: [
      'apps/ping.yaml:5:20: error: smoke[0].port: expected a text, got the number 8081',
      '    fix: say its name, as it stands in "ports"',
    ],
    editor: true,
  },
  {
    name: 'an octal where a text is expected',
    files: blue('image: a:1', 'version: 0o17'),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.version: expected a text, got the number 0o17',
      '    fix: write it in quotes: "0o17"',
    ],
    editor: true,
  },
  {
    name: 'a number with a leading zero where a text is expected',
    files: blue('image: a:1', 'version: 010'),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.version: expected a text, got the number 010',
      '    fix: write it in quotes: "010"',
    ],
    editor: true,
  },
  {
    name: 'true where a text is expected',
    files: app('annotations: { example.com/scrape: true }'),
    says: [
      'apps/ping.yaml:5:16: error: annotations.example.com/scrape: expected a text, got true',
      '    fix: write it in quotes: "true"',
    ],
    editor: true,
  },
  {
    name: 'a number in env, which is not repeated',
    files: app('env: { PIN: 4711 }'),
    says: [
      'apps/ping.yaml:5:8: error: env.PIN: expected a text or keys with values, got a number',
      '    fix: write it in quotes',
    ],
    editor: true,
  },
  {
    name: 'a number in config, which is not repeated',
    files: app('config: { PIN: 4711 }'),
    says: ['apps/ping.yaml:5:11: error: config.PIN: expected a text, got a number', '    fix: write it in quotes'],
    editor: true,
  },
  {
    name: 'a number as a label',
    files: app('labels: { cost-centre: 815 }'),
    says: [
      'apps/ping.yaml:5:11: error: labels.cost-centre: expected a text, got the number 815',
      '    fix: write it in quotes: "815"',
    ],
    editor: true,
  },
  {
    name: 'a text where a number is expected',
    files: app('drainSeconds: 10s'),
    says: ['apps/ping.yaml:5:1: error: drainSeconds: expected a whole number, got "10s"'],
    editor: true,
  },
  {
    name: 'a number in quotes where a number is expected',
    files: app('replicas: "2"'),
    says: ['apps/ping.yaml:5:1: error: replicas: expected a whole number, got "2"', '    fix: take the quotes away'],
    editor: true,
  },
  {
    name: 'half a pod',
    files: app('replicas: 1.5'),
    says: ['apps/ping.yaml:5:1: error: replicas: expected a whole number, got the number 1.5'],
    editor: true,
  },
  {
    name: 'no end of pods',
    files: app('replicas: .inf'),
    says: ['apps/ping.yaml:5:1: error: replicas: expected a whole number, got the number .inf'],
    editor: true,
  },
  {
    name: 'yes where true is expected',
    files: app('createNamespace: yes'),
    says: [
      'apps/ping.yaml:5:1: error: createNamespace: expected true or false, got "yes"',
      '    fix: write true, without quotes',
    ],
    editor: true,
  },
  {
    name: 'a key without a value',
    files: app('env:'),
    says: [
      'apps/ping.yaml:5:1: error: env: expected keys with values, got nothing',
      '    fix: give it a value, or take the key away',
    ],
    editor: true,
  },
  {
    name: 'a text without a value',
    files: blue('image:'),
    says: [
      'releases/production/ping.yaml:3:3: error: blue.image: expected a text, got nothing',
      '    fix: give it a value, or take the key away',
    ],
    editor: true,
  },
  {
    name: 'an environment without anything',
    files: settings('environments:\n  production:\n'),
    says: [
      'bluegreen.yaml:2:3: error: environments.production: expected keys with values, got nothing',
      '    fix: give it a value, or take the key away',
    ],
    editor: true,
  },
  {
    name: 'no environments',
    files: settings('environments: {}\n'),
    says: ['bluegreen.yaml:1:1: error: environments: expected at least one environment, got none'],
  },
  {
    name: 'a value that is none of those there are',
    files: app('service: { type: Nodeport }'),
    says: [
      'apps/ping.yaml:5:12: error: service.type: expected one of ClusterIP, NodePort, LoadBalancer, got "Nodeport"',
      '    fix: the nearest is "NodePort"',
    ],
    editor: true,
  },
  {
    name: 'an engine that is none of those there are',
    files: settings('environments:\n  production: { namespace: demo }\ngitops: { engine: argo }\n'),
    says: [
      'bluegreen.yaml:3:11: error: gitops.engine: expected one of argocd, flux, both, none, got "argo"',
      '    fix: the nearest is "argocd"',
    ],
    editor: true,
  },
  {
    name: 'engines without the address of the repository',
    files: settings('environments:\n  production: { namespace: demo }\ngitops: { engine: both }\n'),
    says: [
      'bluegreen.yaml:3:1: error: gitops: "repository" is missing: expected the address from which both engines read this repository',
      '    fix: repository: https://git.example.com/team/deploy.git, or engine: none',
    ],
  },
  {
    name: 'listed engines without the address of the repository',
    files: settings('environments:\n  production: { namespace: demo }\ngitops: { engines: [argocd, flux] }\n'),
    says: [
      'bluegreen.yaml:3:1: error: gitops: "repository" is missing: expected the address from which argocd and flux read this repository',
      '    fix: repository: https://git.example.com/team/deploy.git, or engines: []',
    ],
  },
  {
    name: 'an engine in the list that is none of those there are',
    files: settings('environments:\n  production: { namespace: demo }\ngitops: { engines: [fluxx] }\n'),
    says: [
      'bluegreen.yaml:3:21: error: gitops.engines[0]: expected one of argocd, flux, kubectl, got "fluxx"',
      '    fix: the nearest is "flux"',
    ],
    editor: true,
  },
  {
    name: 'engines said in both ways',
    files: settings(
      'environments:\n  production: { namespace: demo }\ngitops: { engines: [argocd], engine: flux, repository: "https://git.example.com/a" }\n',
    ),
    says: [
      'bluegreen.yaml:3:30: error: gitops.engine: expected it to be said once: "engines" says what applies dist/ already',
      '    fix: take out "engine", which is the older word',
    ],
    editor: true,
  },
  {
    name: 'no word of which engines',
    files: settings(
      'environments:\n  production: { namespace: demo }\ngitops: { repository: "https://git.example.com/a" }\n',
    ),
    says: [
      'bluegreen.yaml:3:1: error: gitops: "engines" is missing: expected a list of what applies dist/, out of argocd, flux, kubectl',
      '    fix: engines: [argocd], or no "gitops" at all',
    ],
    editor: true,
  },
  {
    name: 'an empty list of engines needs no repository',
    files: settings('environments:\n  production: { namespace: demo }\ngitops: { engines: [] }\n'),
    says: [],
  },
  {
    name: 'no engine needs no repository',
    files: settings('environments:\n  production: { namespace: demo }\ngitops: { engine: none }\n'),
    says: [],
  },
  {
    name: 'an address that Flux does not take',
    files: delivered('flux', 'git@git.example.com:team/deploy.git'),
    says: [
      'bluegreen.yaml:3:25: error: gitops.repository: expected an address that starts with https://, http:// or ssh://, as Flux takes it, got "git@git.example.com:team/deploy.git"',
      '    fix: ssh://git@git.example.com/team/deploy.git',
    ],
  },
  {
    name: 'Argo CD takes that address',
    files: delivered('argocd', 'git@git.example.com:team/deploy.git'),
    says: [],
  },
  {
    name: 'a folder above the repository',
    files: settings(
      'environments:\n  production: { namespace: demo }\ngitops: { engine: none, path: ../deploy, branch: "" }\n',
    ),
    editor: true,
    says: [
      'bluegreen.yaml:3:25: error: gitops.path: expected a folder of the repository, such as "deploy/", got "../deploy"',
      'bluegreen.yaml:3:42: error: gitops.branch: expected the name of a branch, got ""',
    ],
  },
  {
    name: 'a name that is too long for a label of Flux',
    files: {
      ...delivered('flux', 'https://git.example.com/a', 'production-of-northern-europe'),
      'releases/production/ping.yaml': null,
      'apps/ping.yaml': null,
      'apps/customer-notification-gateway.yaml':
        'name: customer-notification-gateway\nimage: a/b\nport: 80\nreadiness: { path: / }\n',
      'releases/production-of-northern-europe/customer-notification-gateway.yaml':
        'active: blue\nblue: { image: "a/b:1" }\n',
    },
    says: [
      'apps/customer-notification-gateway.yaml:1:1: error: name: production-of-northern-europe: expected a name of at most 25 characters: Flux writes "production-of-northern-europe-customer-notification-gateway-traffic" into a label, which takes 63 characters, got 67',
      '    fix: a shorter name, of the application or of the environment',
    ],
  },
  {
    name: 'two applications that engines would take for one',
    files: {
      'bluegreen.yaml':
        'environments: { eu: { namespace: a }, eu-north: { namespace: b } }\ngitops: { engine: argocd, repository: "https://git.example.com/a" }\n',
      'releases/production/ping.yaml': null,
      'apps/ping.yaml': null,
      ...atPlace('eu', 'north-web'),
      ...atPlace('eu-north', 'web'),
    },
    says: [
      'apps/web.yaml:1:1: error: name: expected a name of its own: engines would know eu-north/web as "eu-north-web-blue", as they do eu/north-web',
      '    fix: another name, of one of the applications or of an environment',
    ],
  },
  {
    name: 'a required key is missing',
    files: wholeApp('image: pkw0301/app', 'port: 5000', 'readiness: { path: /ping }'),
    says: ['apps/ping.yaml:1:1: error: "name" is missing: expected a text'],
    editor: true,
  },
  {
    name: 'a required key is missing further in',
    files: app('ingress: { path: / }'),
    says: ['apps/ping.yaml:5:1: error: ingress: "host" is missing: expected a text'],
    editor: true,
  },
  {
    name: 'copies of more requests than there are, of a method that is none, and of no call',
    files: app(
      'traffic: route',
      'route:',
      '  gateway: { name: public }',
      '  mirror: { percent: 101, methods: [get], grpc: [List/] }',
    ),
    says: [
      'apps/ping.yaml:8:13: error: route.mirror.percent: expected a whole number from 1 to 100, the percent of the requests that are copied, got the number 101',
      'apps/ping.yaml:8:37: error: route.mirror.methods[0]: expected one of GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE, got "get"',
      '    fix: the nearest is "GET"',
      'apps/ping.yaml:8:50: error: route.mirror.grpc[0]: expected a gRPC service, such as shop.v1.Baskets, or one of its methods, such as shop.v1.Baskets/List, got "List/"',
    ],
    editor: true,
  },
];
