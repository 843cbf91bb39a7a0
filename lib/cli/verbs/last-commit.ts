import { changed } from '../../git/changed';
import { committedWith } from '../../git/committed';
import { GitError } from '../../git/git-error';
import { releaseFrom } from '../../project/files/application-files';
import type { FileText } from '../../project/files/file-text';
import type { ReleaseFile } from '../../project/files/files';

/** What the last commit says of a project's files. Where nothing is committed, or there is no git, it says nothing. */
export class LastCommit {
  /** Why nothing is known, in words. */
  public readonly missing?: string;
  /** Its hash. */
  public readonly hash?: string;
  private readonly texts: ReadonlyMap<string, string | undefined> = new Map();

  /** @param releases paths of the release files that will be asked for */
  public constructor(
    private readonly root: string,
    releases: readonly string[],
  ) {
    try {
      // With what is asked first of its history.
      const { commit, texts } = committedWith(root, 'HEAD', [...releases, 'bluegreen.yaml']);
      this.hash = commit;
      this.texts = texts;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      this.missing = error.message;
    }
  }

  /** Whether a release file was committed with this very text: what was made of it need not be made again. */
  public holds(path: string, text: FileText): boolean {
    return 'text' in text && this.texts.get(path) === text.text;
  }

  /** A release file; undefined where it is not committed, or can't be understood. */
  public release(path: string): ReleaseFile | undefined {
    const text = this.texts.get(path);
    return text === undefined ? undefined : releaseFrom(path, { text }, []).value;
  }

  /** Which of these files are not as they were committed. Where nothing is committed, none is. */
  public differing(paths: readonly string[]): readonly string[] {
    return this.missing === undefined && paths.length ? changed(this.root, paths) : [];
  }
}
