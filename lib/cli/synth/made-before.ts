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
  /** Of the paths in dist/, and of what is in them: see `digestOf`. */
  readonly digest: string;
  /** What it could take from others: see `namesFor`. */
  readonly names: string;
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
  private readonly names = new Map<string, number>();

  private constructor(
    private readonly file: string,
    private readonly tool: string,
    private readonly before: ReadonlyMap<string, Made>,
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
    return new MadeBefore(file, tool, madeIn(file));
  }

  /** Whether anything is known. */
  public get isAny(): boolean {
    return this.before.size > 0;
  }

  /** Tells what is made from these inputs from what is made of any others, or by any other tool. */
  public keyOf(inputs: Inputs): string {
    const hash = createHash('sha256').update(JSON.stringify([this.tool, SETTINGS]));
    for (const input of inputs) {
      hash.update(input === undefined ? '-' : `${Buffer.byteLength(input)}\0`).update(input ?? '');
    }
    return hash.digest('base64');
  }

  /** What was made the last time, from the same. */
  public made(key: string): Made | undefined {
    return this.before.get(key);
  }

  /** Notes that what was made is there. */
  public keep(key: string, made: Made): void {
    this.kept++;
    this.add(key, made);
  }

  /** Notes what was made of an application: texts by path from dist/. */
  public note(key: string, application: string, files: ReadonlyMap<string, string>, names: Names): void {
    this.isNew = true;
    const paths = [...files.keys()].sort();
    const texts = paths.map(path => files.get(path)!);
    const lengths = texts.map(text => Buffer.byteLength(text));
    this.add(key, { digest: digestOf(paths, lengths, texts), names: withoutName(application, names) });
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
  private add(key: string, { digest, names }: Made): void {
    this.draft ??= new Draft(`${this.file}.draft`);
    let index = this.names.get(names);
    if (index === undefined) {
      index = this.names.size;
      this.names.set(names, index);
      this.draft.add(`${names}\n`);
    }
    this.draft.add(`${key} ${digest} ${index}\n`);
  }
}

// No text of JSON holds it.
const NAME = '\u0001';

/** The names of an application but for its own: of like applications they are the same, and are kept once. */
export function withoutName(application: string, names: Names): string {
  return JSON.stringify(names).replaceAll(application, NAME);
}

/** What an application could take from others. */
export function namesFor(application: string, names: string): Names {
  return JSON.parse(names.replaceAll(NAME, application));
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

/**
 * Of files in dist/.
 * @param paths sorted
 * @param lengths how many bytes each has
 * @param contents what they hold, one behind the other, in any pieces
 */
export function digestOf(
  paths: readonly string[],
  lengths: readonly number[],
  contents: Iterable<string | Uint8Array>,
): string {
  const hash = createHash('sha256').update(JSON.stringify([paths, lengths]));
  for (const content of contents) hash.update(content);
  return hash.digest('base64');
}

function sha256(value: string | Buffer): string {
  return createHash('sha256').update(value).digest('hex');
}

// By key; none where the file is missing, or not whole.
function madeIn(file: string): Map<string, Made> {
  const text = textOf(file);
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end);
  if (!end || text.slice(end) !== sha256(lines)) return new Map();
  const made = new Map<string, Made>();
  const names: string[] = [];
  for (const line of lines.slice(0, -1).split('\n')) {
    const [key, digest, index] = line.split(' ');
    if (line.startsWith('{')) names.push(line);
    else made.set(key!, { digest: digest!, names: names[Number(index)]! });
  }
  return made;
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
