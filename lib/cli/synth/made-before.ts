import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GitError } from '../../git/git-error';
import { gitFolder } from '../../git/work-tree';
import type { PlacedApplication } from '../../project/files/placed-application';
import { toolIdentity } from './tool-identity';

// Of fewer, all are rendered in less than half a second.
const FEWEST = 100;

// What is said to cdk8s itself. Few say anything.
const SETTINGS = Object.entries(process.env)
  .filter(([name]) => name.startsWith('CDK8S_'))
  .sort();

/** What an application is rendered from, and nothing else. */
type Rendered = Pick<PlacedApplication, 'application' | 'takeover' | 'eject'>;

/** Looks at files, and says whether they were found to be as they are wanted. */
export type Keep = (paths: readonly string[], areWanted: (contents: readonly Buffer[]) => boolean) => boolean;

/**
 * What was made of each application the last time, kept in git's own folder: whoever makes the same of it again need not
 * render it. docs/architecture.md says why that can't be wrong; where it is missing, torn or of another tool, all is rendered.
 */
export class MadeBefore {
  private readonly now = new Map<string, string>();

  private constructor(
    private readonly file: string,
    private readonly tool: string,
    private readonly before: ReadonlyMap<string, string>,
  ) {}

  /**
   * For a project of that many applications; undefined where it does not pay, or there is no place for it.
   * @param identity tells the tool that renders from any other; undefined where it can't
   */
  public static in(root: string, applications: number, identity = toolIdentity): MadeBefore | undefined {
    const folder = applications < FEWEST ? undefined : folderOf(root);
    const tool = folder && identity();
    if (!tool) return undefined;
    const file = join(folder, 'cdk8s-blue-green', `${sha256(root).slice(0, 16)}.made`);
    return new MadeBefore(file, tool, linesIn(file));
  }

  /** Whether the files of an application are there just as they would be made anew. */
  public isThere(rendered: Rendered, keep: Keep): boolean {
    const key = this.keyOf(rendered);
    const line = this.before.get(key);
    if (line === undefined) return false;
    const { paths, digest } = JSON.parse(line) as Made;
    if (!keep(paths, contents => digestOf(paths, contents) === digest)) return false;
    this.now.set(key, line);
    return true;
  }

  /** Notes what was made of an application. */
  public note(rendered: Rendered, files: ReadonlyMap<string, string>): void {
    const paths = [...files.keys()];
    const made: Made = { paths, digest: digestOf(paths, [...files.values()]) };
    this.now.set(this.keyOf(rendered), JSON.stringify(made));
  }

  /** For the next time. Nobody misses it where it can't be kept. */
  public save(): void {
    if (this.now.size === this.before.size && [...this.now.keys()].every(key => this.before.has(key))) return;
    const text = [...this.now].map(([key, line]) => `${key} ${line}\n`).join('');
    const draft = `${this.file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileSync(draft, `${sha256(text)}\n${text}`);
      renameSync(draft, this.file);
    } catch {
      rmSync(draft, { force: true });
    }
  }

  private keyOf({ application, takeover, eject }: Rendered): string {
    return sha256(
      JSON.stringify([this.tool, SETTINGS, application, takeover?.step, takeover?.objects, eject?.step], exactly),
    );
  }
}

interface Made {
  /** In the folder of the application. */
  readonly paths: readonly string[];
  /** Of these paths, and of what is in them. */
  readonly digest: string;
}

// So that no two values have one text: JSON has no word for some, and leaves out what is undefined.
function exactly(_: string, value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('\0') ? `\0\0${value}` : value;
  const isSaid = typeof value === 'object' || typeof value === 'boolean' || Number.isFinite(value);
  return isSaid && !Object.is(value, -0) ? value : `\0${Object.is(value, -0) ? '-0' : String(value)}`;
}

function digestOf(paths: readonly string[], contents: ReadonlyArray<string | Buffer>): string {
  const hash = createHash('sha256');
  for (const [index, content] of contents.entries()) {
    hash.update(`${paths[index]}\0${Buffer.byteLength(content)}\0`).update(content);
  }
  return hash.digest('hex');
}

function sha256(value: string | Buffer): string {
  return createHash('sha256').update(value).digest('hex');
}

// By key; none where the file is missing, or not whole.
function linesIn(file: string): Map<string, string> {
  const text = textOf(file);
  const end = text.indexOf('\n') + 1;
  const lines = text.slice(end);
  if (!end || text.slice(0, end - 1) !== sha256(lines)) return new Map();
  return new Map(
    lines
      .slice(0, -1)
      .split('\n')
      .map(line => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function folderOf(root: string): string | undefined {
  try {
    return gitFolder(root);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return undefined;
  }
}
