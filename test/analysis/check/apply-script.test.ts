import { enginesOf, outputOf, reviewed } from './output';

// The script by which kubectl applies an environment is no YAML, and tells where everything goes all the same.

const SCRIPT = 'dist/kubectl/production/apply.sh';
const script = (context: string, more = '') =>
  `#!/bin/sh\nenvironment='production'\nnamespace='demo'\ncontext='${context}'\napplications='../../apps/production'\n${more}`;
const files = (text?: string) =>
  new Map([...outputOf('ping'), ...enginesOf('ping'), ...(text === undefined ? [] : [[SCRIPT, text] as const])]);

const group = (...names: string[]) =>
  script('live', `group_of() {\n  case $1 in\n    ${names.join(' | ')}) echo ${names.join(' ')} ;;\n  esac\n}\n`);

test.each<[words: string, before: string | undefined, after: string | undefined, message: RegExp | undefined]>([
  ['another cluster', script('live'), script('test'), /goes to the context test, and went to the context live/],
  ['no cluster that it names', script('live'), script(''), /goes to no context, and went to the context live/],
  ['another namespace', script('live'), script('live').replace("'demo'", "'other'"), /goes to the namespace other/],
  ['it goes', script('live'), undefined, /the script disappears by which kubectl applies this environment/],
  ['a newer version of it', script('live'), script('live', 'echo done\n'), undefined],
  [
    'a member leaves its group',
    group('cart', 'ping', 'web'),
    group('cart', 'web'),
    /no longer has cart, ping, web wait for each other's gates/,
  ],
  ['somebody joins a group', group('cart', 'web'), group('cart', 'ping', 'web'), undefined],
  ['it comes', undefined, script('live'), undefined],
])('%s', (_, before, after, message) => {
  const { findings } = reviewed(files(before), files(after));
  expect(findings.map(({ rule, place, message: words }) => `${rule} ${place} ${words}`)).toEqual(
    message ? [expect.stringMatching(new RegExp(`^BG024 production .*${message.source}`))] : [],
  );
});
