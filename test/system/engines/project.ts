import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { reach } from './cluster';

/** The tool. */
export const PROGRAM = resolve(__dirname, '..', '..', '..', 'build', 'bluegreen.js');

/** The repository that the engines read and we push to. Its branch main is replaced. */
export const GIT_URL = process.env.CLUSTER_GIT_URL ?? '';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** A project of a user, in a git repository with a history of its own, and the tool that works on it. */
export class Project {
  public readonly root = mkdtempSync(join(tmpdir(), 'cluster-project-'));

  public constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Runs a verb as a user does. It fails where the tool does, with what the tool says. */
  public bluegreen(...args: readonly string[]): string {
    return this.run(process.execPath, PROGRAM, ...args);
  }

  public git(...args: readonly string[]): string {
    return this.run('git', ...args).trim();
  }

  /** Commits everything, and pushes it; returns the commit. */
  public async push(message: string): Promise<string> {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', `--message=${message}`);
    return this.publish();
  }

  /** Pushes what is committed; returns the commit. */
  public async publish(): Promise<string> {
    await reach('git', ['push', '--quiet', '--force', GIT_URL, 'main'], this.root);
    return this.git('rev-parse', 'HEAD');
  }

  /** Fetches what is pushed, be it by others; returns the commit. */
  public async pushed(): Promise<string> {
    await reach('git', ['fetch', '--quiet', GIT_URL, 'main'], this.root);
    return this.git('rev-parse', 'FETCH_HEAD');
  }

  public read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  public write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Makes something else of every file below a folder. */
  public rewrite(folder: string, edit: (text: string) => string): void {
    for (const file of readdirSync(join(this.root, folder), { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('.yaml')) this.write(`${folder}/${file}`, edit(this.read(`${folder}/${file}`)));
    }
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private run(command: string, ...args: readonly string[]): string {
    return execFileSync(command, args, {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...process.env, ...IDENTITY },
      stdio: 'pipe',
    });
  }
}
