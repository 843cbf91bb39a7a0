import { FOLDER, SMALL_PROJECT } from '../small-project';
import { app, type BadInput, release, settings } from './bad-input';

/** Files and folders. */
export const FILES_AND_FOLDERS: readonly BadInput[] = [
  {
    name: 'bluegreen.yaml is missing',
    files: { 'bluegreen.yaml': null },
    says: [
      'bluegreen.yaml: error: the file is missing',
      '    fix: write bluegreen.yaml, or start in the folder that holds it',
    ],
  },
  {
    name: 'bluegreen.yaml is missing and the rest is not left unchecked',
    files: { 'bluegreen.yaml': null, ...app('replicas: 2', 'autoscaling: { min: 1, max: 2, memory: 80 }') },
    says: [
      'apps/ping.yaml:5:1: error: replicas: expected either "replicas" or "autoscaling", got both: each sync would reset what the autoscaler has done',
      '    fix: take "replicas" away; autoscaling.min says how few there may be',
      'apps/ping.yaml:6:1: error: autoscaling: resources.requests.memory is missing: expected it, because the autoscaler measures memory use in percent of it',
      '    fix: resources: { requests: { memory: 128Mi } }',
      'bluegreen.yaml: error: the file is missing',
      '    fix: write bluegreen.yaml, or start in the folder that holds it',
    ],
  },
  {
    name: 'there is no application',
    files: { 'apps/ping.yaml': null, 'releases/production/ping.yaml': null },
    says: ['apps/: error: there is no application: expected at least one file apps/<app>.yaml'],
  },
  {
    name: 'an application has no release',
    files: { 'releases/production/ping.yaml': null },
    says: [
      'apps/ping.yaml: error: "ping" has no release in any environment',
      '    fix: write releases/production/ping.yaml',
    ],
  },
  {
    name: 'bluegreen.yaml is empty',
    files: settings(''),
    says: ['bluegreen.yaml:1:1: error: the file is empty: expected keys with values'],
  },
  {
    name: 'an application file is empty',
    files: { 'apps/ping.yaml': '' },
    says: ['apps/ping.yaml:1:1: error: the file is empty: expected keys with values'],
  },
  {
    name: 'a release file holds comments alone',
    files: release('# later\n'),
    says: ['releases/production/ping.yaml:1:1: error: the file is empty: expected keys with values'],
  },
  {
    name: 'bluegreen.yaml is a folder',
    files: { 'bluegreen.yaml': FOLDER },
    says: ['bluegreen.yaml: error: expected a file, got a folder'],
  },
  {
    name: 'an application file is a folder',
    files: { 'apps/ping.yaml': FOLDER },
    says: [
      'apps/ping.yaml: error: expected a file, got a folder',
      'releases/production/ping.yaml: error: there is no application "ping": expected apps/ping.yaml',
    ],
  },
  {
    name: 'a release file is a folder',
    files: { 'releases/production/ping.yaml': FOLDER },
    says: [
      'apps/ping.yaml: error: "ping" has no release in any environment',
      '    fix: write releases/production/ping.yaml',
      'releases/production/ping.yaml: error: expected a file, got a folder',
    ],
  },
  {
    name: 'apps/ is a file',
    files: { 'apps/ping.yaml': null, 'releases/production/ping.yaml': null, apps: 'name: ping\n' },
    says: ['apps: error: expected a folder, got a file'],
  },
  {
    name: 'a release file stands outside any environment',
    files: { 'releases/shop.yaml': SMALL_PROJECT['releases/production/ping.yaml'] },
    says: [
      'releases/shop.yaml: error: expected a folder, named as an environment, got a file',
      '    fix: move it to releases/<environment>/shop.yaml',
    ],
  },
  {
    name: 'a file of another kind in apps/',
    files: { 'apps/README.md': '# Our applications\n' },
    says: ['apps/README.md: error: expected a file that ends in ".yaml"'],
  },
  {
    name: 'an application file that ends in .yml',
    files: { 'apps/shop.yml': 'name: shop\n' },
    says: ['apps/shop.yml: error: expected a file that ends in ".yaml"', '    fix: rename it to shop.yaml'],
  },
  {
    name: 'a file of 11 MB',
    files: { 'apps/ping.yaml': Buffer.alloc(11_000_000, '# text\n') },
    says: ['apps/ping.yaml: error: expected at most 10485760 bytes, got 11000000: no person wrote this'],
  },
  {
    name: 'more words and signs than a person writes',
    files: { 'apps/ping.yaml': `name: ping\nsecrets: [${'a,'.repeat(25_000)}]\n` },
    says: ['apps/ping.yaml: error: expected at most 50000 words and signs in a file, got more'],
  },
  {
    name: 'more keys in one map than anything is good for',
    files: app('config:', ...Array.from({ length: 1001 }, (_, index) => `  a${index}: x`)),
    says: ['apps/ping.yaml:6:3: error: expected at most 1000 keys in one map, got 1001'],
  },
  {
    name: 'more mistakes than anybody reads',
    files: app('smoke:', ...Array(101).fill('  - path: 1')),
    says: [
      'apps/ping.yaml:1:1: error: there are more mistakes than the 100 that are told here',
      ...Array.from({ length: 100 }, (_, index) => [
        `apps/ping.yaml:${6 + index}:5: error: smoke[${index}].path: expected a text, got the number 1`,
        '    fix: write it in quotes: "1"',
      ]).flat(),
    ],
  },
  {
    name: 'more values that are read differently than anybody reads',
    files: app('args: [', ...Array(101).fill('  no,'), '  ]'),
    says: [
      ...Array.from({ length: 100 }, (_, index) => [
        `apps/ping.yaml:${6 + index}:3: warning: this is a text here, but tools that follow YAML 1.1 take it for something else`,
        '    fix: write it in quotes',
      ]).flat(),
      'apps/ping.yaml:106:3: warning: there are more mistakes than the 100 that are told here',
    ],
  },
  {
    name: 'a file that is no UTF-8',
    files: { 'apps/ping.yaml': Buffer.from('name: ping\nimage: caf\xe9\n', 'latin1') },
    says: ['apps/ping.yaml:2:11: error: expected text in UTF-8, got other bytes', '    fix: save it as UTF-8'],
  },
  {
    name: 'a file in UTF-16',
    files: { 'apps/ping.yaml': Buffer.from('\ufeffname: ping\n', 'utf16le') },
    says: ['apps/ping.yaml:1:1: error: expected text in UTF-8, got other bytes', '    fix: save it as UTF-8'],
  },
  {
    name: 'a file that starts with a byte order mark',
    files: { 'apps/ping.yaml': `\ufeff${SMALL_PROJECT['apps/ping.yaml']}` },
    says: [
      "apps/ping.yaml:1:1: error: the file starts with a byte order mark, which can't be seen: expected plain UTF-8",
      '    fix: save it as "UTF-8" and not as "UTF-8 with BOM"',
    ],
  },
  {
    name: 'Windows line ends shift no line',
    files: { 'apps/ping.yaml': `${SMALL_PROJECT['apps/ping.yaml']}replica: 2\n`.replaceAll('\n', '\r\n') },
    says: ['apps/ping.yaml:5:1: error: replica: there is no such key here', '    fix: the nearest is "replicas"'],
    editor: true,
  },
];
