import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { lock } from './lock';
import { WriteError } from './write-error';

/**
 * Replaces a folder by a new tree, all or nothing: the new tree is built aside and then takes the old one's place.
 *
 * Whenever the process is killed, the folder is the old one or the new one. Between the two renames that swap them it
 * is for a moment neither; then the new one stands aside, whole, and the next writer completes the swap.
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
  private readonly folders = new Set<string>();
  private files = 0;
  private changed = false;

  /**
   * @throws WriteError when another process is writing here, or the place can't be written to
   */
  public constructor(outdir: string, patienceMilliseconds = 5000) {
    this.outdir = resolve(outdir);
    this.aside = join(dirname(this.outdir), '.bluegreen');
    this.next = join(this.aside, `${basename(this.outdir)}.next`);
    this.previous = join(this.aside, `${basename(this.outdir)}.previous`);
    this.held = inWords(this.outdir, () => {
      if (existsSync(this.outdir) && !lstatSync(this.outdir).isDirectory()) throw new WriteError('it is not a folder');
      mkdirSync(this.aside, { recursive: true });
      // The folder hides itself from git.
      writeFileSync(join(this.aside, '.gitignore'), '*\n');
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
    if (path.split('/').some(step => step === '..' || step === ''))
      throw new WriteError(`${path} would leave the output folder`);
    inWords(join(this.outdir, path), () => {
      const target = join(this.next, path);
      const folder = dirname(target);
      if (!this.folders.has(folder)) {
        mkdirSync(folder, { recursive: true });
        this.folders.add(folder);
      }
      const present = join(this.outdir, path);
      if (holds(present, content)) carryOver(present, target, content);
      else {
        writeFileSync(target, content, { flag: 'wx' });
        this.changed = true;
      }
      this.files++;
    });
  }

  /**
   * Puts the new tree in the old one's place.
   * @returns whether anything differed; if not, nothing is touched
   */
  public commit(): boolean {
    try {
      return inWords(this.outdir, () => {
        if (!this.changed && this.files === countFiles(this.outdir)) return false;
        if (existsSync(this.outdir)) renameSync(this.outdir, this.previous);
        renameSync(this.next, this.outdir);
        return true;
      });
    } finally {
      this.abandon();
    }
  }

  /** Lets go, and leaves the folder as it is. */
  public abandon(): void {
    rmSync(this.next, { recursive: true, force: true });
    if (existsSync(this.outdir)) rmSync(this.previous, { recursive: true, force: true });
    this.held.release();
    try {
      rmSync(join(this.aside, '.gitignore'), { force: true });
      rmdirSync(this.aside);
    } catch {
      // Another run is waiting there.
    }
  }

  private recover(): string | undefined {
    const interrupted = !existsSync(this.outdir) && existsSync(this.previous);
    if (interrupted) renameSync(existsSync(this.next) ? this.next : this.previous, this.outdir);
    const leftovers = existsSync(this.next) || existsSync(this.previous);
    rmSync(this.next, { recursive: true, force: true });
    rmSync(this.previous, { recursive: true, force: true });
    if (interrupted) return `completed the write to ${basename(this.outdir)}/ that was interrupted`;
    return leftovers ? `cleared what an interrupted write to ${basename(this.outdir)}/ had left` : undefined;
  }
}

function holds(path: string, content: string): boolean {
  try {
    return lstatSync(path).isFile() && readFileSync(path, 'utf8') === content;
  } catch {
    return false;
  }
}

// Some file systems have no links between files.
function carryOver(from: string, to: string, content: string): void {
  try {
    linkSync(from, to);
  } catch {
    writeFileSync(to, content);
  }
}

function countFiles(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => !entry.isDirectory()).length;
}

function inWords<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof WriteError && error.message.startsWith("can't write")) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new WriteError(`can't write ${path}: ${REASONS[code ?? ''] ?? message}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'something above it is a file, not a folder',
  EEXIST: 'it would be written twice',
};
