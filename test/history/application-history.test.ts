import { stringify } from 'yaml';
import { applicationHistory } from '../../lib/history/application-history';
import { liveSeconds, secondsOf } from '../../lib/history/tenure';
import { history, NOW, versionsOf } from './story';

const one = { version: '1.0', image: 'app:1.0' };
const two = { version: '2.0', image: 'app:2.0' };
const frozen = (release: string, version: string) => ({
  release,
  format: 1,
  version,
  image: `app:${version}`,
  port: 80,
});
const a = frozen('aaaaaaaaaa', '3.0');
const b = frozen('bbbbbbbbbb', '4.0');

function events(before: unknown, after: unknown): string[] {
  return history(['2026-01-01T00:00:00Z', before], ['2026-01-02T00:00:00Z', after])
    .events.filter(event => event.commit.subject === 'commit 2')
    .map(({ kind, colour, version }) => `${kind} ${colour}${version ? ` ${version}` : ''}`);
}

describe('what a commit did', () => {
  test.each<[string, unknown, unknown, string[]]>([
    [
      'only a comment or the order of keys',
      'active: blue\nblue: { version: "1", image: a }',
      '# hi\nblue: { image: a, version: "1" }\nactive: blue',
      [],
    ],
    [
      'a release on the idle colour',
      { active: 'blue', blue: one },
      { active: 'blue', blue: one, green: two },
      ['deployed green 2.0'],
    ],
    [
      'another frozen release on the idle colour',
      { active: 'blue', blue: one, green: a },
      { active: 'blue', blue: one, green: b },
      ['deployed green 4.0'],
    ],
    [
      'the same image with other config, frozen',
      { active: 'blue', blue: one, green: a },
      { active: 'blue', blue: one, green: { ...a, release: 'cccccccccc' } },
      ['deployed green 3.0'],
    ],
    [
      'a hand-written release that is frozen now',
      { active: 'blue', blue: one, green: two },
      { active: 'blue', blue: one, green: { ...two, release: 'cccccccccc' } },
      ['deployed green 2.0'],
    ],
    [
      'a deploy that raises too',
      { active: 'blue', blue: one, green: { ...a, retired: true } },
      { active: 'blue', blue: one, green: b },
      ['deployed green 4.0'],
    ],
    [
      'the other colour active',
      { active: 'blue', blue: one, green: a },
      { active: 'green', blue: one, green: a },
      ['promoted green 3.0'],
    ],
    [
      'the idle colour at its idle size',
      { active: 'blue', blue: one, green: a },
      { active: 'blue', blue: one, green: { ...a, retired: true } },
      ['retired green 3.0'],
    ],
    [
      'the idle colour back at full size',
      { active: 'blue', blue: one, green: { ...a, retired: true } },
      { active: 'blue', blue: one, green: { ...a, retired: false } },
      ['raised green 3.0'],
    ],
    [
      'the idle colour raised for a promotion, once it was looked at',
      { active: 'blue', blue: one, green: { ...two, preview: true } },
      { active: 'blue', blue: one, green: two },
      ['raised green 2.0'],
    ],
    [
      'a key of the idle colour',
      { active: 'blue', blue: one, green: two },
      { active: 'blue', blue: one, green: { ...two, replicas: 5 } },
      ['changed green 2.0'],
    ],
    [
      'a key of a frozen release',
      { active: 'blue', blue: one, green: a },
      { active: 'blue', blue: one, green: { ...a, image: 'app:evil' } },
      ['changed green 3.0'],
    ],
    ['the image under the users', { active: 'blue', blue: one }, { active: 'blue', blue: two }, ['changed blue 2.0']],
    [
      'the first release of the active colour',
      { active: 'blue' },
      { active: 'blue', blue: one },
      ['deployed blue 1.0'],
    ],
    [
      'no release any more',
      { active: 'blue', blue: one, green: two },
      { active: 'blue', blue: one },
      ['changed green'],
    ],
    [
      'deploy and promote in one',
      { active: 'blue', blue: one },
      { active: 'green', blue: one, green: a },
      ['deployed green 3.0', 'promoted green 3.0'],
    ],
    [
      'promote and retire in one',
      { active: 'blue', blue: one, green: a },
      { active: 'green', blue: { ...one, retired: true }, green: a },
      ['promoted green 3.0', 'retired blue 1.0'],
    ],
    [
      'promote, then deploy to the other, in one',
      { active: 'blue', blue: one, green: a },
      { active: 'green', blue: b, green: a },
      ['promoted green 3.0', 'deployed blue 4.0'],
    ],
    ['the file away', { active: 'blue', blue: one, green: a }, undefined, ['removed blue 1.0']],
  ])('%s', (_, before, after, expected) => {
    expect(events(before, after)).toEqual(expected);
  });

  test('the first version makes the application, and deploys what the idle colour has', () => {
    const { events } = history(['2026-01-01T00:00:00Z', { active: 'green', blue: one, green: two }]);
    expect(events.map(({ kind, colour, version }) => [kind, colour, version])).toEqual([
      ['created', 'green', '2.0'],
      ['deployed', 'blue', '1.0'],
    ]);
  });

  test('a version that is not written out is the tag of the image, or the beginning of its digest', () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const { events } = history([
      '2026-01-01T00:00:00Z',
      { active: 'blue', blue: { image: 'host:5000/app:1.2' }, green: { image: `app@${digest}` } },
    ]);
    expect(events.map(({ version }) => version)).toEqual(['1.2', 'sha256:0123456789ab']);
  });
});

describe('a rollback', () => {
  const kinds = (...files: unknown[]) =>
    history(...files.map((file, index) => [`2026-01-0${index + 1}T00:00:00Z`, file] as const)).events.map(e => e.kind);
  const blue = { active: 'blue', blue: one, green: a };
  const green = { active: 'green', blue: one, green: a };

  test('is a colour that is active again with the release it had, when no verb is in the message', () => {
    expect(kinds(blue, green, blue)).toEqual(['created', 'deployed', 'promoted', 'rolled back']);
    expect(kinds(blue, green, blue, green)).toEqual(['created', 'deployed', 'promoted', 'rolled back', 'rolled back']);
  });

  test.each([
    ['promote(ping): in production, users move from green to blue', 'promoted'],
    ['promote: 2 applications in production', 'promoted'],
    ['rollback(ping): in production, users move back from green to blue', 'rolled back'],
    ['Revert "promote(ping): in production, users move from blue to green"', 'rolled back'],
    ['promote ping, or rather back', 'rolled back'],
  ])('has the name of the verb that was typed: "%s" is %s', (subject, kind) => {
    const { events } = history(
      ['2026-01-01T00:00:00Z', blue],
      ['2026-01-02T00:00:00Z', green],
      ['2026-01-03T00:00:00Z', blue, 'Ada Lovelace', subject],
    );
    expect(events.at(-1)!.kind).toBe(kind);
  });

  test('is one after the colour was retired and raised, too', () => {
    expect(kinds(blue, green, { ...green, blue: { ...one, retired: true } }, green, blue).slice(3)).toEqual([
      'retired',
      'raised',
      'rolled back',
    ]);
  });

  test('is none when the colour was redeployed since, even with the very same release', () => {
    expect(kinds(blue, green, { ...green, blue: b }, { ...green, blue: one }, blue).slice(3)).toEqual([
      'deployed',
      'deployed',
      'promoted',
    ]);
  });

  test('is none when somebody edited the colour since', () => {
    const edited = { ...one, replicas: 9 };
    expect(kinds(blue, green, { ...green, blue: edited }, { ...blue, blue: edited }).slice(3)).toEqual([
      'changed',
      'promoted',
    ]);
  });

  test('does not reach behind a removal of the file', () => {
    expect(kinds(blue, green, undefined, green, blue).slice(3)).toEqual(['removed', 'created', 'deployed', 'promoted']);
  });
});

describe('how long a release was live', () => {
  test('is counted from the promotion to the next one, and until now for the last', () => {
    const { events, tenures } = history(
      ['2026-01-01T00:00:00Z', { active: 'blue', blue: one }],
      ['2026-01-02T00:00:00Z', { active: 'blue', blue: one, green: a }],
      ['2026-01-03T01:00:00+01:00', { active: 'green', blue: one, green: a }],
      ['2026-01-03T00:20:00Z', { active: 'blue', blue: one, green: a }],
    );
    expect(events.map(({ kind, live }) => [kind, live && secondsOf(live), live?.lasts])).toEqual([
      ['created', 2 * 86_400, false],
      ['deployed', undefined, undefined],
      ['promoted', 20 * 60, false],
      ['rolled back', 7 * 86_400 - 20 * 60, true],
    ]);
    expect(
      tenures.map(tenure => [tenure.version, liveSeconds(tenure), tenure.stretches.map(({ state }) => state)]),
    ).toEqual([
      ['1.0', 9 * 86_400 - 20 * 60, ['live', 'idle', 'live']],
      ['3.0', 20 * 60, ['idle', 'live', 'idle']],
    ]);
  });

  test('begins anew with a release that somebody put under the users', () => {
    const { events } = history(
      ['2026-01-01T00:00:00Z', { active: 'blue', blue: one }],
      ['2026-01-02T00:00:00Z', { active: 'blue', blue: two }],
    );
    expect(events.map(({ kind, live }) => [kind, live && secondsOf(live)])).toEqual([
      ['created', 86_400],
      ['changed', 8 * 86_400],
    ]);
  });

  test('ends with the removal of the application', () => {
    const { events } = history(
      ['2026-01-01T00:00:00Z', { active: 'blue', blue: one }],
      ['2026-01-02T00:00:00Z', undefined],
    );
    expect(events.map(({ kind, live }) => [kind, live && secondsOf(live), live?.lasts])).toEqual([
      ['created', 86_400, false],
      ['removed', undefined, undefined],
    ]);
  });

  test('is never below nothing, however the clocks of those who commit are set', () => {
    const { events } = history(
      ['2026-01-05T00:00:00Z', { active: 'blue', blue: one, green: a }],
      ['2026-01-02T00:00:00Z', { active: 'green', blue: one, green: a }],
      ['2031-01-01T00:00:00Z', { active: 'blue', blue: one, green: a }],
    );
    expect(events.flatMap(({ live }) => (live ? [secondsOf(live)] : []))).toEqual([0, 5 * 86_400, 0]);
  });
});

describe('a version that is no release file', () => {
  test.each<[string, string, string]>([
    ['conflict marks', '<<<<<<< HEAD\nactive: blue\n=======\n', 'this is no YAML'],
    ['an unknown colour', 'active: bleu', 'active: expected blue or green, got "bleu"'],
    ['no colour', '{}', 'active: expected blue or green, got nothing'],
    ['a list', '- active', 'expected keys with values, got a list'],
    ['nothing', '', 'expected keys with values, got nothing'],
    ['a number for a version', 'active: blue\nblue: { version: 1.0 }', 'blue.version: expected a text, got 1'],
    [
      'words for retired',
      'active: blue\ngreen: { retired: "yes" }',
      'green.retired: expected true or false, got "yes"',
    ],
    ['a text for a colour', 'active: blue\ngreen: app:2.0', 'green: expected keys with values, got "app:2.0"'],
  ])('is left out and named: %s', (_, text, why) => {
    const { events, skipped } = history(
      ['2026-01-01T00:00:00Z', { active: 'blue', blue: one, green: a }],
      ['2026-01-02T00:00:00Z', text],
      ['2026-01-03T00:00:00Z', { active: 'green', blue: one, green: a }],
    );
    expect(skipped.map(({ commit, why }) => [commit.subject, why])).toEqual([
      ['commit 2', expect.stringContaining(why)],
    ]);
    expect(events.map(({ kind, commit }) => `${kind} in ${commit.subject}`)).toEqual([
      'created in commit 1',
      'deployed in commit 1',
      'promoted in commit 3',
    ]);
  });

  test('of another time may hold keys that nobody knows today', () => {
    const { skipped } = history([
      '2026-01-01T00:00:00Z',
      { active: 'blue', gate: 'skipped', blue: { ...one, old: 1 } },
    ]);
    expect(skipped).toEqual([]);
  });
});

test('where a shallow clone begins, nothing seems to be made there', () => {
  const [first, second] = versionsOf([
    ['2026-01-01T00:00:00Z', { active: 'blue', blue: one, green: a }],
    ['2026-01-02T00:00:00Z', { active: 'green', blue: one, green: a }],
  ]) as [any, any];
  const cut = { ...first, commit: { ...first.commit, cutOff: true } };
  const { events, cutOff } = applicationHistory('production', 'ping', [cut, second], NOW);
  expect(events.map(({ kind }) => kind)).toEqual(['promoted']);
  expect(cutOff).toBe(cut.commit);
});

test('YAML that a person wrote, with comments and its own quoting, is the same to history', () => {
  const plain = stringify({ active: 'blue', blue: one });
  const own = "# ping\nactive:   'blue' # here\nblue: {image: \"app:1.0\", version: '1.0'}\n";
  const { events } = history(['2026-01-01T00:00:00Z', plain], ['2026-01-02T00:00:00Z', own]);
  expect(events.map(({ kind }) => kind)).toEqual(['created']);
});
