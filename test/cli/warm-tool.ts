import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../folder';
import type { Run } from './tool-project';

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** The tool as built. */
export const PROGRAM = resolve(__dirname, '..', '..', 'build', 'bluegreen.js');

let shared: WarmTool | undefined;
afterAll(() => shared?.end());

/** The one of the tests of a file. */
export function warmTool(): WarmTool {
  shared ??= new WarmTool(PROGRAM);
  return shared;
}

/** A process that runs the tool when it is asked to, one run after another; until the tests of the file are done. */
export class WarmTool {
  private readonly folder = temporaryFolder();
  private readonly asking: number;
  private readonly answers: number;

  /** @param tool the file that starts it */
  public constructor(tool: string) {
    const asked = this.pipe('asked');
    const answered = this.pipe('answered');
    const said = openSync(join(this.folder, 'said'), 'w');
    const words = [join(__dirname, 'warm-process.js'), tool];
    spawn(process.execPath, words, { stdio: ['ignore', 'ignore', said, asked.reading, answered.writing] }).unref();
    // So either side sees it when the other one ends.
    for (const file of [said, asked.reading, answered.writing]) closeSync(file);
    this.asking = asked.writing;
    this.answers = answered.reading;
  }

  /** @throws Error where the process has ended over it */
  public run(cwd: string, env: NodeJS.ProcessEnv, words: readonly string[]): Run {
    const line = Buffer.from(`${JSON.stringify({ cwd, env, words })}\n`);
    for (let written = 0; written < line.length; ) written += writeSync(this.asking, line, written);
    const chunks: Buffer[] = [];
    for (const room = Buffer.alloc(65_536); ; ) {
      const length = readSync(this.answers, room);
      if (!length) throw new Error(`the tool has ended: ${readFileSync(join(this.folder, 'said'), 'utf8')}`);
      chunks.push(Buffer.from(room.subarray(0, length)));
      if (room[length - 1] === 10) return JSON.parse(Buffer.concat(chunks).toString());
    }
  }

  public end(): void {
    closeSync(this.asking);
    closeSync(this.answers);
  }

  // To open one end waits for the other one, if it is not asked not to; and who does not wait then, never waits.
  private pipe(name: string): { readonly reading: number; readonly writing: number } {
    const path = join(this.folder, name);
    execFileSync('mkfifo', [path]);
    const first = openSync(path, O_RDONLY | O_NONBLOCK);
    const writing = openSync(path, O_WRONLY);
    const reading = openSync(path, O_RDONLY);
    closeSync(first);
    return { reading, writing };
  }
}
