import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXEC, pause, reach } from './cluster';
import { GIT_URL, PROGRAM } from './project';

/** Seconds between two passes. */
const EVERY = 10;
const NAME = 'autopilot';
const IDENTITY = {
  GIT_AUTHOR_NAME: NAME,
  GIT_AUTHOR_EMAIL: `${NAME}@example.com`,
  GIT_COMMITTER_NAME: NAME,
  GIT_COMMITTER_EMAIL: `${NAME}@example.com`,
};

/** What a pass came to. */
export interface Pass {
  readonly code: number | null;
  readonly output: string;
}

/** Passes of `bluegreen advance`, one after the other, each in a clone of its own, as a pipeline starts them. */
export class Autopilot {
  public readonly passes: Pass[] = [];
  private stopped = false;
  private readonly ended: Promise<void>;

  /** @param pushed called after each pass, as a webhook would tell of what it has pushed */
  public constructor(private readonly pushed: () => Promise<void>) {
    this.ended = this.run();
  }

  /** Ends after the pass that is at work. */
  public async stop(): Promise<void> {
    this.stopped = true;
    await this.ended;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const next = pause(EVERY);
      this.passes.push(await pass());
      await this.pushed();
      await next;
    }
  }
}

async function pass(): Promise<Pass> {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-pass-'));
  try {
    await reach('git', ['clone', '--quiet', GIT_URL, folder]);
    const [program, ...words] = [...EXEC, process.execPath, PROGRAM, 'advance', '--live', '--commit', '--push'];
    const child = spawn(program!, words, { cwd: folder, env: { ...process.env, ...IDENTITY } });
    let output = '';
    const listen = (text: Buffer) => {
      output += text;
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
    return { code, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
