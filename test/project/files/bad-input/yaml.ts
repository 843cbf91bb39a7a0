import { SMALL_PROJECT } from '../small-project';
import { app, type BadInput, BOMB, release, wholeApp } from './bad-input';

/** What is no YAML, and what is more than plain YAML. */
export const YAML: readonly BadInput[] = [
  {
    name: 'a colon in a text without quotes',
    files: wholeApp('name: ping', 'image: pkw0301/app: new'),
    says: [
      'apps/ping.yaml:2:8: error: this is no YAML: Nested mappings are not allowed in compact mappings',
      '    fix: indent all keys of one map by the same number of spaces, and put a text with ": " in quotes',
    ],
  },
  {
    name: 'a tab before a key',
    files: app('service:', '\ttype: NodePort'),
    says: [
      'apps/ping.yaml:6:1: error: expected spaces, got a tab: YAML takes no tabs before a key',
      '    fix: replace the tab by spaces',
    ],
  },
  {
    name: 'a quote that does not end',
    files: wholeApp('name: "ping', 'port: 5000'),
    says: [
      'apps/ping.yaml:1:7: error: this is no YAML: expected an end of what begins here',
      '    fix: write the closing quote',
    ],
  },
  {
    name: 'a bracket that does not end',
    files: app('command: [node, main.js'),
    says: [
      'apps/ping.yaml:5:10: error: this is no YAML: expected an end of what begins here',
      '    fix: write the closing ]',
    ],
  },
  {
    name: 'a key that is indented like none above',
    files: app('service:', '    type: NodePort', '  port: 80'),
    says: [
      'apps/ping.yaml:7:1: error: this is no YAML: All mapping items must start at the same column',
      '    fix: indent all keys of one map by the same number of spaces',
    ],
  },
  {
    name: 'a text that starts with a sign of YAML',
    files: app('command: [@ping]'),
    says: [
      'apps/ping.yaml:5:11: error: this is no YAML: Plain value cannot start with reserved character @',
      '    fix: put the text in quotes',
    ],
  },
  {
    name: 'a template language in place of YAML',
    files: wholeApp('name: {{ .Values.name }}', 'image: pkw0301/app'),
    says: [
      'apps/ping.yaml:1:8: error: expected a text as the key, got braces or brackets',
      '    fix: write it in quotes',
    ],
  },
  {
    name: 'several documents in one file',
    files: release(`${SMALL_PROJECT['releases/production/ping.yaml']}---\nactive: green\n`),
    says: [
      'releases/production/ping.yaml:4:1: error: expected one document, got another one after "---"',
      '    fix: put it into a file of its own',
    ],
  },
  {
    name: 'a key twice',
    files: app('replicas: 2', 'replicas: 3'),
    says: ['apps/ping.yaml:6:1: error: expected every key once, got replicas twice', '    fix: keep one of the two'],
  },
  {
    name: 'a key twice, further in',
    files: app('env:', '  LEVEL: info', '  "LEVEL": debug'),
    says: ['apps/ping.yaml:7:3: error: expected every key once, got "LEVEL" twice', '    fix: keep one of the two'],
  },
  {
    name: 'an alias in a release file',
    files: release('active: blue\nblue: &same { image: "a:1" }\ngreen: *same\n'),
    says: [
      'releases/production/ping.yaml:3:8: error: expected a value, got the alias *same: one edit would change what two colours run',
      '    fix: write the value out',
    ],
  },
  {
    name: 'an alias of nothing',
    files: app('labels: *ours'),
    says: ['apps/ping.yaml:5:9: error: expected the name of an anchor above, got the alias *ours'],
  },
  {
    name: 'an alias of itself',
    files: app('podTemplate: &all { spec: *all }'),
    says: ['apps/ping.yaml:5:27: error: expected a value, got the alias *all of itself'],
  },
  {
    name: 'aliases of aliases of aliases',
    files: app(...BOMB),
    says: [
      'apps/ping.yaml:1:1: error: expected a few aliases, got more than 100 values out of aliases of aliases',
      '    fix: write the values out',
    ],
  },
  {
    name: 'a fault behind an alias is shown where it is written',
    files: app('liveness: &probe { path: ping }', 'startup: *probe'),
    says: [
      'apps/ping.yaml:5:20: error: liveness.path: expected a path that starts with "/", got "ping"',
      'apps/ping.yaml:5:20: error: startup.path: expected a path that starts with "/", got "ping"',
    ],
    editor: true,
  },
  {
    name: 'a merge key',
    files: app('startup: { <<: { path: /ping }, periodSeconds: 1 }'),
    says: [
      'apps/ping.yaml:5:12: error: expected a key, got "<<": YAML 1.2 has no merge keys',
      '    fix: write the keys out that it stands for',
    ],
  },
  {
    name: 'a tag that runs code elsewhere',
    files: app('command: !!js/function "() => 1"'),
    says: [
      'apps/ping.yaml:5:24: error: expected a value without a tag, got "!!js/function"',
      '    fix: take the tag away',
    ],
  },
  {
    name: 'a tag of somebody',
    files: app('replicas: !count 2'),
    says: ['apps/ping.yaml:5:18: error: expected a value without a tag, got "!count"', '    fix: take the tag away'],
  },
  {
    name: 'bytes',
    files: app('config: { LOGO: !!binary aGVsbG8= }'),
    says: [
      'apps/ping.yaml:5:26: error: expected a value without a tag, got "!!binary"',
      '    fix: put binary files into the image, or into a ConfigMap or Secret of your own that "volumes" names',
    ],
  },
  {
    name: 'an older YAML',
    files: wholeApp('%YAML 1.1', '---', 'name: ping', 'image: pkw0301/app', 'port: 5000', 'readiness: { path: /ping }'),
    says: ['apps/ping.yaml:1:1: error: expected YAML 1.2, got another version', '    fix: take the "%YAML" line away'],
  },
  {
    name: 'nothing but brackets',
    files: { 'apps/ping.yaml': '['.repeat(3000) },
    says: ['apps/ping.yaml:1:1: error: expected a few levels, one inside the other, got far too many'],
  },
  {
    name: 'levels in levels',
    files: app(`podTemplate: ${'{ a: '.repeat(80)}1${' }'.repeat(80)}`),
    says: ['apps/ping.yaml:5:256: error: expected at most 50 levels, one inside the other'],
  },
  {
    name: 'a number as a key',
    files: app('labels: { 1.0: x }'),
    says: [
      'apps/ping.yaml:5:11: error: expected a text as the key, got the number 1.0',
      '    fix: write it in quotes: "1.0"',
    ],
  },
  {
    name: 'a list as a key',
    files: app('labels: { [a]: x }'),
    says: [
      'apps/ping.yaml:5:11: error: expected a text as the key, got braces or brackets',
      '    fix: write it in quotes',
    ],
  },
  {
    name: 'nothing as a key',
    files: app('labels: { : x }'),
    says: ['apps/ping.yaml:5:10: error: expected a text as the key, got nothing', '    fix: write it in quotes'],
  },
];
