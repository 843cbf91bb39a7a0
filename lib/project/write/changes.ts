import { type Joined, joinedBytes } from './joined-bytes';
import { JournalDraft } from './journal';
import { checksum, demandWritable, holds, lookAt, MOST_BYTES } from './target-file';
import { WriteError, withPath } from './write-error';

/** What differs from what is wanted, collected in a draft of a journal: in memory there are the paths alone. */
export class Changes {
  private draft?: JournalDraft;
  /** To whether a file is to be there. */
  public readonly wanted = new Map<string, boolean>();
  private readonly differing: string[] = [];
  /** The checksum of what a file holds until now, where there is one. */
  public readonly replaced = new Map<string, string>();
  private readonly problems: string[] = [];
  // Thousands of files share their folders.
  private readonly known = new Map<string, boolean>();
  private readonly writable = new Set<string>();

  /** @param folder the one for what is set aside */
  public constructor(
    private readonly root: string,
    private readonly folder: string,
  ) {}

  /** Notes what a file is to hold; null: it is to go. Where that can't be, `makeDue` says it. */
  public want(path: string, content: string | null): void {
    const target = this.lookedAt(path, content);
    if (!target || holds(target.content, content)) return;
    withPath(this.root, () => {
      this.draft ??= new JournalDraft(this.folder);
      const before = target.content ? checksum(target.content) : null;
      if (before !== null) this.replaced.set(path, before);
      this.draft.add({ path, before, content, mode: target.mode });
    });
    this.differing.push(path);
  }

  /**
   * Notes that files stay as they are, where they are found to be as they are wanted.
   * @param paths of ordinary files, with no link on the way to them
   * @returns whether they do; else nothing is noted
   */
  public keep(paths: readonly string[], areWanted: (found: Joined) => boolean): boolean {
    if (paths.some(path => this.wanted.has(path))) return false;
    const found = joinedBytes(paths.map(path => `${this.root}/${path}`));
    // Whoever wants to write there is told why it can't be read.
    if (!found || !areWanted(found)) return false;
    for (const path of paths) this.wanted.set(path, true);
    return true;
  }

  /** The files that differ, as they came. */
  public get paths(): readonly string[] {
    return this.differing;
  }

  /** @throws WriteError that names every path at which it can't be done */
  public demandPossible(): void {
    const known = new Map<string, string | undefined>();
    for (const [path, isFile] of this.wanted) {
      const above = isFile && this.fileAbove(path, known);
      if (above) this.problems.push(`can't write ${path}: ${above} is to be a file, not a folder`);
    }
    if (this.problems.length) throw new WriteError(this.problems.join('\n'), { told: true });
  }

  /** Makes them due: the commit point. */
  public makeDue(): void {
    this.draft?.makeDue();
  }

  /** Forgets them. */
  public drop(): void {
    this.draft?.drop();
  }

  // Thousands of files share their folders.
  private fileAbove(path: string, known: Map<string, string | undefined>): string | undefined {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    if (!folder || known.has(folder)) return known.get(folder);
    const above = this.wanted.get(folder) ? folder : this.fileAbove(folder, known);
    known.set(folder, above);
    return above;
  }

  private lookedAt(path: string, content: string | null): ReturnType<typeof lookAt> | undefined {
    try {
      return withPath(path, () => {
        if (this.wanted.has(path)) throw new WriteError('it would be written twice');
        this.wanted.set(path, content !== null);
        const bytes = Buffer.byteLength(content ?? '');
        if (bytes > MOST_BYTES)
          throw new WriteError(`expected at most ${MOST_BYTES} bytes, got ${bytes}: it could not be read`);
        const target = lookAt(this.root, path, this.known);
        if (!holds(target.content, content)) demandWritable(target, this.folder, this.writable);
        return target;
      });
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      this.problems.push(error.message);
      return undefined;
    }
  }
}
