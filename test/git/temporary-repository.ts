import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// Neither the settings nor the hooks of the machine that runs the tests count.
const ALONE = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** A real git repository in a temporary folder, with an author and dates of its own. */
export class TemporaryRepository {
  static readonly made: TemporaryRepository[] = [];

  /** Removes the folders of all repositories that were made. */
  static removeAll(): void {
    for (const { root } of TemporaryRepository.made.splice(0)) rmSync(root, { recursive: true, force: true });
  }

  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));

  constructor(...initArgs: string[]) {
    TemporaryRepository.made.push(this);
    this.git('init', '--quiet', '--initial-branch=main', ...initArgs);
    this.git('config', 'user.name', 'Ada Lovelace');
    this.git('config', 'user.email', 'ada@example.com');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.root, env: { ...process.env, ...ALONE }, stdio: 'pipe' })
      .toString()
      .trimEnd();
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Commits everything that is there; undefined removes a file. */
  commit(
    date: string,
    files: Readonly<Record<string, string | undefined>>,
    message = 'a change',
    author = 'Ada Lovelace',
  ): string {
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) rmSync(join(this.root, path));
      else this.write(path, text);
    }
    this.git('add', '--all');
    return this.record(date, [
      'commit',
      '--quiet',
      '--allow-empty',
      `--author=${author} <someone@example.com>`,
      `--message=${message}`,
    ]);
  }

  /** Merges a branch into the one that is checked out. */
  merge(date: string, branch: string): string {
    return this.record(date, ['merge', '--quiet', '--no-ff', `--message=Merge ${branch}`, branch]);
  }

  private record(date: string, args: readonly string[]): string {
    execFileSync('git', args, {
      cwd: this.root,
      env: { ...process.env, ...ALONE, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      stdio: 'pipe',
    });
    return this.git('rev-parse', 'HEAD');
  }
}
