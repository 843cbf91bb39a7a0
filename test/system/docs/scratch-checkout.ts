import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { temporaryFolder } from '../../folder';
import { CHECKOUT, filesOfCheckout } from './document';

// Of one command, on a machine that has much else to do.
const PATIENCE_MILLISECONDS = 100_000;

// What all of them begin as; made once for the tests of a file.
let prepared: string | undefined;

function prepare(): string {
  const folder = temporaryFolder();
  for (const file of filesOfCheckout()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(CHECKOUT, file), join(folder, file));
  }
  symlinkSync(join(CHECKOUT, 'node_modules'), join(folder, 'node_modules'));
  const env = { ...process.env, ...AUTHOR, GIT_CONFIG_GLOBAL: '/dev/null' };
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, env });
  git('init', '--quiet');
  git('add', '--all');
  git('rm', '--quiet', '--cached', 'node_modules');
  git('commit', '--quiet', '-m', 'Start');
  git('repack', '-a', '-d', '--quiet');
  // .gitignore names a folder, and here it is a link.
  writeFileSync(join(folder, '.git', 'info', 'exclude'), 'node_modules\n');
  return folder;
}

const AUTHOR = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Reader',
  GIT_AUTHOR_EMAIL: 'reader@example.com',
  GIT_COMMITTER_NAME: 'Reader',
  GIT_COMMITTER_EMAIL: 'reader@example.com',
};

/** A copy of the checkout in a git repository of its own, where a reader tries things. */
export class ScratchCheckout {
  public readonly folder: string;
  private readonly temporary = mkdtempSync(join(tmpdir(), 'docs-'));
  private readonly commands = join(this.temporary, 'bin');
  private readonly shortcuts = join(this.temporary, 'shortcuts');
  /** Where the reader's shell stands. */
  private place: string;

  public constructor() {
    this.folder = join(this.temporary, 'cdk8s-blue-green');
    this.place = this.folder;
    prepared ??= prepare();
    cpSync(prepared, this.folder, { recursive: true, verbatimSymlinks: true });
    // As `npm ci` leaves it: `npm test` has built this checkout before it starts jest, and package.test.ts builds from nothing.
    cpSync(join(CHECKOUT, 'build'), join(this.folder, 'build'), { recursive: true, preserveTimestamps: true });
    this.shortenTheWay();
    this.buildNoMore();
  }

  /** What `npm link` leaves behind. */
  public link(): void {
    const { bin = {} } = JSON.parse(readFileSync(join(this.folder, 'package.json'), 'utf8'));
    mkdirSync(this.commands, { recursive: true });
    for (const [name, file] of Object.entries<string>(bin)) {
      if (!existsSync(join(this.folder, file)) || existsSync(join(this.commands, name))) continue;
      chmodSync(join(this.folder, file), 0o755);
      symlinkSync(join(this.folder, file), join(this.commands, name));
    }
  }

  /**
   * Runs a command as a reader would type it; `cd` lasts until the next.
   * @returns what it printed
   * @throws Error with all that it said, unless it ends with 0
   */
  public run(command: string): string {
    const script = `cd '${this.place}' || exit\n${command}\nstatus=$?\npwd >&3\nexit $status`;
    const { status, signal, stdout, stderr, output } = spawnSync('bash', ['-c', script], {
      env: this.environment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: PATIENCE_MILLISECONDS,
    });
    if (status !== 0) throw new Error(`${command}\nended with ${status ?? signal}\n${stdout}${stderr}`);
    this.place = String(output[3]).trim();
    return stdout;
  }

  /** What `git diff` shows of a folder, without the lines that only git reads. */
  public diff(files: readonly string[]): string {
    return this.run(
      `git -C '${this.folder}' add --intent-to-add . && git -C '${this.folder}' diff -- ${files.join(' ')}`,
    )
      .replace(/^(diff --git|index) .*\n/gm, '')
      .trimEnd();
  }

  /** Applies a unified diff to the files. */
  public apply(diff: string): void {
    execFileSync('git', ['apply', '-'], { cwd: this.folder, input: `${diff}\n`, stdio: 'pipe' });
  }

  /** Compiles and runs a program of somebody who has installed the package beside cdk8s, and returns what it printed. */
  public runTypeScript(source: string): string {
    const project = mkdtempSync(join(this.temporary, 'project-'));
    const modules = join(project, 'node_modules');
    mkdirSync(join(modules, '@types'), { recursive: true });
    for (const name of ['cdk8s', 'cdk8s-plus-28', 'cdk8s-plus-34', 'constructs', '@types/node']) {
      symlinkSync(join(CHECKOUT, 'node_modules', name), join(modules, name));
    }
    const { name } = JSON.parse(readFileSync(join(this.folder, 'package.json'), 'utf8'));
    symlinkSync(this.folder, join(modules, name));
    writeFileSync(join(project, 'main.ts'), source);
    // foreign-project.test.ts looks into the types of every package; that takes twice as long as all else.
    const skipLibCheck = true;
    const compilerOptions = { target: 'es2022', module: 'nodenext', strict: true, skipLibCheck, types: ['node'] };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
    const tsc = join(CHECKOUT, 'node_modules', 'typescript', 'bin', 'tsc');
    return this.run(`(cd '${project}' && node '${tsc}' && node main.js)`);
  }

  public remove(): void {
    rmSync(this.temporary, { recursive: true, force: true });
  }

  // npx takes a second to find it each time; start.test.ts finds it so.
  private shortenTheWay(): void {
    const program = join(this.folder, 'build', 'bluegreen.js');
    this.putBefore('npx', `if [ "$1 $2" = '--no cdk8s-blue-green' ]; then shift 2; exec node '${program}' "$@"; fi`);
  }

  // What is built is built: documents edit inputs, and no source.
  private buildNoMore(): void {
    this.putBefore('npm', `if [ "$*" = 'run build --silent' ]; then exit; fi`);
  }

  /** Lets the shell find a command that does such a line before it becomes the real one. */
  private putBefore(command: string, line: string): void {
    mkdirSync(this.shortcuts, { recursive: true });
    const real = execFileSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).trim();
    writeFileSync(join(this.shortcuts, command), `#!/bin/sh\n${line}\nexec '${real}' "$@"\n`, { mode: 0o755 });
  }

  // Nothing of the machine's own settings, and no question to a registry.
  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: [this.shortcuts, this.commands, process.env['PATH']].join(delimiter),
      HOME: this.temporary,
      LANG: 'C.UTF-8',
      CDK8S_CHECK_UPGRADE: 'false',
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
      ...AUTHOR,
    };
  }
}
