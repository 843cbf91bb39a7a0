import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GitError } from '../../git/git-error';
import { gitFolder } from '../../git/work-tree';
import type { Names } from '../../project/files/neighbours';
import { writeWhole } from '../../project/write/pieces';
import { toolIdentity } from './tool-identity';

// Of fewer, all are rendered in less than half a second.
const FEWEST = 100;

// What is said to cdk8s itself. Few say anything.
const SETTINGS = Object.entries(process.env)
  .filter(([name]) => name.startsWith('CDK8S_') && name !== 'CDK8S_CONTEXT_JSON')
  .sort();

/** What an application is made from, as it stands in files; undefined where a file is not there. */
export type Inputs = ReadonlyArray<string | Buffer | undefined>;

/** What was made of an application with which nothing was wrong. */
export interface Made {
  /** From dist/. */
  readonly paths: readonly string[];
  /** Of these paths, and of what is in them. */
  readonly digest: string;
  readonly names: Names;
}

/**
 * What was made of each application the last time, kept in git's own folder: whoever would make it of the same files again need
 * neither parse nor render them. docs/architecture.md says why that can't be wrong; where it is missing, torn or of another tool,
 * all is made anew.
 */
export class MadeBefore {
  private draft?: Draft;
  private kept = 0;
  private isNew = false;

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

  /** Tells what is made from these inputs from what is made of any others, or by any other tool. */
  public keyOf(inputs: Inputs): string {
    const hash = createHash('sha256').update(JSON.stringify([this.tool, SETTINGS]));
    for (const input of inputs) {
      hash.update(input === undefined ? '-' : `${Buffer.byteLength(input)}\0`).update(input ?? '');
    }
    return hash.digest('hex');
  }

  /** What was made the last time, from the same. */
  public made(key: string): Made | undefined {
    const line = this.before.get(key);
    return line === undefined ? undefined : (JSON.parse(line) as Made);
  }

  /** Notes that what was made is there. */
  public keep(key: string): void {
    this.kept++;
    this.add(key, this.before.get(key)!);
  }

  /** Notes what was made of an application: texts by path from dist/. */
  public note(key: string, files: ReadonlyMap<string, string>, names: Names): void {
    this.isNew = true;
    const paths = [...files.keys()];
    const made: Made = { paths, digest: digestOf(paths, files.values())!, names };
    this.add(key, JSON.stringify(made));
  }

  /** For the next time. Nobody misses it where it can't be kept. */
  public save(): void {
    if (this.isNew || this.kept !== this.before.size) this.draft?.complete(this.file);
    this.drop();
  }

  /** Forgets what was noted since the last time. */
  public drop(): void {
    this.draft?.drop();
    this.draft = undefined;
  }

  // As they come: those of a large fleet are large.
  private add(key: string, line: string): void {
    this.draft ??= new Draft(`${this.file}.draft`);
    this.draft.add(`${key} ${line}\n`);
  }
}

const PIECE = 1024 * 1024;

/** Lines with a checksum over them at their end, on their way into a file. Where the disk refuses, nothing comes of it. */
class Draft {
  private readonly hash = createHash('sha256');
  private piece = '';
  private file?: number;

  // Who makes it holds the project: there is no other one.
  public constructor(private readonly path: string) {
    try {
      mkdirSync(dirname(path), { recursive: true });
      this.file = openSync(path, 'w');
    } catch {
      // Then all is made anew the next time.
    }
  }

  public add(line: string): void {
    this.piece += line;
    if (this.piece.length >= PIECE) this.write();
  }

  public complete(path: string): void {
    this.write();
    this.piece = this.hash.copy().digest('hex');
    this.write();
    if (this.file === undefined) return;
    try {
      closeSync(this.file);
      this.file = undefined;
      renameSync(this.path, path);
    } catch {
      rmSync(this.path, { force: true });
    }
  }

  public drop(): void {
    const file = this.file;
    this.file = undefined;
    if (file === undefined) return;
    closeSync(file);
    rmSync(this.path, { force: true });
  }

  private write(): void {
    this.hash.update(this.piece);
    try {
      if (this.file !== undefined) writeWhole(this.file, Buffer.from(this.piece));
    } catch {
      this.drop();
    }
    this.piece = '';
  }
}

/** Of some paths and what is in them; undefined where one of them holds nothing. */
export function digestOf(
  paths: readonly string[],
  contents: Iterable<string | Buffer | undefined>,
): string | undefined {
  const hash = createHash('sha256');
  let index = 0;
  for (const content of contents) {
    if (content === undefined) return undefined;
    hash.update(`${paths[index++]}\0${Buffer.byteLength(content)}\0`).update(content);
  }
  return hash.digest('hex');
}

function sha256(value: string | Buffer): string {
  return createHash('sha256').update(value).digest('hex');
}

// By key; none where the file is missing, or not whole.
function linesIn(file: string): Map<string, string> {
  const text = textOf(file);
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end);
  if (!end || text.slice(end) !== sha256(lines)) return new Map();
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
