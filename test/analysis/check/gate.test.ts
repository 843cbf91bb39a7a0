import { parse, stringify } from 'yaml';
import { review } from '../../../lib/analysis/check/review';
import { change, outputAs, outputOf, reviewed } from './output';

// What stands between a release and its users, edited by hand or by the inputs. Users are on blue.

type Files = Map<string, string>;

const PING = outputOf('ping');
const toGreen = (text: string) => text.replace('active: blue', 'active: green');
const PROMOTED = outputAs('ping', { release: toGreen });
const SMOKE = /smoke:\n.*\n/;

/** The files after a change of the only object whose path fits. */
function changed(files: ReadonlyMap<string, string>, path: RegExp, change: (object: any) => void): Files {
  const [file, ...more] = [...files.keys()].filter(name => path.test(name));
  if (!file || more.length) throw new Error(`expected one file for ${path}, got ${[file, ...more]}`);
  const object = parse(files.get(file)!);
  change(object);
  return new Map([...files, [file, stringify(object, { lineWidth: 0 })]]);
}

const without = (files: ReadonlyMap<string, string>, path: RegExp): Files =>
  new Map([...files].filter(([file]) => !path.test(file)));
const JOB = /\/Job\.ping-verify/;
const container = (change: (container: any) => void) => (job: any) => change(job.spec.template.spec.containers[0]);

test.each<[words: string, head: Files, message: RegExp | undefined]>([
  ['a promotion with its gate', PROMOTED, undefined],
  [
    'a promotion whose gate is skipped with a reason, as the note says',
    outputAs('ping', { release: text => `${toGreen(text)}gate: { skipped: "no nodes" }\n` }),
    undefined,
  ],
  ['the next attempt of a gate', outputAs('ping', { release: text => `${text}gate: { attempt: 2 }\n` }), undefined],
  [
    'a gate that asks more',
    outputAs('ping', { spec: text => text.replace('smoke:\n', 'smoke:\n  - { path: /health }\n') }),
    undefined,
  ],
  ['a promotion without a gate', without(PROMOTED, JOB), /there is no gate before it/],
  ['no gate any more', without(PING, JOB), /goes, and no other gate takes its place/],
  [
    'a promotion with the gate of the colour that users leave',
    new Map([
      ...without(PROMOTED, /\/verify\/(Job|Service|Pod)/),
      ...[...PING].filter(([file]) => /\/verify\/(Job|Service|Pod)/.test(file)),
    ]),
    /proves blue, and users are led to green/,
  ],
  [
    'a gate that does nothing',
    changed(
      PROMOTED,
      JOB,
      container(one => Object.assign(one, { command: ['true'], args: [] })),
    ),
    /asks for no release/,
  ],
  [
    'a gate that does nothing, with all its arguments',
    changed(
      PROMOTED,
      JOB,
      container(one => Object.assign(one, { command: ['true'] })),
    ),
    /not what the hash in its name was made of/,
  ],
  [
    'a gate that has a second to finish',
    changed(PROMOTED, JOB, ({ spec }) => Object.assign(spec, { activeDeadlineSeconds: 1 })),
    /not what the hash in its name was made of/,
  ],
  [
    'a gate that is suspended',
    changed(PROMOTED, JOB, ({ spec }) => Object.assign(spec, { suspend: true })),
    /is suspended/,
  ],
  [
    'a gate that is a hook',
    changed(PROMOTED, JOB, ({ metadata }) =>
      Object.assign(metadata.annotations, { 'argocd.argoproj.io/hook': 'PostSync' }),
    ),
    /is a hook \(PostSync\)/,
  ],
  [
    'a gate that counts pods of both colours',
    changed(PROMOTED, /\/Service\.ping-colour/, ({ spec }) => delete spec.selector['blue-green/colour']),
    /selects others than the pods that it is to prove/,
  ],
  [
    'a gate that counts pods of any release',
    changed(PROMOTED, /\/Service\.ping-release/, ({ spec }) => delete spec.selector['blue-green/release']),
    /selects others than the pods that it is to prove/,
  ],
  ['a gate without its Service', without(PROMOTED, /\/Service\.ping-release/), /leads to none of this application/],
  [
    'no requests any more, by the inputs',
    outputAs('ping', { spec: text => text.replace(SMOKE, 'smoke: []\n') }),
    /asks less than the one before: 0 requests in place of 1/,
  ],
  [
    'no requests any more, in the promotion itself',
    outputAs('ping', { spec: text => text.replace(SMOKE, 'smoke: []\n'), release: toGreen }),
    /asks less than the one before/,
  ],
  [
    'an answer of any content',
    outputAs('ping', { spec: text => text.replace(', contains: "Hi"', '') }),
    /0 expected texts in place of 1/,
  ],
  [
    'an image that can send no request',
    outputAs('ping', { spec: text => `${text}gate: { image: "busybox:1.36" }\n` }),
    /its image busybox:1.36 has no curl/,
  ],
  [
    'a release that nobody runs',
    changed(PROMOTED, /green\/Deployment/, ({ spec }) =>
      Object.assign(spec.template.metadata.labels, { 'blue-green/release': 'abcdef0123' }),
    ),
    /waits for the release \w+, and green \(ping-green\) has abcdef0123/,
  ],
])('%s', (_, head, message) => {
  const found = reviewed(PING, head).findings.filter(({ rule }) => rule === 'BG023');
  if (!message) expect(reviewed(PING, head).findings).toEqual([]);
  else expect(found.map(one => one.message)).toEqual([expect.stringMatching(message)]);
});

test.each<[words: string, before: string, after: string, message: RegExp | undefined]>([
  [
    'no time to prove anything',
    'gate: { deadlineSeconds: 300 }',
    'gate: { deadlineSeconds: 20 }',
    /gives up after 20 seconds/,
  ],
  ['less time, and enough', 'gate: { deadlineSeconds: 600 }', 'gate: { deadlineSeconds: 120 }', undefined],
  ['out of the mesh', 'gate: { mesh: linkerd }', 'gate: {}', /is out of the mesh that it was in \(linkerd/],
  ['into a mesh', 'gate: {}', 'gate: { mesh: istio }', undefined],
  [
    'no Secret for its image',
    'gate: { podTemplate: { spec: { imagePullSecrets: [{ name: mirror }] } } }',
    'gate: {}',
    /no longer has the Secret mirror by which its image is pulled/,
  ],
  [
    'another image, which needs no Secret',
    'gate: { podTemplate: { spec: { imagePullSecrets: [{ name: mirror }] } }, image: "a.example.com/curl:8" }',
    'gate: { image: "b.example.com/curl:8" }',
    undefined,
  ],
  [
    'tests that never fail',
    'gate: {}\nsmoke: { image: "a.example.com/tests:1", command: [npm, test] }',
    'gate: {}\nsmoke: { image: "a.example.com/tests:1", command: [sh, -c, "exit 0"] }',
    /ends with a command that never fails: sh -c exit 0/,
  ],
  [
    'other tests',
    'gate: {}\nsmoke: { image: "a.example.com/tests:1", command: [npm, test] }',
    'gate: {}\nsmoke: { image: "a.example.com/tests:1", command: [sh, -c, "exit 0 && true | test"] }',
    undefined,
  ],
])('of the gate by itself: %s', (_, before, after, message) => {
  const as = (keys: string) =>
    outputAs('ping', { spec: text => `${keys.includes('smoke') ? text.replace(SMOKE, '') : text}${keys}\n` });
  const { findings } = reviewed(as(before), as(after));
  expect(findings.map(one => `${one.rule} ${one.message}`)).toEqual(message ? [expect.stringMatching(message)] : []);
});

test('whoever goes back brings the limits of that release along; whoever edits them while a share shrinks does not', () => {
  const limited = (max: number) =>
    `{ source: "http://a", metrics: [{ name: errors, query: 'x{a="$(COLOUR)"}', max: ${max} }] }`;
  const spec = (text: string) => `${text}gate: { analysis: 1m }\n`;
  const as = (active: string, blue: number, green: number) =>
    outputAs('ping', {
      spec,
      release: text =>
        stringify({
          ...parse(text),
          active,
          blue: { ...parse(text).blue, analysis: parse(limited(blue)) },
          green: { ...parse(text).green, analysis: parse(limited(green)) },
        }),
    });
  const found = (base: Files, head: Files, goesBack: boolean) =>
    review(
      change(base, head, { steps: [{ place: 'production/ping', file: 'ping.yaml', goesBack, watched: new Map() }] }),
    ).findings.map(({ rule, message }) => `${rule} ${message}`);
  const loosened = expect.stringMatching(/^BG023 .* lets errors be at most 5 in place of at most 1$/);
  const [onGreen, back] = [as('green', 5, 1), as('blue', 5, 1)];
  expect(found(onGreen, back, false)).toEqual([loosened]);
  expect(found(onGreen, back, true)).toEqual([]);
  expect(found(onGreen, as('green', 5, 5), true)).toEqual([loosened]);
});

test('a promotion and a rollback by each way of moving traffic have the gate that they need', () => {
  const weighted = (weight: number) => (text: string) => text.replace(/weight: \d+/, `weight: ${weight}`);
  const staging = outputOf('shop', 'staging');
  expect(reviewed(staging, outputAs('shop', { release: weighted(50) }, 'staging')).findings).toEqual([]);
});
