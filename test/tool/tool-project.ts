import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../folder';

const CHECKOUT = resolve(__dirname, '..', '..');
const PROGRAM = join(CHECKOUT, 'build', 'bluegreen.js');

/** What came of a run of `bluegreen`. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of this repository's own project in a git repository of its own, with everything committed. */
export class ToolProject {
  public readonly root = temporaryFolder();

  public constructor() {
    for (const path of ['apps', 'releases', 'schemas', 'dist', 'bluegreen.yaml']) {
      cpSync(join(CHECKOUT, path), join(this.root, path), { recursive: true });
    }
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit();
  }

  /** Runs the tool, as built, in a process of its own. */
  public run(...args: readonly string[]): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...process.env, ...IDENTITY },
    });
    return { status, stdout, stderr };
  }

  public git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.root, encoding: 'utf8', env: { ...process.env, ...IDENTITY } });
  }

  public commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'change');
  }

  /** What differs from the last commit, a path a line. */
  public changed(): string[] {
    return this.git('status', '--porcelain', '--untracked-files=all')
      .split('\n')
      .filter(Boolean)
      .map(line => line.slice(3));
  }

  public read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  public write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};
