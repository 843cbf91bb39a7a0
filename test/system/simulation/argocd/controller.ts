import type { Clock, Timer } from '../clock';
import { type Cluster, type LiveObject, NOBODY } from '../cluster/cluster';
import { identity, type KubernetesObject, textOf } from '../cluster/object';
import type { Commit } from '../git';
import type { Story } from '../story';
import type { ApplicationSpec } from './application';
import { Sync } from './sync';
import { isHook, tasksOf } from './tasks';

/** What self-heal waits after a sync. */
const SELF_HEAL_AFTER = 5;

interface Operation {
  commit: Commit;
  readonly only: ReadonlySet<string> | undefined;
  retries: number;
  sync?: Sync;
  next?: Timer;
  timeout?: Timer;
}

/** The application controller, for one Application: compares, and starts one operation at a time. */
export class ApplicationController {
  /** The newest commit that it knows. */
  private seen: Commit | undefined;
  /** status.sync.revision: what it compared with last, operation or not. */
  private compared: Commit | undefined;
  private operation: Operation | undefined;
  private last: { readonly revision: string; readonly succeeded: boolean; readonly at: number } | undefined;

  public constructor(
    private spec: ApplicationSpec,
    private readonly cluster: Cluster,
    private readonly clock: Clock,
    private readonly story: Story,
    private readonly head: () => Commit | undefined,
  ) {}

  public get name(): string {
    return this.spec.name;
  }

  /** Somebody changes its spec. */
  public become(spec: ApplicationSpec): void {
    this.spec = spec;
    // A spec that changed is compared, and tried, anew.
    this.last = undefined;
  }

  /** Whether the cluster is what the newest commit says, and nothing is under way. */
  public get isSynced(): boolean {
    const head = this.head();
    return head !== undefined && this.seen === head && !this.operation && !this.outOfSync(head).length;
  }

  /** It looks at git, and compares. */
  public poll(): void {
    this.seen = this.head();
    this.compare();
  }

  /** It compares with the commit that it knows. */
  public compare(): void {
    const { seen, spec, last } = this;
    if (!seen) return;
    const isNews = this.changed(this.compared, seen);
    this.compared = seen;
    const differing = this.outOfSync(seen);
    if (!differing.length || this.operation) return;
    const isTried = last?.revision === seen.revision || (last && spec.manifestGeneratePaths && !isNews);
    if (!isTried) {
      if (!spec.allowEmpty && this.wouldPruneAll(seen))
        this.story.tell(`Argo CD: ${spec.name} would lose all: refused`);
      else this.begin(seen);
      return;
    }
    if (!spec.selfHeal || !last!.succeeded) return;
    const pause = last!.at + SELF_HEAL_AFTER - this.clock.now;
    if (pause > 0) this.clock.after(pause, () => this.compare());
    else this.begin(seen, new Set(differing));
  }

  /** Somebody syncs some resources by hand. */
  public syncOnly(ids: readonly string[]): void {
    if (this.seen && !this.operation) this.begin(this.seen, new Set(ids));
  }

  // Hooks do not count.
  private outOfSync(commit: Commit): string[] {
    const desired = this.desired(commit).filter(object => !isHook(object));
    const differing = desired.filter(object => {
      const live = this.cluster.get(identity(object));
      return !live || live.owner !== this.name || textOf(live.object) !== textOf(object);
    });
    return [...differing.map(identity), ...this.extra(commit).map(({ object }) => identity(object))];
  }

  private begin(commit: Commit, only?: ReadonlySet<string>): void {
    this.story.tell(
      `Argo CD: ${this.name} syncs ${commit.revision}${only ? `, only ${[...only].sort().join(', ')}` : ''}`,
    );
    const operation: Operation = { commit, only, retries: 0 };
    this.operation = operation;
    const { syncTimeout } = this.spec;
    if (syncTimeout) {
      operation.timeout = this.clock.after(syncTimeout, () => this.end(operation, 'it takes too long'));
    }
    this.try(operation);
  }

  private try(operation: Operation): void {
    const { commit, only } = operation;
    const desired = this.desired(commit);
    const shared = desired.find(object => {
      const owner = this.cluster.get(identity(object))?.owner;
      return owner !== undefined && owner !== NOBODY && owner !== this.name;
    });
    if (shared && this.spec.failOnSharedResource) {
      this.failed(operation, `${identity(shared)} belongs to ${this.cluster.get(identity(shared))!.owner}`);
      return;
    }
    const isMeant = (object: KubernetesObject) => {
      if (isHook(object)) return !only;
      return !only || only.has(identity(object));
    };
    const differing = new Set(this.spec.applyOutOfSyncOnly ? this.outOfSync(commit) : []);
    const isTaken = (object: KubernetesObject) =>
      isMeant(object) && (!this.spec.applyOutOfSyncOnly || isHook(object) || differing.has(identity(object)));
    const waves = tasksOf(
      desired.filter(isTaken),
      this.extra(commit)
        .map(({ object }) => object)
        .filter(isTaken),
      this.spec,
    );
    operation.sync = new Sync(this.name, waves, this.cluster, this.clock, failure => {
      if (failure === undefined) this.end(operation, undefined);
      else this.failed(operation, failure);
    });
    operation.sync.start();
  }

  private failed(operation: Operation, failure: string): void {
    const { limit, refresh, backoff, maxBackoff } = this.spec.retry;
    if (operation.retries >= limit) {
      this.end(operation, failure);
      return;
    }
    const pause = Math.min(backoff * 2 ** operation.retries++, maxBackoff);
    operation.next = this.clock.after(pause, () => {
      if (refresh) operation.commit = this.head()!;
      this.try(operation);
    });
  }

  private end(operation: Operation, failure: string | undefined): void {
    operation.sync?.stop();
    operation.next?.cancel();
    operation.timeout?.cancel();
    this.operation = undefined;
    const { revision } = operation.commit;
    this.last = { revision, succeeded: failure === undefined, at: this.clock.now };
    this.story.tell(
      `Argo CD: ${this.name} ${failure ? `failed at ${revision}: ${failure}` : `has synced ${revision}`}`,
    );
    this.clock.after(0.5, () => this.poll());
  }

  private desired({ manifests }: Commit): KubernetesObject[] {
    return manifests
      .filter(({ path }) => this.spec.includes.some(beginning => path.startsWith(beginning)))
      .map(({ object }) => object);
  }

  // What it applied once and git has no more.
  private extra(commit: Commit): LiveObject[] {
    const wanted = new Set(this.desired(commit).map(identity));
    return this.cluster.ownedBy(this.name).filter(({ object }) => !wanted.has(identity(object)) && !isHook(object));
  }

  private wouldPruneAll(commit: Commit): boolean {
    return !this.desired(commit).length && this.extra(commit).length > 0;
  }

  private changed(before: Commit | undefined, after: Commit): boolean {
    if (!before) return true;
    const text = (commit: Commit) => this.desired(commit).map(textOf).join();
    return text(before) !== text(after);
  }
}
