import { SMALL_PROJECT } from '../small-project';
import { app, type BadInput, blue, settings, twoApps, wholeApp } from './bad-input';

/** All at once. */
export const ALL_AT_ONCE: readonly BadInput[] = [
  {
    name: 'five faults in three files come in the order of the files',
    files: {
      ...settings('environments:\n  production: { namespace: demo, zone: eu }\n'),
      ...app('replica: 2', 'drainSeconds: soon'),
      ...blue('image: a:1', 'version: 1.0', 'retird: false'),
    },
    says: [
      'apps/ping.yaml:5:1: error: replica: there is no such key here',
      '    fix: the nearest is "replicas"',
      'apps/ping.yaml:6:1: error: drainSeconds: expected a whole number, got "soon"',
      'bluegreen.yaml:2:34: error: environments.production.zone: there is no such key here',
      '    fix: keys here: namespace, cluster, destination, objects, overrides',
      'releases/production/ping.yaml:4:3: error: blue.version: expected a text, got the number 1.0',
      '    fix: write it in quotes: "1.0"',
      'releases/production/ping.yaml:5:3: error: blue.retird: there is no such key here',
      '    fix: the nearest is "retired"',
    ],
    editor: true,
  },
  {
    name: 'a fault of a decision does not wait for the others to be mended',
    files: {
      ...twoApps('shop', 'replica: 2'),
      ...wholeApp('name: ping', 'image: pkw0301/app:1.0', 'port: 5000'),
      ...blue('image: pkw0301/app:latest', 'retired: true'),
    },
    args: ['shop.active=red'],
    says: [
      '-c shop.active=red: error: expected one of blue, green, got "red"',
      "apps/ping.yaml:1:1: error: readiness: it is missing: expected a probe, because without one users reach pods that can't answer yet",
      '    fix: readiness: { path: /health }, or readiness: { none: true } to go without one on purpose',
      'apps/ping.yaml:2:1: error: image: expected an image repository without tag, got "pkw0301/app:1.0"',
      '    fix: write "pkw0301/app" here, and the tag at the colour that runs it',
      'apps/shop.yaml:5:1: error: replica: there is no such key here',
      '    fix: the nearest is "replicas"',
      'releases/production/ping.yaml:3:3: error: blue.image: expected a tag that stays on one image, got "pkw0301/app:latest": "latest" moves, and a rollback would not bring it back',
      '    fix: name a version or add the digest',
      'releases/production/ping.yaml:4:3: error: blue.retired: blue is active and retired: expected a retired colour to be the idle one',
      '    fix: take "retired" away, wait until its pods are ready, and only then make blue active',
    ],
    editor: true,
  },
  {
    name: 'what two environments have in common is said once',
    files: {
      ...settings('environments:\n  production: { namespace: demo }\n  staging: { namespace: test }\n'),
      'releases/staging/ping.yaml': SMALL_PROJECT['releases/production/ping.yaml'],
      ...app('idle: { replicas: 9 }'),
    },
    says: [
      'apps/ping.yaml:5:9: error: idle.replicas: expected from 0 to 2 pods, no more than the colour has at full size, got 9',
    ],
  },
  {
    name: 'an override is named at its own line',
    files: app('environments:', '  production:', '    autoscaling: { min: 2, max: 4 }'),
    says: [
      'apps/ping.yaml:7:5: error: environments.production.autoscaling: resources.requests.cpu is missing: expected it, because the autoscaler measures cpu use in percent of it',
      '    fix: resources: { requests: { cpu: 100m } }',
    ],
  },
];
