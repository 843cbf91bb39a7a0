import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Changes } from './changes';
import { completeOwn } from './complete';
import type { Joined } from './joined-bytes';
import { notePendingCommit, type Uncommitted } from './pending-commit';
import { type Interrupted, lockProject, type ProjectLock } from './project-lock';
import { WriteError, withPath } from './write-error';

/**
 * Changes some files of a project together or not at all, while nobody else changes it. It costs what these files cost,
 * however many others there are.
 *
 * A journal with all new contents is written aside, as they come; one rename makes it due; then each file is moved into place, and the
 * journal goes. A run that is killed before that rename has changed nothing, and what is left to do by one that is killed
 * after it is done by the next run: see `recovered`. In between, others see some files new and some old, unless they
 * wait for their turn by a transaction of their own or by `recoverInterrupted`.
 *
 * A power cut finds the journal whole or absent as well. What it can spoil is a change that was completed a few seconds
 * before, which the disk had not caught up with: some file systems then leave a new file empty. `git status` shows it,
 * and the next synth writes it.
 *
 * A replaced file keeps its permissions, but is a new file: a hard link to it elsewhere keeps the old content.
 */
export class Transaction implements Interrupted {
  public readonly recovered?: string;
  public readonly uncommitted: readonly Uncommitted[];
  private readonly root: string;
  private readonly lock: ProjectLock;
  private changes: Changes;
  private readonly expected = new Map<string, string | null>();
  private settle = () => {};

  /**
   * @param options.patienceMilliseconds how long to wait for another run that writes; 5000 by default
   * @throws WriteError when another process does not let go, when what an interrupted run left can't be completed, or
   * when the root can't be written to
   */
  public constructor(root: string, options: { readonly patienceMilliseconds?: number } = {}) {
    this.root = resolve(root);
    this.lock = lockProject(this.root, options.patienceMilliseconds);
    this.changes = new Changes(this.root, this.lock.folder);
    this.recovered = this.lock.recovered;
    this.uncommitted = this.lock.uncommitted;
  }

  /**
   * Notes the content that a file is to have; the path is relative to the root, with "/".
   * @param expected the content that was read and decided on, null if there was no file; by default any content is
   * replaced
   */
  public write(path: string, content: string, expected?: string | null): void {
    this.changes.want(path, content);
    if (expected !== undefined) this.expected.set(path, expected);
  }

  /**
   * Notes that files stay as they are, where they are found to be as they are wanted.
   * @param paths of ordinary files, with no link on the way to them: see `pathsBelow`
   * @returns whether they do; else nothing is noted
   */
  public keep(paths: readonly string[], areWanted: (found: Joined) => boolean): boolean {
    return this.changes.keep(paths, areWanted);
  }

  /** Forgets all that was noted. */
  public startAgain(): void {
    this.changes.drop();
    this.changes = new Changes(this.root, this.lock.folder);
    this.expected.clear();
  }

  /** Notes that a file is to go; folders that become empty go with it. */
  public remove(path: string): void {
    this.changes.want(path, null);
  }

  /** Every path that was noted, and whether a file is to be there. */
  public get noted(): ReadonlyMap<string, boolean> {
    return this.changes.wanted;
  }

  /**
   * Makes all that is noted so, and lets go of the project.
   * @param message of the commit that the caller is going to make of it in git: unless it lives to call `abandon`, the
   * next run is told
   * @returns the paths of the files that differed; others are not touched
   * @throws WriteError that names all paths at which it can't be done; then nothing is changed
   */
  public commit(message?: string): readonly string[] {
    try {
      return withPath(this.root, () => {
        this.refuseWhatWasSavedMeanwhile();
        this.changes.demandPossible();
        const { paths } = this.changes;
        if (paths.length) {
          if (message !== undefined) this.settle = notePendingCommit(this.lock.folder, { paths, message });
          this.changes.makeDue();
          this.complete();
        }
        return paths;
      });
    } finally {
      withPath(this.root, () => {
        this.changes.drop();
        this.lock.release();
      });
    }
  }

  /** Lets go, and leaves the files as they are. */
  public abandon(): void {
    withPath(this.root, () => {
      this.changes.drop();
      this.lock.release();
      this.settle();
      this.settle = () => {};
    });
  }

  // An editor takes no turn: what it saved after this run had read the file would be lost.
  private refuseWhatWasSavedMeanwhile(): void {
    const saved = [...this.expected].filter(([path, content]) => {
      const file = join(this.root, path);
      return (existsSync(file) ? readFileSync(file, 'utf8') : null) !== content;
    });
    if (!saved.length) return;
    const paths = saved.map(([path]) => path).join(', ');
    throw new WriteError(`${paths} changed after this run had read it; nothing was changed. Run it again.`, {
      told: true,
    });
  }

  private complete(): void {
    try {
      withPath(this.root, () => completeOwn(this.root, this.lock.folder, this.changes.paths, this.changes.replaced));
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      throw new WriteError(`${error.message}\nThe change is half done: mend that, and the next run completes it.`, {
        told: true,
      });
    }
  }
}
