import { SMALL_PROJECT } from '../small-project';
import { app, type BadInput, settings, twoApps, wholeApp } from './bad-input';

const ALLOWED = 'objects: { clusterKinds: [ClusterRole.rbac.authorization.k8s.io] }';
const MONITORED = 'objects: { namespaces: [monitoring] }';
const MONITOR =
  'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: ping-all, namespace: monitoring }\n';
const APART =
  'or, where the two are on different clusters, say that in bluegreen.yaml: "cluster" or "destination" of both';
const CLUSTER_ROLE = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: ping-reader }\n';

/** Names. */
export const NAMES: readonly BadInput[] = [
  {
    name: 'an application whose name is no DNS label',
    files: wholeApp('name: Ping_1', 'image: pkw0301/app', 'port: 5000', 'readiness: { path: /ping }'),
    says: [
      'apps/ping.yaml:1:1: error: name: expected a DNS label: lower-case letters, digits and "-", starting with a letter, got "Ping_1"',
    ],
    editor: true,
  },
  {
    name: 'an application whose name starts with a digit',
    files: wholeApp('name: 1ping', 'image: pkw0301/app', 'port: 5000', 'readiness: { path: /ping }'),
    says: [
      'apps/ping.yaml:1:1: error: name: expected a DNS label: lower-case letters, digits and "-", starting with a letter, got "1ping"',
    ],
    editor: true,
  },
  {
    name: 'an application whose name leaves no room for -contract-<hash>',
    files: twoApps('a'.repeat(44)),
    says: [
      'apps/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.yaml:1:1: error: name: expected at most 43 characters, so that "-contract-<hash>" still fits into a Job\'s name of 63, got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
    ],
    editor: true,
  },
  {
    name: 'an application named otherwise than its file',
    files: wholeApp('name: pong', 'image: pkw0301/app', 'port: 5000', 'readiness: { path: /ping }'),
    says: [
      'apps/ping.yaml:1:1: error: name: expected the name of the file without ".yaml", got "pong"',
      '    fix: write "ping" here, or rename the file to apps/pong.yaml',
    ],
  },
  {
    name: 'two applications of one name',
    files: { ...twoApps('shop'), 'apps/shop.yaml': SMALL_PROJECT['apps/ping.yaml'] },
    says: ['apps/shop.yaml:1:1: error: name: expected a name of its own, got "ping", as in apps/ping.yaml'],
  },
  {
    name: 'an environment whose name is no DNS label',
    files: settings('environments:\n  Production: { namespace: demo }\n'),
    says: [
      'bluegreen.yaml:2:3: error: environments.Production: expected a DNS label: lower-case letters, digits and "-", got the name "Production"',
    ],
    editor: true,
  },
  {
    name: 'groups that share an application, name one twice, or one that is not there, and have the name of one',
    files: {
      ...twoApps('web'),
      ...settings(
        'environments:\n  production: { namespace: demo }\ngroups:\n  shop: [ping, ping]\n  web: [ping, wep]\n',
      ),
    },
    says: [
      'bluegreen.yaml:4:16: error: groups.shop[1]: expected an application that is in no group yet: it is in this group already',
      '    fix: take it out of one of them',
      'bluegreen.yaml:5:3: error: groups.web: expected a name that no application has: apps/web.yaml is one',
      '    fix: another name',
      'bluegreen.yaml:5:9: error: groups.web[0]: expected an application that is in no group yet: "ping" is in the group "shop" already',
      '    fix: take it out of one of them',
      'bluegreen.yaml:5:15: error: groups.web[1]: there is no application "wep": expected apps/wep.yaml',
      '    fix: the nearest is "web"',
    ],
  },
  {
    name: 'groups that engines would take for one',
    files: settings(
      'environments:\n  a: { namespace: a }\n  a-b: { namespace: b }\n  production: { namespace: demo }\ngroups: { b-c: [], c: [] }\n',
    ),
    says: [
      'bluegreen.yaml:5:20: error: groups.c: expected a name of its own: engines would know it as they do a/b-c',
      '    fix: another name',
    ],
  },
  {
    name: 'two environments in one namespace of one cluster',
    files: settings('environments:\n  production: { namespace: demo }\n  staging: { namespace: demo }\n'),
    says: [
      'bluegreen.yaml:3:14: error: environments.staging.namespace: expected a namespace of its own, got "demo", as in production',
      '    fix: another "namespace", or say with "cluster" that it is on another one',
    ],
  },
  {
    name: 'a namespace that is no DNS label',
    files: settings('environments:\n  production: { namespace: demo/eu }\n'),
    says: [
      'bluegreen.yaml:2:17: error: environments.production.namespace: expected a DNS label: lower-case letters, digits and "-", got "demo/eu"',
    ],
    editor: true,
  },
  {
    name: 'an environment that bluegreen.yaml does not have, in releases/',
    files: { 'releases/prod/ping.yaml': SMALL_PROJECT['releases/production/ping.yaml'] },
    says: [
      'releases/prod/: error: bluegreen.yaml has no environment "prod": expected one of production',
      '    fix: the nearest is "production"',
    ],
  },
  {
    name: 'an environment that bluegreen.yaml does not have, in an override',
    files: app('environments:', '  produktion: { replicas: 3 }'),
    says: [
      'apps/ping.yaml:6:3: error: environments.produktion: bluegreen.yaml has no environment "produktion": expected one of production',
      '    fix: the nearest is "production"',
    ],
  },
  {
    name: 'a release of an application that there is not',
    files: { 'releases/production/pong.yaml': SMALL_PROJECT['releases/production/ping.yaml'] },
    says: [
      'releases/production/pong.yaml: error: there is no application "pong": expected apps/pong.yaml',
      '    fix: the nearest is "ping"',
    ],
  },
  {
    name: 'a variable whose name is none',
    files: app('env: { "LOG LEVEL": info }'),
    says: [
      'apps/ping.yaml:5:8: error: env["LOG LEVEL"]: expected the name of an environment variable: letters, digits, "_", "-" and ".", got the name "LOG LEVEL"',
    ],
    editor: true,
  },
  {
    name: 'a label whose name is none',
    files: app('labels: { "our team": shop }'),
    says: [
      'apps/ping.yaml:5:11: error: labels["our team"]: expected a label name, such as "team" or "example.com/team", got the name "our team"',
    ],
    editor: true,
  },
  {
    name: 'a label whose value is none',
    files: app('labels: { team: "shop & co" }'),
    says: [
      'apps/ping.yaml:5:11: error: labels.team: expected a label value: at most 63 letters, digits, "-", "_" and ".", a letter or digit at both ends, got "shop & co"',
    ],
    editor: true,
  },
  {
    name: 'a volume whose name is none',
    files: app('volumes: { Tmp: { mountPath: /tmp, emptyDir: {} } }'),
    says: ['apps/ping.yaml:5:12: error: volumes.Tmp: expected a DNS label, got the name "Tmp"'],
    editor: true,
  },
  {
    name: 'an account whose name is none',
    files: app('serviceAccount: { name: Shop Web }'),
    says: [
      'apps/ping.yaml:5:19: error: serviceAccount.name: expected an object\'s name: lower-case letters, digits, "-" and ".", got "Shop Web"',
    ],
    editor: true,
  },
  {
    name: 'two applications that make one Service',
    files: twoApps('ping-blue'),
    says: [
      'apps/ping.yaml:1:1: error: name: expected another name: this one makes Service demo/ping-blue, which "ping-blue" makes too',
    ],
  },
  {
    name: 'a worker called as a colour of another application',
    files: { ...twoApps('ping-mailer'), ...app('workers: { mailer-blue: { args: [mail] } }') },
    says: [
      'apps/ping.yaml:5:12: error: workers.mailer-blue: expected another name: this one makes Deployment demo/ping-mailer-blue, which "ping-mailer" makes too',
    ],
  },
  {
    name: 'two applications that make one ServiceAccount',
    files: twoApps('shop', 'serviceAccount: { name: ping }'),
    says: [
      'apps/shop.yaml:5:19: error: serviceAccount.name: expected an account of its own: this one makes ServiceAccount demo/ping, which "ping" makes too',
    ],
  },
  {
    name: 'objects of the own called like what another application makes, or may make, or brings along',
    files: {
      ...twoApps('shop'),
      'apps/ping/objects/a.yaml': [
        'v1/ConfigMap/shop-active',
        'apps/v1/Deployment/shop-blue',
        'a.io/v1/Rule/own-$(COLOUR)',
      ]
        .map(object => /(.*)\/(.*)\/(.*)/.exec(object)!)
        .map(
          ([, apiVersion, kind, name]) =>
            `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n---\n`,
        )
        .join(''),
      'apps/shop/objects/a.yaml': 'apiVersion: a.io/v1\nkind: Rule\nmetadata: { name: own-green }\n',
    },
    says: [
      'apps/ping/objects/a.yaml:3:13: error: metadata.name: expected another name: this is the object ConfigMap demo/shop-active, which "shop" makes too',
      'apps/ping/objects/a.yaml:7:13: error: metadata.name: expected another name: this is the object Deployment demo/shop-blue, which "shop" makes too',
      'apps/shop/objects/a.yaml:3:13: error: metadata.name: expected another name: this is the object Rule.a.io demo/own-green, which "ping" makes too',
    ],
  },
  {
    name: 'an object of the whole cluster that bluegreen.yaml does not allow',
    files: { 'apps/ping/objects/a.yaml': CLUSTER_ROLE },
    says: [
      'apps/ping/objects/a.yaml:2:1: error: kind: expected an object of a namespace, got ClusterRole (rbac.authorization.k8s.io/v1), which is of the whole cluster',
      '    fix: let bluegreen.yaml allow it, with "objects: { clusterKinds: [ClusterRole.rbac.authorization.k8s.io] }" in the environment; or apply it from where the cluster is set up',
    ],
  },
  {
    name: 'an object of the whole cluster that two environments make, of which one does not say its cluster',
    files: {
      ...settings(
        `environments:\n  staging: { namespace: a, ${ALLOWED} }\n  production: { namespace: a, cluster: other, ${ALLOWED} }\n`,
      ),
      'releases/staging/ping.yaml': SMALL_PROJECT['releases/production/ping.yaml'],
      'apps/ping/objects/a.yaml': CLUSTER_ROLE,
    },
    says: [
      'apps/ping/objects/a.yaml:3:13: error: metadata.name: expected another name: this is the object ClusterRole /ping-reader, which "ping" makes too in production, and it is of the whole cluster',
      `    fix: say $(APPLICATION) and $(ENVIRONMENT) in it; ${APART}`,
    ],
  },
  {
    name: 'an object in a namespace of others that two environments make: whose contexts differ, and whose Argo CD goes to one cluster',
    files: {
      ...settings(
        `environments:\n  staging: { namespace: a, cluster: a, destination: one, ${MONITORED} }\n  production: { namespace: b, cluster: b, destination: one, ${MONITORED} }\n  test: { namespace: a, cluster: t, destination: two, ${MONITORED} }\n`,
      ),
      'releases/staging/ping.yaml': SMALL_PROJECT['releases/production/ping.yaml'],
      'releases/test/ping.yaml': SMALL_PROJECT['releases/production/ping.yaml'],
      'apps/ping/objects/a.yaml': MONITOR,
    },
    says: [
      'apps/ping/objects/a.yaml:3:13: error: metadata.name: expected another name: this is the object ServiceMonitor.monitoring.coreos.com monitoring/ping-all, which "ping" makes too in production, and it is in a namespace of others',
      `    fix: say $(APPLICATION) and $(ENVIRONMENT) in it; ${APART}`,
    ],
  },
  {
    name: 'a namespace that bluegreen.yaml allows, and that is one of an environment, which may be on that cluster',
    files: settings(
      'environments:\n  staging: { namespace: a, cluster: one }\n  production: { namespace: demo, cluster: other, objects: { namespaces: [demo, a, b] } }\n  b: { namespace: b }\n',
    ),
    says: [
      'bluegreen.yaml:3:74: error: environments.production.objects.namespaces[0]: expected a namespace of others, got "demo", which is that of production',
      '    fix: leave it out: objects may always stand there',
      'bluegreen.yaml:3:83: error: environments.production.objects.namespaces[2]: expected a namespace of others, got "b", which is that of b',
      '    fix: bring the object along in b; or say "cluster" or "destination" of both, where they are on different clusters',
    ],
  },
  {
    name: 'kinds of the whole cluster that are none, or are without their group',
    files: settings(
      'environments:\n  production:\n    namespace: demo\n    objects:\n      clusterKinds:\n        - ClusterRole\n        - Role.rbac.authorization.k8s.io\n        - Namespace\n',
    ),
    says: ['ClusterRole', 'Role.rbac.authorization.k8s.io', 'Namespace'].map(
      (kind, index) =>
        `bluegreen.yaml:${6 + index}:11: error: environments.production.objects.clusterKinds[${index}]: expected a kind of the whole cluster with its API group, such as "ClusterRole.rbac.authorization.k8s.io", got "${kind}"`,
    ),
    editor: true,
  },
  {
    name: 'two applications that make one Namespace',
    files: { ...twoApps('shop', 'createNamespace: true'), ...app('createNamespace: true') },
    says: [
      'apps/shop.yaml:5:1: error: createNamespace: expected one application to make the namespace: this one makes Namespace demo, which "ping" makes too',
    ],
  },
];
