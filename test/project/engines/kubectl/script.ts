import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { DeliveredEnvironment } from '../../../../lib/project/engines/engine';
import { kubectlFiles } from '../../../../lib/project/engines/kubectl/objects';
import { temporaryFolder } from '../../../folder';

// Nothing is asked of a cluster, or a namespace, that nobody has named.
const EVERY_TIME = /^--context=shelf --namespace=demo --request-timeout=30s /;
const APPLICATIONS = resolve(__dirname, '..', '..', '..', '..', 'dist', 'apps', 'production');

/** At which call kubectl fails, or by which signal the script ends then. */
export interface Trouble {
  readonly at: number;
  readonly how: 'fail' | 'TERM' | 'KILL';
}

/** What came of a run. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
  /** How kubectl was called, a line each, without what is said every time. */
  readonly calls: readonly string[];
}

/** The script of an environment beside applications of this repository's own dist/, with a kubectl that only notes. */
export class Script {
  public readonly root = temporaryFolder();
  /** What that kubectl answers from. */
  public readonly stub = join(this.root, 'stub');
  private running = 0;
  private readonly path = join(this.root, 'dist', 'kubectl', 'production', 'apply.sh');

  public constructor(
    applications: readonly string[] = ['ping'],
    environment: Partial<DeliveredEnvironment> = { cluster: 'shelf' },
    lease = 30,
  ) {
    for (const name of applications) {
      cpSync(join(APPLICATIONS, name), join(this.root, 'dist', 'apps', 'production', name), { recursive: true });
    }
    const source = {
      repository: '',
      branch: 'main',
      applications: 'dist/apps/production',
      own: 'dist/kubectl/production',
      settings: {},
    };
    const [file] = kubectlFiles.ofEnvironment(source, { name: 'production', namespace: 'demo', ...environment });
    mkdirSync(join(this.path, '..'), { recursive: true });
    writeFileSync(this.path, file!.text.replace(/^LEASE=30$/m, `LEASE=${lease}`).replace('sleep 2', 'sleep 0.1'));
    mkdirSync(this.stub);
    this.says('namespace', '');
    this.says('job', 'Job|Complete: done|');
    this.says('words', 'the last words\n');
    copyFileSync(join(__dirname, 'stub-kubectl.sh'), join(this.stub, 'kubectl'));
    chmodSync(join(this.stub, 'kubectl'), 0o755);
  }

  /** Puts applications in the place of those that are there, as the next commit does. */
  public takes(applications: string): void {
    const place = join(this.root, 'dist', 'apps', 'production');
    rmSync(place, { recursive: true, force: true });
    cpSync(applications, place, { recursive: true });
  }

  /** The names of the files of a folder of applications. */
  public files(path: string): string[] {
    return readdirSync(join(this.root, 'dist', 'apps', 'production', path));
  }

  public reads(path: string): string {
    return readFileSync(join(this.root, 'dist', 'apps', 'production', path), 'utf8');
  }

  /** Changes the script. */
  public edits(edit: (text: string) => string): void {
    writeFileSync(this.path, edit(readFileSync(this.path, 'utf8')));
  }

  public forgets(file: string): void {
    rmSync(join(this.stub, file));
  }

  /** Lets an application have no such file or folder. */
  public lacks(path: string): void {
    rmSync(join(this.root, 'dist', 'apps', 'production', path), { recursive: true });
  }

  /** Lets an application have a file more, empty or with a text. */
  public has(path: string, text = ''): void {
    const file = join(this.root, 'dist', 'apps', 'production', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Lets the stub answer from such a file; it may be reading it, and finds the one text or the other. */
  public says(file: string, text: string): void {
    const next = join(this.stub, `next.${file}`);
    writeFileSync(next, text);
    renameSync(next, join(this.stub, file));
  }

  public asked(file: string): string {
    return readFileSync(join(this.stub, file), 'utf8');
  }

  public async run(args: readonly string[] = [], trouble?: Trouble, shell: readonly string[] = ['sh']): Promise<Ran> {
    const { code, output } = await this.raw(args, trouble, shell);
    return { code, output, calls: this.calls() };
  }

  /** The same, with the calls as they were. */
  public async raw(args: readonly string[] = [], trouble?: Trouble, shell: readonly string[] = ['sh']): Promise<Ran> {
    if (!this.running) this.says('calls', '');
    else this.says('beside', '');
    this.running++;
    const child = this.start(args, trouble, shell);
    let output = '';
    child.stdout!.on('data', text => {
      output += text;
    });
    child.stderr!.on('data', text => {
      output += text;
    });
    const code = await new Promise<number | null>(done => child.on('close', done));
    this.running--;
    return { code, output, calls: this.asked('calls').split('\n').filter(Boolean) };
  }

  /** How kubectl was called until now. */
  public calls(): string[] {
    const calls = this.asked('calls').split('\n').filter(Boolean);
    for (const call of calls) expect(call).toMatch(EVERY_TIME);
    return calls.map(call =>
      call
        .replace(EVERY_TIME, '')
        .replaceAll(/\/\S*\/dist\/kubectl\/production\/\.\.\/\.\.\/apps\/production\//g, '')
        .trim(),
    );
  }

  private start(args: readonly string[], trouble: Trouble | undefined, shell: readonly string[]): ChildProcess {
    const env = {
      ...process.env,
      PATH: this.stub + delimiter + process.env['PATH'],
      STUB: this.stub,
      ...(trouble && { AT: String(trouble.at), HOW: trouble.how }),
    };
    const words = ['-c', 'echo $$ >"$STUB/pid"; exec "$@"', 'sh', ...shell, this.path, ...args];
    return spawn('sh', words, { cwd: '/', env });
  }
}
