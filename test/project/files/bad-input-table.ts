import { releaseShape } from '../../../lib/construct/props/release';
import { type Files, FOLDER, SMALL_PROJECT } from './small-project';

// What may stand at an application or at a colour, in the order in which messages name it.
const RELEASE_KEYS = Object.keys(releaseShape).join(', ');

/** One thing that a person can get wrong, and every line that they are told. */
export interface BadInput {
  readonly name: string;
  /** Where they differ from the small project. */
  readonly files?: Files;
  /** `-c` arguments. */
  readonly args?: readonly string[];
  /** CDK8S_CONTEXT_JSON. */
  readonly json?: string;
  readonly says: readonly string[];
  /** An editor shows it too: the published schema of the file refuses it. */
  readonly editor?: true;
}

const settings = (text: string) => ({ 'bluegreen.yaml': text });
const release = (text: string) => ({ 'releases/production/ping.yaml': text });
// Lines below the four of the small project's application, so the first one is line 5.
const app = (...lines: string[]) => ({ 'apps/ping.yaml': `${SMALL_PROJECT['apps/ping.yaml']}${lines.join('\n')}\n` });
const wholeApp = (...lines: string[]) => ({ 'apps/ping.yaml': `${lines.join('\n')}\n` });
// Lines of the blue release, the first one of which is line 3.
const blue = (...lines: string[]) =>
  release(
    ['active: blue', 'blue:', ...lines.map(line => `  ${line}`), 'green: { image: "pkw0301/app:2.0" }', ''].join('\n'),
  );
const delivered = (engine: string, repository: string, environment = 'production') =>
  settings(
    `environments: { ${environment}: { namespace: demo } }\n# Engines.\ngitops: { engine: ${engine}, repository: "${repository}" }\n`,
  );
const atPlace = (environment: string, name: string) => ({
  [`apps/${name}.yaml`]: `name: ${name}\nimage: a/b\nport: 80\nreadiness: { path: / }\n`,
  [`releases/${environment}/${name}.yaml`]: 'active: blue\nblue: { image: "a/b:1" }\n',
});
// A second application beside ping.
const twoApps = (name: string, ...lines: string[]) => ({
  [`apps/${name}.yaml`]: `name: ${name}\nimage: a/b\nport: 80\nreadiness: { path: / }\n${lines.join('\n')}\n`,
  [`releases/production/${name}.yaml`]: 'active: blue\nblue: { image: "a/b:1" }\n',
});
const BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefgh'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
];

export const BAD_INPUT: Readonly<Record<string, readonly BadInput[]>> = {
  'files and folders': [
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
  ],
  'what is no YAML, and what is more than plain YAML': [
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
      files: wholeApp(
        '%YAML 1.1',
        '---',
        'name: ping',
        'image: pkw0301/app',
        'port: 5000',
        'readiness: { path: /ping }',
      ),
      says: [
        'apps/ping.yaml:1:1: error: expected YAML 1.2, got another version',
        '    fix: take the "%YAML" line away',
      ],
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
  ],
  'keys that nobody knows': [
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
        '    fix: keys here: namespace, cluster, destination, overrides',
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
        '    fix: keys here: name, port, servicePort, nodePort, protocol, appProtocol',
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
        '    fix: keys here: active, overlap, weight, served, gate, blue, green',
      ],
      editor: true,
    },
    {
      name: 'in a colour',
      files: blue('image: pkw0301/app:1.0', 'tag: "1.0"'),
      says: [
        'releases/production/ping.yaml:4:3: error: blue.tag: there is no such key here',
        `    fix: keys here: version, ${RELEASE_KEYS}, retired, contracted, again, raised, release, format`,
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
        `    fix: keys here: name, ${RELEASE_KEYS}, service, ingress, createNamespace, traffic, route, gate, network, environments`,
        'apps/ping.yaml:6:1: error: toString: there is no such key here',
        `    fix: keys here: name, ${RELEASE_KEYS}, service, ingress, createNamespace, traffic, route, gate, network, environments`,
        'apps/ping.yaml:7:1: error: hasOwnProperty: there is no such key here',
        `    fix: keys here: name, ${RELEASE_KEYS}, service, ingress, createNamespace, traffic, route, gate, network, environments`,
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
        `    fix: keys here: name, ${RELEASE_KEYS}, service, ingress, createNamespace, traffic, route, gate, network, environments`,
      ],
      editor: true,
    },
    {
      name: 'a key with a line break in it',
      files: app('"two\\nlines": 1'),
      says: [
        'apps/ping.yaml:5:1: error: ["two\\nlines"]: there is no such key here',
        `    fix: keys here: name, ${RELEASE_KEYS}, service, ingress, createNamespace, traffic, route, gate, network, environments`,
      ],
      editor: true,
    },
  ],
  'values of the wrong type': [
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
  ],
  'values that tools read differently': [
    {
      name: 'no, which YAML 1.1 takes for false, passes with a warning',
      files: app('config: { DEBUG: no }'),
      says: [
        'apps/ping.yaml:5:18: warning: this is a text here, but tools that follow YAML 1.1 take it for something else',
        '    fix: write it in quotes',
      ],
    },
    {
      name: 'on as a key passes with a warning',
      files: app('env: { on: start }'),
      says: [
        'apps/ping.yaml:5:8: warning: this is a text here, but tools that follow YAML 1.1 take it for something else',
        '    fix: write it in quotes',
      ],
    },
    {
      name: 'a date passes with a warning',
      files: app('annotations: { example.com/since: 2024-01-31 }'),
      says: [
        'apps/ping.yaml:5:35: warning: this is a text here, but tools that follow YAML 1.1 take it for something else',
        '    fix: write it in quotes',
      ],
    },
    {
      name: 'a time passes with a warning',
      files: app('config: { AT: 12:30 }'),
      says: [
        'apps/ping.yaml:5:15: warning: this is a text here, but tools that follow YAML 1.1 take it for something else',
        '    fix: write it in quotes',
      ],
    },
    {
      name: 'a file mode with a leading zero, which YAML 1.2 takes for decimal',
      files: app('volumes: { ca: { mountPath: /ca, secret: { secretName: ca, defaultMode: 0644 } } }'),
      says: [
        'apps/ping.yaml:5:73: error: expected a number without a leading zero, got 0644: some read it as 644, others as octal',
        '    fix: write 644, or 0o644 for octal',
      ],
    },
  ],
  names: [
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
      name: 'two applications that make one ServiceAccount',
      files: twoApps('shop', 'serviceAccount: { name: ping }'),
      says: [
        'apps/shop.yaml:5:19: error: serviceAccount.name: expected an account of its own: this one makes ServiceAccount demo/ping, which "ping" makes too',
      ],
    },
    {
      name: 'two applications that make one Namespace',
      files: { ...twoApps('shop', 'createNamespace: true'), ...app('createNamespace: true') },
      says: [
        'apps/shop.yaml:5:1: error: createNamespace: expected one application to make the namespace: this one makes Namespace demo, which "ping" makes too',
      ],
    },
  ],
  'colours and images': [
    {
      name: 'an active colour that is none',
      files: release('active: bleu\nblue: { image: "a:1" }\n'),
      says: [
        'releases/production/ping.yaml:1:1: error: active: expected one of blue, green, got "bleu"',
        '    fix: the nearest is "blue"',
      ],
      editor: true,
    },
    {
      name: 'no active colour',
      files: release('blue: { image: "a:1" }\n'),
      says: ['releases/production/ping.yaml:1:1: error: "active" is missing: expected one of blue, green'],
      editor: true,
    },
    {
      name: 'no colour at all',
      files: release('active: blue\n'),
      says: [
        'releases/production/ping.yaml:1:1: error: neither blue nor green runs anything: expected the image of at least one colour',
        '    fix: blue: { image: <image with tag> }',
      ],
    },
    {
      name: 'an active colour without an entry',
      files: release('active: green\nblue: { image: "a:1" }\n'),
      says: [
        'releases/production/ping.yaml:1:1: error: active: green is active, but it has no release: expected an entry "green" with an image',
        '    fix: deploy to green first: green: { image: <image with tag> }',
      ],
    },
    {
      name: 'an active colour that is retired',
      files: release('active: blue\nblue: { image: "a:1", retired: true }\n'),
      says: [
        'releases/production/ping.yaml:2:23: error: blue.retired: blue is active and retired: expected a retired colour to be the idle one',
        '    fix: take "retired" away, wait until its pods are ready, and only then make blue active',
      ],
    },
    {
      name: 'a colour without an image',
      files: blue('version: "1.0"'),
      says: [
        'releases/production/ping.yaml:2:1: error: blue.image: expected an image with a tag or a digest, got "pkw0301/app"',
        '    fix: pkw0301/app:<tag>',
      ],
    },
    {
      name: 'a colour with a repository and no tag',
      files: blue('image: pkw0301/app'),
      says: [
        'releases/production/ping.yaml:3:3: error: blue.image: expected an image with a tag or a digest, got "pkw0301/app"',
        '    fix: pkw0301/app:<tag>',
      ],
    },
    {
      name: 'a colour with the tag latest',
      files: blue('image: pkw0301/app:latest'),
      says: [
        'releases/production/ping.yaml:3:3: error: blue.image: expected a tag that stays on one image, got "pkw0301/app:latest": "latest" moves, and a rollback would not bring it back',
        '    fix: name a version or add the digest',
      ],
    },
    {
      name: 'a colour with an image that is none',
      files: blue('image: "pkw0301/App:1.0"'),
      says: [
        'releases/production/ping.yaml:3:3: error: blue.image: expected an image such as "registry.example.com/team/app:1.0", got "pkw0301/App:1.0"',
      ],
    },
    {
      name: 'an application with a tag in its image',
      files: wholeApp('name: ping', 'image: pkw0301/app:1.0', 'port: 5000', 'readiness: { path: /ping }'),
      says: [
        'apps/ping.yaml:2:1: error: image: expected an image repository without tag, got "pkw0301/app:1.0"',
        '    fix: write "pkw0301/app" here, and the tag at the colour that runs it',
      ],
    },
    {
      name: 'an application with a digest in its image',
      files: wholeApp(
        'name: ping',
        `image: pkw0301/app@sha256:${'0'.repeat(64)}`,
        'port: 5000',
        'readiness: { path: /ping }',
      ),
      says: [
        'apps/ping.yaml:2:1: error: image: expected an image repository without digest, got "pkw0301/app@sha256:0000000000000000000000000000000000000...',
        '    fix: write "pkw0301/app" here, and the digest at the colour that runs it',
      ],
    },
    {
      name: 'an application with an image that is none',
      files: wholeApp('name: ping', 'image: "https://example.com/app"', 'port: 5000', 'readiness: { path: /ping }'),
      says: [
        'apps/ping.yaml:2:1: error: image: expected an image repository such as "registry.example.com/team/app", got "https://example.com/app"',
      ],
    },
  ],
  'ports, Services and Ingress': [
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
        'apps/ping.yaml:1:1: error: port: it is missing: expected the port that the container listens on, or a list "ports"',
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
      says: [
        'apps/ping.yaml:5:18: error: ports[1].port: expected every number once, got 80/TCP twice: "http" and "web"',
      ],
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
  ],
  'probes, sizes and drains': [
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
      says: [
        'apps/ping.yaml:5:26: error: liveness.tcpSocket.port: expected the name of a port, one of http, got "web"',
      ],
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
      says: [
        'apps/ping.yaml:5:24: error: smoke[0].status: expected an HTTP status from 100 to 599, got the number 2000',
      ],
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
  ],
  'raw Kubernetes fields': [
    {
      name: 'an unknown field in resources',
      files: app('resources: { request: { cpu: 100m } }'),
      says: [
        'apps/ping.yaml:5:14: error: resources.request: there is no such field in Kubernetes 1.28: expected a field of ResourceRequirements',
        '    fix: the nearest is "requests"',
      ],
      editor: true,
    },
    {
      name: 'an unknown field in securityContext',
      files: app('securityContext: { runAsUsr: 1000 }'),
      says: [
        'apps/ping.yaml:5:20: error: securityContext.runAsUsr: there is no such field in Kubernetes 1.28: expected a field of SecurityContext',
        '    fix: the nearest is "runAsUser"',
      ],
      editor: true,
    },
    {
      name: 'a field of the wrong type in securityContext',
      files: app('securityContext: { runAsUser: "1000" }'),
      says: ['apps/ping.yaml:5:20: error: securityContext.runAsUser: expected a whole number, got "1000"'],
      editor: true,
    },
    {
      name: 'a field that JavaScript knows in securityContext',
      files: app('securityContext: { constructor: 1 }'),
      says: [
        'apps/ping.yaml:5:20: error: securityContext.constructor: there is no such field in Kubernetes 1.28: expected a field of SecurityContext',
        '    fix: fields here: allowPrivilegeEscalation, capabilities, privileged, procMount, readOnlyRootFilesystem, runAsGroup, runAsNonRoot, runAsUser, seLinuxOptions, seccompProfile, windowsOptions',
      ],
      editor: true,
    },
    {
      name: 'a source of a variable that Kubernetes does not know',
      files: app('env: { PASSWORD: { secretRef: { name: db } } }'),
      says: [
        'apps/ping.yaml:5:20: error: env.PASSWORD.secretRef: there is no such field in Kubernetes 1.28: expected a field of EnvVarSource',
        '    fix: the nearest is "secretKeyRef"',
      ],
      editor: true,
    },
    {
      name: 'a source of a variable that lacks its key',
      files: app('env: { PASSWORD: { secretKeyRef: { name: db } } }'),
      says: [
        'apps/ping.yaml:5:20: error: env.PASSWORD.secretKeyRef.key: expected "key", which SecretKeySelector requires',
      ],
      editor: true,
    },
    {
      name: 'a volume source that Kubernetes does not know',
      files: app('volumes: { tmp: { mountPath: /tmp, emptydir: {} } }'),
      says: [
        'apps/ping.yaml:5:36: error: volumes.tmp.emptydir: there is no such field in Kubernetes 1.28: expected a field of Volume',
        '    fix: the nearest is "emptyDir"',
      ],
      editor: true,
    },
    {
      name: 'a volume without a source',
      files: app('volumes: { tmp: { mountPath: /tmp } }'),
      says: [
        'apps/ping.yaml:5:12: error: volumes.tmp: expected exactly one source (config, emptyDir, secret, configMap …), got none',
      ],
    },
    {
      name: 'a volume with two sources',
      files: app('volumes: { tmp: { mountPath: /tmp, scratch: true, emptyDir: {}, secret: { secretName: a } } }'),
      says: [
        'apps/ping.yaml:5:12: error: volumes.tmp: expected exactly one source (config, emptyDir, secret, configMap …), got emptyDir and secret',
      ],
    },
    {
      name: 'a volume that pods would write to, without a permit',
      files: app('volumes: { tmp: { mountPath: /tmp, emptyDir: {} } }'),
      says: [
        'apps/ping.yaml:5:36: error: volumes.tmp.emptyDir: BG010: what is written there is lost with the pod',
        '    fix: if that is meant, say "scratch: true" beside its mountPath in "volumes"; else keep it in a service outside the pods, named in "config"',
      ],
    },
    {
      name: 'a claim that pods would write to',
      files: app('volumes: { data: { mountPath: /data, persistentVolumeClaim: { claimName: data } } }'),
      says: [
        'apps/ping.yaml:5:38: error: volumes.data.persistentVolumeClaim: BG010: pods keep no state, and both colours would write there',
        '    fix: say "readOnly: true" if they only read it; else keep it in a service outside the pods, named in "config"',
      ],
    },
    {
      name: 'a folder of the node',
      files: app('volumes: { data: { mountPath: /data, readOnly: true, hostPath: { path: /data } } }'),
      says: [
        'apps/ping.yaml:5:54: error: volumes.data.hostPath: BG010: a folder of the node is another one on each node: pods that move would lose it',
        '    fix: keep it in a service outside the pods, named in "config"',
      ],
      editor: true,
    },
    {
      name: 'sessions that stick to pods',
      files: app('service: { sessionAffinity: ClientIP }'),
      says: [
        'apps/ping.yaml:5:12: error: service.sessionAffinity: there is no such key here',
        '    fix: there is none on purpose: clients would stick to pods of the colour that users leave. Keep sessions in a service outside the pods, named in "config"',
      ],
      editor: true,
    },
    {
      name: 'a volume without a path',
      files: app('volumes: { tmp: { emptyDir: {} } }'),
      says: ['apps/ping.yaml:5:12: error: volumes.tmp: "mountPath" is missing: expected a text'],
      editor: true,
    },
    {
      name: 'two volumes at one path',
      files: app(
        'volumes:',
        '  one: { mountPath: /data, scratch: true, emptyDir: {} }',
        '  two: { mountPath: /data, scratch: true, emptyDir: {} }',
      ),
      says: [
        'apps/ping.yaml:7:10: error: volumes.two.mountPath: expected a path of its own, got "/data", where "one" is mounted',
      ],
    },
    {
      name: 'a volume of the config that there is not',
      files: app('volumes: { settings: { mountPath: /etc/ping, config: true } }'),
      says: [
        'apps/ping.yaml:5:46: error: volumes.settings.config: the release has no config: expected "config" with at least one key',
      ],
    },
    {
      name: 'a field in podTemplate that only a newer Kubernetes knows passes with a warning',
      files: app('podTemplate: { spec: { hostnameOverride: ping } }'),
      says: [
        'apps/ping.yaml:5:24: warning: podTemplate.spec.hostnameOverride: Kubernetes 1.28 does not know this field yet: a cluster that is too old for it drops it',
      ],
    },
    {
      name: 'a field of containers, one level too high in podTemplate',
      files: app('podTemplate: { spec: { imagePullPolicy: Always } }'),
      says: [
        'apps/ping.yaml:5:24: error: podTemplate.spec.imagePullPolicy: there is no such field in Kubernetes 1.28: expected a field of PodSpec',
        '    fix: it is a field of containers: write it in one of "containers"',
      ],
    },
    {
      name: 'a field of pods beside podTemplate',
      files: app('imagePullSecrets: [{ name: mirror }]'),
      says: [
        'apps/ping.yaml:5:1: error: imagePullSecrets: there is no such key here',
        '    fix: write it as podTemplate.spec.imagePullSecrets',
      ],
    },
    {
      name: 'a field of containers beside podTemplate',
      files: app('envFrom: [{ secretRef: { name: a } }]'),
      says: [
        'apps/ping.yaml:5:1: error: envFrom: there is no such key here',
        '    fix: write it into a container in podTemplate.spec.containers',
      ],
    },
    {
      name: 'a field of pods beside the podTemplate of the gate',
      files: app('gate: { nodeSelector: { a: b } }'),
      says: [
        'apps/ping.yaml:5:9: error: gate.nodeSelector: there is no such key here',
        '    fix: write it as gate.podTemplate.spec.nodeSelector',
      ],
    },
    {
      name: 'our container in podTemplate, misspelt',
      files: app('podTemplate: { spec: { containers: [{ name: pnig, tty: true }] } }'),
      says: [
        'apps/ping.yaml:5:37: error: podTemplate.spec.containers[0]: there is no container "pnig" to change, and for a new one the image is missing',
        '    fix: the nearest is "ping"; else give it an image',
      ],
    },
    {
      name: 'an unknown field in podTemplate, which Kubernetes would drop',
      files: app('podTemplate: { spec: { resourceClaimz: [] } }'),
      says: [
        'apps/ping.yaml:5:24: error: podTemplate.spec.resourceClaimz: there is no such field in Kubernetes 1.28: expected a field of PodSpec',
        '    fix: the nearest is "resourceClaims"',
      ],
    },
    {
      name: 'a field of the wrong type in podTemplate',
      files: app('podTemplate: { spec: { priorityClassName: 5 } }'),
      says: [
        'apps/ping.yaml:5:24: error: podTemplate.spec.priorityClassName: expected a text, got 5',
        '    fix: write it in quotes',
      ],
      editor: true,
    },
    {
      name: 'nothing in a list of podTemplate',
      files: app('podTemplate: { spec: { containers: [null] } }'),
      says: ['apps/ping.yaml:5:37: error: podTemplate.spec.containers[0]: expected keys with values, got nothing'],
      editor: true,
    },
    {
      name: 'a podTemplate that takes the labels away',
      files: app('podTemplate: { metadata: { labels: null } }'),
      says: [
        'apps/ping.yaml:5:28: error: podTemplate.metadata.labels: expected keys to lay over, got null: it would take away what the Services find the pods by',
      ],
    },
    {
      name: 'a podTemplate that changes a label that the Services select',
      files: app('podTemplate: { metadata: { labels: { blue-green/colour: red } } }'),
      says: [
        'apps/ping.yaml:5:38: error: podTemplate.metadata.labels.blue-green/colour: expected this label to be left alone: the Services find the pods of a colour by it',
      ],
    },
    {
      name: 'a podTemplate that renames a port',
      files: app(
        'podTemplate: { spec: { containers: [{ name: ping, ports: [{ containerPort: 5000, name: web }] }] } }',
      ),
      says: [
        'apps/ping.yaml:5:82: error: podTemplate.spec.containers[0].ports[0].name: expected "http", got "web": the Services lead to the port by its name',
        '    fix: name it in "ports"',
      ],
    },
    {
      name: 'a podTemplate that kills the pods while they drain',
      files: app('podTemplate: { spec: { terminationGracePeriodSeconds: 5 } }'),
      says: [
        'apps/ping.yaml:5:24: error: podTemplate.spec.terminationGracePeriodSeconds: expected more than drainSeconds (10), got 5: the pods would be killed while they drain',
      ],
    },
    {
      name: 'labels that are not the user’s',
      files: app('labels: { app.kubernetes.io/name: pong, blue-green/colour: red }'),
      says: [
        'apps/ping.yaml:5:11: error: labels.app.kubernetes.io/name: expected a label of your own, got "app.kubernetes.io/name", which is set from name, version and colour',
        'apps/ping.yaml:5:41: error: labels.blue-green/colour: expected a label of your own, got "blue-green/colour", which is set from name, version and colour',
      ],
    },
    {
      name: 'config of more than a ConfigMap holds',
      files: app(
        'config:',
        ...Array.from({ length: 9 }, (_, index) => `  K${index}: &k${index} ${'x'.repeat(index ? 100_000 : 100_000)}`),
        ...Array.from({ length: 3 }, (_, index) => `  L${index}: *k${index}`),
      ),
      says: [
        'apps/ping.yaml:5:1: error: config: expected at most 1048576 bytes, which is what a ConfigMap holds, got 1200024',
        '    fix: put files into the image, or into ConfigMaps of your own, and here: volumes: { <name>: { mountPath: /etc/<name>, readOnly: true, configMap: { name: <config map> } } }',
      ],
    },
  ],
  secrets: [
    {
      name: 'a password in env',
      files: app('env: { DATABASE_PASSWORD: hunter2hunter2 }'),
      says: [
        'apps/ping.yaml:5:8: error: env.DATABASE_PASSWORD: "DATABASE_PASSWORD" looks like a secret, which must not stand in git: expected the name of a Secret',
        '    fix: put it into a Secret, and here: env: { DATABASE_PASSWORD: { secretKeyRef: { name: <secret>, key: <key> } } }',
      ],
    },
    {
      name: 'a token in config, by its value',
      files: app(`config: { UPSTREAM: ghp_${'0a'.repeat(20)} }`),
      says: [
        'apps/ping.yaml:5:11: error: config.UPSTREAM: "UPSTREAM" looks like a GitHub token, which must not stand in git: expected the name of a Secret',
        '    fix: put it into a Secret, and here: env: { UPSTREAM: { secretKeyRef: { name: <secret>, key: <key> } } }',
      ],
    },
    {
      name: 'an address with a password in a release',
      files: blue('image: a:1', 'env: { DATABASE: "postgres://ping:hunter2hunter2@db/ping" }'),
      says: [
        'releases/production/ping.yaml:4:10: error: blue.env.DATABASE: "DATABASE" looks like an address with a password in it, which must not stand in git: expected the name of a Secret',
        '    fix: put it into a Secret, and here: env: { DATABASE: { secretKeyRef: { name: <secret>, key: <key> } } }',
      ],
    },
    {
      name: 'a password in podTemplate',
      files: app(
        'podTemplate: { spec: { containers: [{ name: ping, env: [{ name: API_TOKEN, value: hunter2hunter2 }] }] } }',
      ),
      says: [
        'apps/ping.yaml:5:76: error: podTemplate.spec.containers[0].env[0].value: "API_TOKEN" looks like a secret, which must not stand in git: expected the name of a Secret',
        '    fix: put it into a Secret, and here: env: { API_TOKEN: { secretKeyRef: { name: <secret>, key: <key> } } }',
      ],
    },
    {
      name: 'a private key in an argument',
      files: app('args: ["-----BEGIN RSA PRIVATE KEY-----\\nhunter2hunter2"]'),
      says: [
        'apps/ping.yaml:5:8: error: args[0]: this looks like a private key, which must not stand in git: expected the name of a Secret',
        '    fix: put it into a Secret, and here: env: { NAME: { secretKeyRef: { name: <secret>, key: <key> } } }',
      ],
    },
    {
      name: 'secrets with values',
      files: app('secrets: { DATABASE_PASSWORD: hunter2hunter2 }'),
      says: [
        'apps/ping.yaml:5:1: error: secrets: expected a list of the names of existing Secrets: secret values must not stand in git',
        '    fix: secrets: [<name of a Secret>]',
      ],
      editor: true,
    },
    {
      name: 'a list of secrets with values',
      files: app('secrets: [PASSWORD=hunter2hunter2]'),
      says: [
        'apps/ping.yaml:5:11: error: secrets[0]: expected an object\'s name: lower-case letters, digits, "-" and ".", got another text',
      ],
      editor: true,
    },
    {
      name: 'a list of secrets with keys and values',
      files: app('secrets: [{ PASSWORD: hunter2hunter2 }]'),
      says: ['apps/ping.yaml:5:11: error: secrets[0]: expected a text, got keys with values'],
      editor: true,
    },
    {
      name: 'a number as a value in podTemplate',
      files: app('podTemplate: { spec: { containers: [{ name: ping, env: [{ name: PIN, value: 47114711 }] }] } }'),
      says: [
        'apps/ping.yaml:5:70: error: podTemplate.spec.containers[0].env[0].value: expected a text, got a number',
        '    fix: write it in quotes',
      ],
      editor: true,
    },
    {
      name: 'a variable whose value is a list',
      files: app('env: { PASSWORDS: [hunter2hunter2] }'),
      says: ['apps/ping.yaml:5:8: error: env.PASSWORDS: expected a text or keys with values, got a list'],
      editor: true,
    },
  ],
  context: [
    {
      name: '-c without =',
      args: ['active'],
      says: ['-c active: error: expected KEY=VALUE such as ping.active=green, got "active"'],
    },
    {
      name: '-c of a key that is none',
      args: ['ping.colour=green'],
      says: [
        '-c ping.colour=green: error: expected active, <application>.active or <environment>/<application>.active, got "ping.colour"',
      ],
    },
    {
      name: '-c of a colour that is none',
      args: ['active=gren'],
      says: ['-c active=gren: error: expected one of blue, green, got "gren"', '    fix: the nearest is "green"'],
    },
    {
      name: '-c of an application that there is not',
      args: ['pin.active=green'],
      says: [
        '-c pin.active=green: error: there is no application "pin": expected one of ping',
        '    fix: the nearest is "ping"',
      ],
    },
    {
      name: '-c of an environment that there is not',
      args: ['produktion/ping.active=green'],
      says: [
        '-c produktion/ping.active=green: error: bluegreen.yaml has no environment "produktion": expected one of production',
        '    fix: the nearest is "production"',
      ],
    },
    {
      name: '-c of an application that has no release in the environment',
      files: { ...settings('environments:\n  production: { namespace: demo }\n  staging: { namespace: test }\n') },
      args: ['staging/ping.active=green'],
      says: ['-c staging/ping.active=green: error: "ping" has no release there: expected releases/staging/ping.yaml'],
    },
    {
      name: '-c of a colour that has no release',
      files: release('active: blue\nblue: { image: "a:1" }\n'),
      args: ['active=green'],
      says: [
        '-c active=green: error: production/ping: green is active, but it has no release: expected an entry "green" with an image',
        '    fix: deploy to green first: green: { image: <image with tag> }',
      ],
    },
    {
      name: '-c of a key that JavaScript knows',
      args: ['__proto__.active=green', 'constructor=green'],
      says: [
        '-c __proto__.active=green: error: there is no application "__proto__": expected one of ping',
        '-c constructor=green: error: expected active, <application>.active or <environment>/<application>.active, got "constructor"',
      ],
    },
    {
      name: 'CDK8S_CONTEXT_JSON that is no JSON',
      json: 'active=green',
      says: ['CDK8S_CONTEXT_JSON: error: expected a JSON object such as {"ping.active":"green"}, got "active=green"'],
    },
    {
      name: 'CDK8S_CONTEXT_JSON that is a list',
      json: '["green"]',
      says: ['CDK8S_CONTEXT_JSON: error: expected a JSON object such as {"ping.active":"green"}, got "[\\"green\\"]"'],
    },
    {
      name: 'CDK8S_CONTEXT_JSON of an application that there is not',
      json: '{"pong.active":"green"}',
      says: [
        'CDK8S_CONTEXT_JSON "pong.active": error: there is no application "pong": expected one of ping',
        '    fix: the nearest is "ping"',
      ],
    },
    {
      name: 'CDK8S_CONTEXT_JSON of an environment that there is not',
      json: '{"prod/ping.active":"green"}',
      says: [
        'CDK8S_CONTEXT_JSON "prod/ping.active": error: bluegreen.yaml has no environment "prod": expected one of production',
        '    fix: the nearest is "production"',
      ],
    },
    {
      name: 'CDK8S_CONTEXT_JSON of a value that is no colour',
      json: '{"active":{"ping":"green"}}',
      says: ['CDK8S_CONTEXT_JSON "active": error: expected one of blue, green, got keys with values'],
    },
    {
      name: 'CDK8S_CONTEXT_JSON of a value with a key that JavaScript knows',
      json: '{"active":{"toString":1}}',
      says: ['CDK8S_CONTEXT_JSON "active": error: expected one of blue, green, got keys with values'],
    },
    {
      name: 'CDK8S_CONTEXT_JSON with a key that JavaScript knows',
      json: '{"__proto__":{"active":"green"}}',
      says: [
        'CDK8S_CONTEXT_JSON "__proto__": error: expected active, <application>.active or <environment>/<application>.active, got "__proto__"',
      ],
    },
  ],
  'frozen releases': [
    {
      name: 'a frozen release that was edited after its deploy',
      files: blue(
        'image: pkw0301/app:1.0',
        'release: a123456789',
        'format: 1',
        'port: 5000',
        'readiness: { path: /ping }',
      ),
      says: [
        'releases/production/ping.yaml:4:3: error: blue.release: this entry was edited after it was deployed: expected what makes release a123456789, got what makes 96574c7cee',
        '    fix: undo the edit, and deploy the change with "bluegreen deploy"',
      ],
    },
    {
      name: 'a release that a newer version made',
      files: blue('image: pkw0301/app:1.0', 'format: 3'),
      says: [
        'releases/production/ping.yaml:4:3: error: blue.format: expected 1 or 2, got 3: a newer version of cdk8s-blue-green made this release',
        '    fix: update cdk8s-blue-green',
      ],
    },
    {
      name: 'what is no release id',
      files: blue('image: pkw0301/app:1.0', 'release: main'),
      says: [
        'releases/production/ping.yaml:4:3: error: blue.release: expected a release id: ten hexadecimal digits, got "main"',
      ],
      editor: true,
    },
  ],
  'all at once': [
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
        '    fix: keys here: namespace, cluster, destination, overrides',
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
  ],
};
