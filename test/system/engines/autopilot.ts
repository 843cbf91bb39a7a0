import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXEC, pause, reach } from './cluster';
import { GIT_URL, PROGRAM } from './project';

/** Seconds between two passes. */
const EVERY = 10;
/** Seconds between two pushes of a person. */
const PUSHES = 20;
const NAME = 'autopilot';
const IDENTITY = {
  GIT_AUTHOR_NAME: NAME,
  GIT_AUTHOR_EMAIL: `${NAME}@example.com`,
  GIT_COMMITTER_NAME: NAME,
  GIT_COMMITTER_EMAIL: `${NAME}@example.com`,
};

/** What a pass came to. */
export interface Pass {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly output: string;
}

/** Passes of `bluegreen advance`, one after the other, each in a clone of its own, as a pipeline starts them. */
export class Autopilot {
  public readonly passes: Pass[] = [];
  private stopped = false;
  private ended = Promise.resolve();

  /** @param pushed called after each pass, as a webhook would tell of what it has pushed */
  public constructor(private readonly pushed: () => Promise<void>) {}

  public start(): void {
    this.ended = this.run();
  }

  /** Ends after the pass that is at work. */
  public async stop(): Promise<void> {
    this.stopped = true;
    await this.ended;
  }

  protected async pass(): Promise<Pass> {
    const folder = await clone();
    try {
      return await advance(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const next = pause(this.every);
      this.passes.push(await this.pass());
      await this.pushed();
      await next;
    }
  }

  protected get every(): number {
    return EVERY;
  }
}

/** Half a second more than the last pass has each one until it is killed, until one is through; then again from the start. */
export class KilledAutopilot extends Autopilot {
  private readonly folder = clone();
  private lives = 0;

  /** What passes have left behind in their one clone: files that differ, and commits that are not pushed. */
  public async left(): Promise<string> {
    const folder = await this.folder;
    await reach('git', ['fetch', '--quiet'], folder);
    const differ = await reach('git', ['status', '--porcelain', '--ignored'], folder);
    return differ + (await reach('git', ['log', '--oneline', '@{upstream}..HEAD'], folder));
  }

  /** A last pass is let live. */
  public async completed(): Promise<void> {
    await this.stop();
    this.passes.push(await advance(await this.folder));
  }

  public async remove(): Promise<void> {
    rmSync(await this.folder, { recursive: true });
  }

  protected override async pass(): Promise<Pass> {
    this.lives += 0.5;
    const pass = await advance(await this.folder, this.lives);
    if (pass.code !== null) this.lives = 0;
    return pass;
  }

  protected override get every(): number {
    return 0;
  }
}

/** Somebody who pushes notes of their own all the time, and never rewrites what is there. */
export class Person {
  /** Commits that were pushed. */
  public readonly commits: string[] = [];
  private stopped = false;
  private readonly ended = this.run();

  public async stop(): Promise<void> {
    this.stopped = true;
    await this.ended;
  }

  private async run(): Promise<void> {
    const folder = await clone();
    const git = (...args: string[]) =>
      reach('git', ['-c', 'user.name=Grace', '-c', 'user.email=grace@example.com', ...args], folder);
    while (!this.stopped) {
      await git('commit', '--quiet', '--allow-empty', `--message=note ${this.commits.length}`);
      while (!(await succeeds(git('push', '--quiet')))) await git('pull', '--quiet', '--rebase');
      this.commits.push((await git('rev-parse', 'HEAD')).trim());
      await pause(PUSHES);
    }
    rmSync(folder, { recursive: true });
  }
}

function succeeds(run: Promise<unknown>): Promise<boolean> {
  return run.then(
    () => true,
    () => false,
  );
}

async function clone(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-pass-'));
  await reach('git', ['clone', '--quiet', GIT_URL, folder]);
  return folder;
}

/** @param lives seconds until it is killed, if it has not ended by then */
async function advance(folder: string, lives?: number): Promise<Pass> {
  const [program, ...words] = [...EXEC, process.execPath, PROGRAM, 'advance', '--live', '--commit', '--push'];
  const child = spawn(program!, words, { cwd: folder, env: { ...process.env, ...IDENTITY } });
  let output = '';
  const listen = (text: Buffer) => {
    output += text;
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const timer = lives === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), lives * 1000);
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  clearTimeout(timer);
  return { code, output };
}
