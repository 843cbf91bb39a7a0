import type { Manifest } from '../../../lib/project/output/manifests';

/** A commit, as an engine sees it. */
export interface Commit {
  readonly revision: string;
  /** What stands in the folder of the application. */
  readonly manifests: readonly Manifest[];
}

/** The branch that engines follow. */
export class Repository {
  private readonly commits: Commit[] = [];
  private readonly watchers: (() => void)[] = [];

  public get head(): Commit | undefined {
    return this.commits.at(-1);
  }

  public commit(manifests: readonly Manifest[]): Commit {
    const commit = { revision: `c${this.commits.length + 1}`, manifests };
    this.commits.push(commit);
    for (const watcher of this.watchers) watcher();
    return commit;
  }

  /** Has somebody told of each commit. */
  public watch(watcher: () => void): void {
    this.watchers.push(watcher);
  }
}
