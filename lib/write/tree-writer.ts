import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { lock } from './lock';
import { inWords, WriteError } from './write-error';

/**
 * Replaces a folder by a new tree, all or nothing: the new tree is built aside and then takes the old one's place.
 *
 * Whenever the process is killed, the folder is the old one or the new one, save for the instant between the two
 * renames that swap them: there it is absent, both stand whole aside, and the next writer completes the swap.
 * (Linux can exchange two folders in one step, by renameat2(2), but Node has no call for it; a symbolic link in place
 * of the folder could be turned in one step too, but git would then hold the link and no YAML.)
 *
 * Files whose bytes stay the same are not written: the new tree takes them over as they are.
 */
export class TreeWriter {
  /** What the previous run left half done and this one put right, in words; most often undefined. */
  public readonly recovered?: string;
  private readonly outdir: string;
  private readonly aside: string;
  private readonly next: string;
  private readonly previous: string;
  private readonly held: { release(): void };
  private readonly files = new Set<string>();
  private readonly unchanged: string[] = [];
  private readonly folders = new Set<string>();
  private changed = false;
  private ended = false;

  /**
   * @throws WriteError when another process is writing here, or the place can't be written to
   */
  public constructor(outdir: string, patienceMilliseconds = 5000) {
    this.outdir = resolve(outdir);
    this.aside = join(dirname(this.outdir), `.${basename(this.outdir)}.bluegreen`);
    this.next = join(this.aside, 'next');
    this.previous = join(this.aside, 'previous');
    this.held = inWords(this.outdir, () => {
      refuseToReplace(this.outdir);
      return lock(this.aside, patienceMilliseconds);
    });
    try {
      this.recovered = inWords(this.outdir, () => this.recover());
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** Adds a file to the new tree; the path is relative, with "/". */
  public add(path: string, content: string): void {
    if (path.split('/').some(step => step === '..' || step === '.' || step === ''))
      throw new WriteError(`can't write ${path}: it would leave the output folder`);
    inWords(join(this.outdir, path), () => {
      if (this.files.has(path)) throw new WriteError('it would be written twice');
      this.files.add(path);
      if (holds(join(this.outdir, path), content)) this.unchanged.push(path);
      else {
        writeFileSync(this.place(path), content, { flag: 'wx' });
        this.changed = true;
      }
    });
  }

  /**
   * Puts the new tree in the old one's place.
   * @returns whether anything differed; if not, nothing is touched
   * @throws WriteError when the new tree holds no file: an engine would delete everything
   */
  public commit(): boolean {
    try {
      return inWords(this.outdir, () => {
        if (!this.files.size) throw new WriteError('it would be empty, and an engine would delete everything');
        // Also an empty folder is a difference.
        if (!this.changed && entriesIn(this.outdir) === entriesOf(this.files)) return false;
        for (const path of this.unchanged) carryOver(join(this.outdir, path), this.place(path));
        this.swap();
        return true;
      });
    } finally {
      this.abandon();
    }
  }

  /** Lets go, and leaves the folder as it is. */
  public abandon(): void {
    if (this.ended) return;
    this.ended = true;
    inWords(this.outdir, () => {
      try {
        if (!this.isInterrupted()) this.clear();
      } finally {
        this.held.release();
      }
    });
  }

  // Where a file stands in the new tree, in a folder that is there.
  private place(path: string): string {
    const target = join(this.next, path);
    const folder = dirname(target);
    if (!this.folders.has(folder)) mkdirSync(folder, { recursive: true });
    this.folders.add(folder);
    return target;
  }

  private swap(): void {
    const replaces = existsSync(this.outdir);
    if (replaces) renameSync(this.outdir, this.previous);
    try {
      renameSync(this.next, this.outdir);
    } catch (error) {
      if (replaces) renameSync(this.previous, this.outdir);
      throw error;
    }
  }

  private recover(): string | undefined {
    const folder = basename(this.outdir);
    if (this.isInterrupted()) {
      renameSync(this.next, this.outdir);
      this.clear();
      return `completed the write to ${folder}/ that was interrupted`;
    }
    const leftovers = existsSync(this.next) || existsSync(this.previous);
    this.clear();
    return leftovers ? `cleared what an interrupted write to ${folder}/ had left` : undefined;
  }

  private isInterrupted(): boolean {
    return !existsSync(this.outdir) && existsSync(this.previous) && existsSync(this.next);
  }

  // In this order: both together mean that both are whole.
  private clear(): void {
    rmSync(this.previous, { recursive: true, force: true });
    rmSync(this.next, { recursive: true, force: true });
  }
}

function refuseToReplace(outdir: string): void {
  const present = lstatSync(outdir, { throwIfNoEntry: false });
  if (present?.isSymbolicLink()) throw new WriteError('it is a symbolic link: name the folder that it leads to');
  if (present && !present.isDirectory()) throw new WriteError('it is not a folder');
  if (join(process.cwd(), sep).startsWith(join(outdir, sep)))
    throw new WriteError('it holds the folder that you are in, and would be replaced as a whole');
}

function holds(path: string, content: string): boolean {
  try {
    // Most often it is there, or nothing is: an exception for each file of a large tree takes long.
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path, 'utf8') === content;
  } catch {
    return false;
  }
}

// Some file systems have no links between files.
function carryOver(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

// How many files and folders a folder holds.
function entriesIn(folder: string): number {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0;
}

// How many it takes to hold these files.
function entriesOf(files: Iterable<string>): number {
  const entries = new Set<string>();
  for (const file of files) {
    for (let entry = file; entry !== '.' && !entries.has(entry); entry = dirname(entry)) entries.add(entry);
  }
  return entries.size;
}

/**
 * Completes or clears what interrupted writers left beside the folders of a parent.
 * @returns what was put right, in words
 */
export function recoverTrees(parent: string): string[] {
  const folders = readdirSync(parent).map(name => /^\.(.+)\.bluegreen$/.exec(name)?.[1]);
  return folders.flatMap(folder => {
    if (!folder) return [];
    const writer = new TreeWriter(join(parent, folder));
    writer.abandon();
    return writer.recovered ?? [];
  });
}
