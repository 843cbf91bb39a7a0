import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { changed } from '../../lib/git/changed';
import { commit } from '../../lib/git/commit';
import { TemporaryRepository } from './temporary-repository';

describe('a commit of some files', () => {
  const environment = { ...process.env };
  beforeEach(() => {
    // As on a machine where nobody told git who they are.
    Object.assign(process.env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' });
  });
  afterEach(() => {
    process.env = { ...environment };
  });
  afterAll(() => TemporaryRepository.removeAll());

  function started(): TemporaryRepository {
    const repository = new TemporaryRepository();
    repository.commit('2026-01-01T00:00:00Z', {
      'edited.yaml': 'one',
      'removed.yaml': 'one',
      'same.yaml': 'one',
      'staged.yaml': 'one',
      'dirty.yaml': 'one',
    });
    return repository;
  }

  function editEverything(repository: TemporaryRepository): void {
    repository.write('staged.yaml', 'two');
    repository.write('also staged.yaml', 'new');
    repository.git('add', 'staged.yaml', 'also staged.yaml');
    repository.write('dirty.yaml', 'two');
    repository.write('unknown.yaml', 'new');
    repository.write('edited.yaml', 'two');
    repository.write('dist/a "new" one ü*.yaml', 'new');
    rmSync(join(repository.root, 'removed.yaml'));
  }

  const OURS = ['edited.yaml', 'removed.yaml', 'same.yaml', 'dist/a "new" one ü*.yaml', 'never there.yaml'];
  const LEFT = ['A  "also staged.yaml"', ' M dirty.yaml', 'M  staged.yaml', '?? unknown.yaml'];

  test('holds the edited, the new and the removed one, and leaves all else staged or dirty as it was', () => {
    const repository = started();
    editEverything(repository);
    const hash = commit(repository.root, OURS, 'deploy: ping 2.0\n\n# a line that stays\n');
    expect(repository.git('rev-parse', 'HEAD')).toBe(hash);
    expect(
      repository
        .git('-c', 'core.quotePath=false', 'show', '-z', '--no-renames', '--format=%B', '--name-status')
        .split('\0'),
    ).toEqual([
      'deploy: ping 2.0\n\n# a line that stays\n',
      ...['\nA', 'dist/a "new" one ü*.yaml', 'M', 'edited.yaml', 'D', 'removed.yaml', ''],
    ]);
    expect(repository.git('status', '--porcelain').split('\n')).toEqual(LEFT);
  });

  test('is none when the files are as they were committed, whatever is staged', () => {
    const repository = started();
    repository.write('staged.yaml', 'two');
    repository.git('add', '--all');
    const before = repository.git('rev-parse', 'HEAD');
    expect(commit(repository.root, ['same.yaml', 'edited.yaml'], 'nothing')).toBeUndefined();
    expect(repository.git('rev-parse', 'HEAD')).toBe(before);
  });

  test('works as the first one, in a subfolder, and on a detached HEAD', () => {
    const repository = new TemporaryRepository();
    repository.write('deep/project/a.yaml', 'one');
    repository.write('deep/b.yaml', 'one');
    const project = join(repository.root, 'deep/project');
    expect(commit(project, ['a.yaml'], 'first')).toBe(repository.git('rev-parse', 'HEAD'));
    repository.git('checkout', '--quiet', '--detach');
    expect(commit(project, ['../b.yaml'], 'second')).toBe(repository.git('rev-parse', 'HEAD'));
    expect(repository.git('ls-tree', '-r', '--name-only', 'HEAD').split('\n')).toEqual([
      'deep/b.yaml',
      'deep/project/a.yaml',
    ]);
  });

  test('has all of its message, be that longer than a command may be', () => {
    const repository = started();
    repository.write('edited.yaml', 'two');
    const message = `subject\n\n${'app-0001 in production: users move from blue (1.0) to green (2.0)\n'.repeat(4000)}`;
    process.env = { ...environment };
    const hash = commit(repository.root, ['edited.yaml'], message);
    expect(repository.git('log', '-1', '--format=%H%n%B').trim()).toBe(`${hash}\n${message.trim()}`);
  });

  test('that a hook refuses says which and what it said, and stages nothing', () => {
    const repository = started();
    repository.write('.git/hooks/pre-commit', '#!/bin/sh\necho "no commits on Fridays"\nexit 1\n');
    chmodSync(join(repository.root, '.git/hooks/pre-commit'), 0o755);
    editEverything(repository);
    const before = repository.git('status', '--porcelain');
    expect(() => commit(repository.root, OURS, 'x')).toThrow(
      'the hook pre-commit refused the commit:\nno commits on Fridays',
    );
    expect(repository.git('status', '--porcelain')).toBe(before);
  });

  test('without a name to sign it is refused with what to type, and stages nothing', () => {
    const repository = started();
    repository.git('config', '--unset', 'user.name');
    repository.git('config', '--unset', 'user.email');
    repository.git('config', 'user.useConfigOnly', 'true');
    editEverything(repository);
    const before = repository.git('status', '--porcelain');
    expect(() => commit(repository.root, OURS, 'x')).toThrow('git config --global user.name "Your Name"');
    expect(repository.git('status', '--porcelain')).toBe(before);
  });

  test('of a file that git ignores is refused, and stages nothing', () => {
    const repository = started();
    repository.write('.gitignore', 'dist/\n');
    repository.write('dist/a.yaml', 'new');
    repository.write('new.yaml', 'new');
    const before = repository.git('status', '--porcelain');
    expect(() => commit(repository.root, ['new.yaml', 'dist/a.yaml'], 'x')).toThrow(
      'git is told to ignore dist, which is to be committed: take the line out of .gitignore',
    );
    expect(repository.git('status', '--porcelain')).toBe(before);
  });

  test('in the middle of a merge is refused with the way out', () => {
    const repository = started();
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.commit('2026-01-02T00:00:00Z', { 'dirty.yaml': 'theirs' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit('2026-01-03T00:00:00Z', { 'dirty.yaml': 'ours' });
    expect(() => repository.git('merge', 'other')).toThrow();
    repository.write('edited.yaml', 'two');
    expect(() => commit(repository.root, ['edited.yaml'], 'x')).toThrow(
      'a merge is under way here: finish it, or give it up with "git merge --abort"',
    );
  });

  test('while another git command is at work is refused and names the lock', () => {
    const repository = started();
    repository.write('.git/index.lock', '');
    repository.write('edited.yaml', 'two');
    expect(() => commit(repository.root, ['edited.yaml'], 'x')).toThrow(
      `if there is none, remove ${repository.root}/.git/index.lock`,
    );
  });
});

describe('a changed file', () => {
  afterAll(() => TemporaryRepository.removeAll());

  test('is an edited, new or removed one; line ends that git converts are no change', () => {
    const repository = new TemporaryRepository();
    repository.write('.gitattributes', 'windows.yaml text eol=crlf\n');
    repository.commit('2026-01-01T00:00:00Z', {
      'windows.yaml': 'a\r\nb\r\n',
      'edited.yaml': 'one',
      'same.yaml': 'one',
      'removed.yaml': '',
    });
    repository.write('edited.yaml', 'two');
    repository.write('"new".yaml', 'one');
    rmSync(join(repository.root, 'removed.yaml'));
    expect(
      changed(repository.root, [
        ...['windows.yaml', 'edited.yaml', 'same.yaml', 'removed.yaml', '"new".yaml', 'never there.yaml'],
      ]),
    ).toEqual(['edited.yaml', 'removed.yaml', '"new".yaml']);
  });
});
