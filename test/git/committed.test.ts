import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { changed } from '../../lib/git/changed';
import { committed } from '../../lib/git/committed';
import { workTree } from '../../lib/git/work-tree';
import { TemporaryRepository } from './temporary-repository';

describe('what is committed', () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
  });
  afterAll(() => TemporaryRepository.removeAll());

  test('is the text in the revision, whatever the work tree and the index hold', () => {
    const repository = new TemporaryRepository();
    const names = ['apps/ping.yaml', 'a b/"quoted" it\'s.yaml', '漢字/größe.yaml', '-c.yaml'];
    repository.commit('2026-01-01T00:00:00Z', Object.fromEntries(names.map(name => [name, `${name}\r\n\ntail`])));
    for (const name of names) repository.write(name, 'dirty');
    repository.git('add', '--all');
    const paths = [...names, 'apps/none.yaml', 'apps'];
    expect(committed(repository.root, 'HEAD', paths)).toEqual(
      new Map([
        ...names.map(name => [name, `${name}\r\n\ntail`] as const),
        ['apps/none.yaml', undefined],
        ['apps', undefined],
      ]),
    );
  });

  test('is found in any revision, on a detached HEAD, and from the folder of the project', () => {
    const repository = new TemporaryRepository();
    const first = repository.commit('2026-01-01T00:00:00Z', { 'deep/project/a.yaml': 'one' });
    repository.git('tag', 'v1');
    repository.commit('2026-01-02T00:00:00Z', { 'deep/project/a.yaml': 'two' });
    repository.git('checkout', '--quiet', '--detach', 'main');
    const project = join(repository.root, 'deep/project');
    for (const [revision, text] of [
      ['HEAD', 'two'],
      ['main~1', 'one'],
      ['v1', 'one'],
      [first, 'one'],
    ] as const) {
      expect(committed(project, revision, ['a.yaml']).get('a.yaml')).toBe(text);
    }
  });

  test('is what each commit has in each folder, though it was asked of others before', () => {
    const repository = new TemporaryRepository();
    const first = repository.commit('2026-01-01T00:00:00Z', { 'a.yaml': 'root', 'deep/a.yaml': 'deep' });
    const second = repository.commit('2026-01-02T00:00:00Z', { 'a.yaml': 'new', 'deep/b.yaml': 'other' });
    const deep = join(repository.root, 'deep');
    for (let again = 0; again < 2; again++) {
      const text = (folder: string, revision: string, path: string) => committed(folder, revision, [path]).get(path);
      expect([text(repository.root, first, 'a.yaml'), text(repository.root, second, 'a.yaml')]).toEqual([
        'root',
        'new',
      ]);
      expect([text(deep, first, 'a.yaml'), text(deep, first, 'b.yaml')]).toEqual(['deep', undefined]);
      expect([text(deep, second, 'b.yaml'), text(deep, 'HEAD', 'b.yaml')]).toEqual(['other', 'other']);
    }
  });

  test('is the same of hundreds of files, of which git is asked in another way, as of each', () => {
    const repository = new TemporaryRepository();
    const names = [
      ...Array.from({ length: 310 }, (_, index) => `releases/${index % 3}/app-${index}.yaml`),
      'a b/"quoted" it\'s.yaml',
      '漢字/größe.yaml',
      '-c.yaml',
      ':top.yaml',
    ];
    repository.commit('2026-01-01T00:00:00Z', {
      ...Object.fromEntries(names.map(name => [`deep/project/${name}`, name])),
      'releases/0/app-0.yaml': 'of another project',
    });
    const project = join(repository.root, 'deep/project');
    symlinkSync('app-0.yaml', join(project, 'releases/0/link.yaml'));
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message', 'a link');
    for (const name of names) repository.write(`deep/project/${name}`, 'dirty');
    const paths = [
      ...names,
      'releases/0/link.yaml',
      'releases/none.yaml',
      'none/at/all.yaml',
      'releases/1',
      'releases',
    ];
    const all = committed(project, 'HEAD', paths);
    expect([...all.keys()]).toEqual(paths);
    expect(all).toEqual(new Map(paths.flatMap(path => [...committed(project, 'HEAD', [path])])));
    expect([all.get('releases/0/link.yaml'), all.get(':top.yaml')]).toEqual(['app-0.yaml', ':top.yaml']);

    repository.git('checkout', '--quiet', '.');
    const files = paths.filter(path => path.endsWith('.yaml') && !path.endsWith('link.yaml'));
    expect(changed(project, files)).toEqual([]);
    repository.write('deep/project/releases/2/app-2.yaml', 'edited');
    rmSync(join(project, 'releases/1/app-1.yaml'));
    repository.write('deep/project/none/at/all.yaml', 'new');
    expect(changed(project, files)).toEqual(['releases/1/app-1.yaml', 'releases/2/app-2.yaml', 'none/at/all.yaml']);
  });

  test('is nothing, of hundreds of files too, where nothing is committed yet', () => {
    const repository = new TemporaryRepository();
    const paths = Array.from({ length: 310 }, (_, index) => `${index}.yaml`);
    expect(() => committed(repository.root, 'HEAD', paths)).toThrow('nothing is committed here yet');
    repository.write('1.yaml', 'new');
    expect(changed(repository.root, paths)).toEqual(['1.yaml']);
  });

  test('is read without the index: a broken one does not matter', () => {
    const repository = new TemporaryRepository();
    repository.commit('2026-01-01T00:00:00Z', { 'a.yaml': 'one' });
    repository.write('.git/index', 'no index at all');
    expect(committed(repository.root, 'HEAD', ['a.yaml']).get('a.yaml')).toBe('one');
  });

  test('is that of the folder, even when a hook of another repository started us', () => {
    const ours = new TemporaryRepository();
    ours.commit('2026-01-01T00:00:00Z', { 'a.yaml': 'ours' });
    const other = new TemporaryRepository();
    other.commit('2026-01-01T00:00:00Z', { 'a.yaml': 'other' });
    Object.assign(process.env, {
      GIT_DIR: join(other.root, '.git'),
      GIT_INDEX_FILE: join(other.root, '.git/index'),
      GIT_WORK_TREE: other.root,
      GIT_PREFIX: 'x/',
      GIT_LITERAL_PATHSPECS: '1',
    });
    expect(committed(ours.root, 'HEAD', ['a.yaml']).get('a.yaml')).toBe('ours');
    expect(workTree(ours.root)).toBe(ours.root);
  });

  test('is refused in words where there is no such commit', () => {
    const repository = new TemporaryRepository();
    expect(() => committed(repository.root, 'HEAD', [])).toThrow('nothing is committed here yet: make a first commit');
    repository.commit('2026-01-01T00:00:00Z', { 'a.yaml': 'one' });
    for (const revision of ['nope', '--all', 'HEAD:a.yaml']) {
      expect(() => committed(repository.root, revision, ['a.yaml'])).toThrow(`there is no commit "${revision}" here`);
    }
    expect(() => committed(repository.root, 'HEAD\nHEAD', [])).toThrow('expected names without line breaks');
  });
});

describe('a work tree', () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
  });
  afterAll(() => TemporaryRepository.removeAll());

  test('has a root, from any folder in it', () => {
    const repository = new TemporaryRepository();
    mkdirSync(join(repository.root, 'a b/ü'), { recursive: true });
    expect(workTree(join(repository.root, 'a b/ü'))).toBe(repository.root);
  });

  test('that is none is refused in words', () => {
    const bare = new TemporaryRepository('--bare');
    expect(() => workTree(bare.root)).toThrow(`${bare.root} is a bare git repository, without files`);
    process.env['GIT_CEILING_DIRECTORIES'] = '/';
    expect(() => workTree('/')).toThrow('/ is in no git work tree');
    expect(() => workTree('/no/such/folder')).toThrow('there is no folder /no/such/folder');
  });

  test('of another user is refused with the setting that trusts it', () => {
    const repository = new TemporaryRepository();
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    expect(() => workTree(repository.root)).toThrow('git config --global --add safe.directory');
  });

  test('can not be read without git, and that is said', () => {
    const repository = new TemporaryRepository();
    process.env['PATH'] = '/no/such/folder';
    expect(() => workTree(repository.root)).toThrow('git is not found: install it');
  });
});
