import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../folder';
import { NIGHTLY } from '../nightly';
import { killedBeforeEveryStep } from '../project/write/disks';
import { PROGRAM, warmTool } from './warm-tool';

const CHECKOUT = resolve(__dirname, '..', '..');

/** What came of a run of `bluegreen`. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

// What every project starts as; made once for the tests of a file.
let template: string | undefined;

/** A copy of this repository's own project in a git repository of its own, with everything committed. */
export class ToolProject {
  /** @param root one that is there already */
  public constructor(public readonly root = '') {
    if (root) return;
    this.root = temporaryFolder();
    if (template) {
      cpSync(template, this.root, { recursive: true });
      return;
    }
    for (const path of ['apps', 'releases', 'schemas', 'dist', 'bluegreen.yaml']) {
      cpSync(join(CHECKOUT, path), join(this.root, path), { recursive: true });
    }
    this.begin();
    template = temporaryFolder();
    cpSync(this.root, template, { recursive: true });
  }

  /** Makes it a git repository with one commit; packed, so that a copy of it is one file in place of some hundred. */
  protected begin(): void {
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit();
    this.git('repack', '-a', '-d', '--quiet');
  }

  /** Runs the tool, as built: in a process that the tests of the file share, by night in one of its own. */
  public run(...args: readonly string[]): Run {
    return this.runIn(this.root, ...args);
  }

  /** The same in another folder. */
  public runIn(cwd: string, ...args: readonly string[]): Run {
    if (NIGHTLY) return this.started(cwd, [], args);
    return warmTool().run(cwd, { ...process.env, ...IDENTITY }, args);
  }

  /** Runs the tool in a process of its own, after scripts of this folder, which change what it finds. */
  public runAfter(scripts: readonly string[], ...args: readonly string[]): Run {
    return this.started(this.root, scripts, args);
  }

  private started(cwd: string, scripts: readonly string[], args: readonly string[]): Run {
    const before = scripts.flatMap(script => ['--require', join(__dirname, script)]);
    const { status, stdout, stderr } = spawnSync(process.execPath, [...before, PROGRAM, ...args], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...IDENTITY },
    });
    return { status, stdout, stderr };
  }

  /** The project as a run leaves it that is killed before its first step on the disk, its second and so on. */
  public killedBeforeEveryStep(...args: readonly string[]): ToolProject[] {
    const env = { ...process.env, ...IDENTITY };
    return killedBeforeEveryStep({ folder: this.root, words: [PROGRAM, ...args], env }).map(
      disk => new ToolProject(disk),
    );
  }

  /** Starts the tool, and goes on. */
  public start(...args: readonly string[]): ChildProcess {
    return this.spawned(args, false);
  }

  /** The same, in a process group of its own: whoever ends that ends what the tool has started, too. */
  public startGroup(...args: readonly string[]): ChildProcess {
    return this.spawned(args, true);
  }

  private spawned(args: readonly string[], detached: boolean): ChildProcess {
    const env = { ...process.env, ...IDENTITY };
    return spawn(process.execPath, [PROGRAM, ...args], { cwd: this.root, env, detached });
  }

  /** How the tool is called. */
  public words(...args: readonly string[]): string[] {
    return [process.execPath, PROGRAM, ...args];
  }

  /** How the tool is called in a shell. */
  public command(...args: readonly string[]): string {
    return this.words(...args)
      .map(word => `'${word}'`)
      .join(' ');
  }

  /** Runs a line in a shell; as a user would. */
  public type(line: string): Run & { readonly signal: NodeJS.Signals | null } {
    const { status, signal, stdout, stderr } = spawnSync('sh', ['-c', line], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...process.env, ...IDENTITY },
    });
    return { status, signal, stdout, stderr };
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

/** Makes a project when it is asked for the first time in the tests of a file, and hands out a copy each time. */
export function copiesOf(make: () => ToolProject): () => ToolProject {
  let made: ToolProject | undefined;
  return () => {
    made ??= make();
    const copy = new ToolProject(temporaryFolder());
    cpSync(made.root, copy.root, { recursive: true });
    return copy;
  };
}

let pingTemplate: string | undefined;

/** The same with ping alone, a fifth of the files: where what is tried is the same for one application as for several. */
export class PingProject extends ToolProject {
  public constructor() {
    super(temporaryFolder());
    pingTemplate ??= new PingTemplate().root;
    cpSync(pingTemplate, this.root, { recursive: true });
  }
}

class PingTemplate extends ToolProject {
  public constructor() {
    super();
    for (const path of ['.git', 'apps/shop', 'apps/shop.yaml', 'releases/production/shop.yaml', 'releases/staging']) {
      rmSync(join(this.root, path), { recursive: true });
    }
    expect(this.run('synth').status).toBe(0);
    this.begin();
  }
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};
