import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differing } from '../../lib/git/comparison';
import { GitError } from '../../lib/git/git-error';
import { ignoredBelow, ignoredBelowMeanwhile } from '../../lib/git/ignored';
import { uncommitted } from '../../lib/git/uncommitted';
import { type Tree, temporaryFolder, writeTree } from '../folder';

const FILES: Tree = {
  'a/apps/one.yaml': '1',
  'a/apps/two.yaml': '2',
  'a/dist/x/y.yaml': 'y',
  'a/dist/x/z.yaml': 'z',
  'a/else.yaml': 'e',
  'b.yaml': 'b',
};

function repository(): { root: string; git: (...args: string[]) => void } {
  const root = temporaryFolder();
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  writeTree(root, FILES);
  git('init');
  git('config', 'user.name', 'a');
  git('config', 'user.email', 'a@example.com');
  git('add', '--all');
  git('commit', '-m', 'all');
  return { root, git };
}

// All in one repository, each on top of those before it.
const STEPS: ReadonlyArray<readonly [string, (root: string, git: (...args: string[]) => void) => void]> = [
  ['nothing', () => {}],
  ['edited', root => writeTree(root, { 'a/apps/one.yaml': '11', 'b.yaml': 'bb' })],
  ['gone', root => rmSync(join(root, 'a/dist/x/y.yaml'))],
  [
    'new, with odd names',
    root => writeTree(root, { 'a/apps/ä "n\new.yaml': '', 'a/dist/new/deep/n.yaml': '', 'c.yaml': '' }),
  ],
  ['another mode', root => chmodSync(join(root, 'a/apps/two.yaml'), 0o755)],
  [
    'a link in its place',
    root => {
      rmSync(join(root, 'a/dist/x/z.yaml'));
      symlinkSync('y.yaml', join(root, 'a/dist/x/z.yaml'));
    },
  ],
  [
    'ignored',
    root =>
      writeTree(root, { '.gitignore': 'n.yaml\nhidden/\n*.log\n', 'a/dist/hidden/h.yaml': '', 'a/apps/l.log': '' }),
  ],
  ['a whole folder of ignored files', root => writeTree(root, { 'a/dist/logs/a/b.log': '', 'd/hidden/h': '' })],
  ['staged', (_, git) => git('add', '--all')],
  ['staged, and undone on the disk alone', root => writeTree(root, { 'a/apps/one.yaml': '1' })],
  ['renamed', root => renameSync(join(root, 'a/else.yaml'), join(root, 'a/dist/else.yaml'))],
  ['committed', (_, git) => git('commit', '--all', '-m', 'more')],
  [
    'a folder in the place of a file',
    root => {
      rmSync(join(root, 'a/apps/two.yaml'));
      mkdirSync(join(root, 'a/apps/two.yaml'));
      writeTree(root, { 'a/apps/two.yaml/in.yaml': '' });
    },
  ],
  ['the whole project ignored', root => writeTree(root, { '.gitignore': 'a\n', 'a/apps/late.yaml': '', 'd/a/k': '' })],
];

test('git is asked once for what it tells in three answers', async () => {
  const { root, git } = repository();
  for (const [what, step] of STEPS) {
    step(root, git);
    for (const [folder, paths] of [
      ['a', ['apps', 'dist', 'missing.yaml']],
      ['.', ['.']],
      ['a/dist', ['.']],
    ] as const) {
      const at = join(root, folder);
      const { differs, ignored } = uncommitted(at, paths);
      expect([what, folder, differs]).toEqual([what, folder, differing(at, 'HEAD', undefined, paths)]);
      if (!ignored) continue;
      // In folders that hold nothing else, its files are named as well as the folders.
      const named = ignoredBelow(at, paths);
      expect(await ignoredBelowMeanwhile(at, paths)()).toEqual(named);
      const least = named.filter(
        path => !path.endsWith('/') || !named.some(one => one !== path && one.startsWith(path)),
      );
      expect([what, folder, [...ignored].sort()]).toEqual([what, folder, least.sort()]);
    }
  }
  expect(uncommitted(join(root, 'd/a'), ['.']).ignored).toBeUndefined();
  for (const nowhere of [join(root, 'missing'), tmpdir()])
    await expect(ignoredBelowMeanwhile(nowhere, ['.'])()).rejects.toThrow(GitError);
});
