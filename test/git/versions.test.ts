import { versionsOf } from '../../lib/git/versions';
import { TemporaryRepository } from './temporary-repository';

const PING = 'releases/production/ping.yaml';

function told(root: string, ...patterns: string[]): string[] {
  return [...versionsOf(root, patterns)].map(({ path, commit, text }) => `${commit.subject}: ${path} = ${text}`);
}

describe('the versions of files', () => {
  afterAll(() => TemporaryRepository.removeAll());

  test('come newest first, with who, when, why and the text; a removed file has none', () => {
    const repository = new TemporaryRepository();
    const first = repository.commit('2026-01-02T10:15:00+01:00', { [PING]: 'one' }, ':rocket: ping\n\nbody', 'Zoë 🦊');
    const second = repository.commit('2026-01-03T10:15:00-05:00', { [PING]: undefined }, 'take ping away');
    expect([...versionsOf(repository.root, [PING])]).toEqual([
      {
        path: PING,
        commit: {
          hash: second,
          author: 'Ada Lovelace',
          date: '2026-01-03T10:15:00-05:00',
          subject: 'take ping away',
          cutOff: false,
        },
        text: undefined,
        before: 'one',
      },
      {
        path: PING,
        commit: {
          hash: first,
          author: 'Zoë 🦊',
          date: '2026-01-02T10:15:00+01:00',
          subject: ':rocket: ping',
          cutOff: false,
        },
        text: 'one',
        before: undefined,
      },
    ]);
  });

  test('count a merged branch once, at its merge, and not its own commits', () => {
    const repository = new TemporaryRepository();
    repository.commit('2026-01-01T00:00:00Z', { [PING]: 'one' }, 'start');
    repository.git('checkout', '--quiet', '-b', 'promote');
    repository.commit('2026-01-02T00:00:00Z', { [PING]: 'two' }, 'on the branch');
    repository.commit('2026-01-03T00:00:00Z', { [PING]: 'three' }, 'on the branch again');
    repository.git('checkout', '--quiet', 'main');
    repository.commit('2026-01-04T00:00:00Z', { 'releases/production/shop.yaml': 'other' }, 'main goes on');
    repository.merge('2026-01-05T00:00:00Z', 'promote');
    expect(told(repository.root, PING)).toEqual([`Merge promote: ${PING} = three`, `start: ${PING} = one`]);
  });

  test('tell a rename as one file removed and another made', () => {
    const repository = new TemporaryRepository();
    repository.commit('2026-01-01T00:00:00Z', { [PING]: 'a long text that git would find again' }, 'start');
    repository.git('mv', PING, 'releases/production/pong.yaml');
    repository.commit('2026-01-02T00:00:00Z', {}, 'rename');
    expect(told(repository.root, 'releases')).toEqual([
      `rename: ${PING} = undefined`,
      'rename: releases/production/pong.yaml = a long text that git would find again',
      `start: ${PING} = a long text that git would find again`,
    ]);
  });

  test('are all there, over many pages', () => {
    const repository = new TemporaryRepository();
    for (let n = 1; n <= 45; n++)
      repository.commit(`2026-01-01T00:00:${String(n).padStart(2, '0')}Z`, { [PING]: `${n}` });
    expect([...versionsOf(repository.root, ['releases'])].map(({ text }) => text)).toEqual(
      Array.from({ length: 45 }, (_, n) => `${45 - n}`),
    );
  });

  test('do not depend on how the user set git up', () => {
    const repository = new TemporaryRepository();
    repository.commit('2026-01-01T00:00:00Z', { [PING]: 'one\n' }, 'start');
    repository.git('checkout', '--quiet', '-b', 'branch');
    repository.commit('2026-01-02T00:00:00Z', { [PING]: 'two\n' }, 'on the branch');
    repository.git('checkout', '--quiet', 'main');
    repository.merge('2026-01-05T00:00:00Z', 'branch');
    const before = told(repository.root, 'releases');
    for (const setting of [
      'log.showRoot=false',
      'log.diffMerges=combined',
      'log.showSignature=true',
      'log.decorate=full',
      'color.ui=always',
      'diff.renames=copies',
      'diff.noprefix=true',
      'core.quotePath=true',
      'i18n.logOutputEncoding=latin1',
    ]) {
      repository.git('config', ...setting.split('='));
    }
    expect(before).toHaveLength(2);
    expect(told(repository.root, 'releases')).toEqual(before);
  });

  test('are found by pattern, also where names hold spaces, quotes and other alphabets', () => {
    const repository = new TemporaryRepository();
    const names = ["releases/a b/it's.yaml", 'releases/a b/say "hi".yaml', 'releases/staging/größe-漢字.yaml'];
    for (const name of names) repository.commit('2026-01-01T00:00:00Z', { [name]: name }, 'x');
    expect(told(repository.root, 'releases').sort()).toEqual(names.map(name => `x: ${name} = ${name}`).sort());
    expect(told(repository.root, 'releases/*/größe-*.yaml')).toEqual([`x: ${names[2]} = ${names[2]}`]);
    expect(told(repository.root, names[1]!)).toEqual([`x: ${names[1]} = ${names[1]}`]);
  });

  test('of a project in a subfolder are named from the project, and are its own', () => {
    const repository = new TemporaryRepository();
    repository.commit('2026-01-01T00:00:00Z', { [PING]: 'above', [`deep/project/${PING}`]: 'ours' }, 'x');
    expect(told(`${repository.root}/deep/project`, 'releases')).toEqual([`x: ${PING} = ours`]);
  });

  test('of a shallow clone say where it is cut off', () => {
    const repository = new TemporaryRepository();
    repository.commit('2026-01-01T00:00:00Z', { [PING]: 'one' });
    repository.commit('2026-01-02T00:00:00Z', { [PING]: 'two' });
    repository.commit('2026-01-03T00:00:00Z', { [PING]: 'three' });
    const clone = new TemporaryRepository();
    clone.git('fetch', '--quiet', '--depth=2', `file://${repository.root}`, 'main');
    clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
    expect([...versionsOf(clone.root, [PING])].map(({ text, commit }) => [text, commit.cutOff])).toEqual([
      ['three', false],
      ['two', true],
    ]);
    expect([...versionsOf(repository.root, [PING])].map(({ commit }) => commit.cutOff)).toEqual([false, false, false]);
  });

  test('are read in a linked work tree too, whose .git is a file', () => {
    const repository = new TemporaryRepository();
    repository.commit('2026-01-01T00:00:00Z', { [PING]: 'one' }, 'x');
    repository.git('worktree', 'add', '--quiet', '--detach', 'linked');
    expect(told(`${repository.root}/linked`, 'releases')).toEqual([`x: ${PING} = one`]);
  });

  test('where nothing is committed yet are refused in words', () => {
    const repository = new TemporaryRepository();
    expect(() => [...versionsOf(repository.root, ['releases'])]).toThrow(
      'nothing is committed here yet: make a first commit',
    );
  });
});
