import type { Colour } from '../../../lib/construct/props/colour';
import { isShared, targetOf } from '../../../lib/construct/resolve/traffic';
import type { Manifest } from '../../../lib/project/output/manifests';
import { type Assumptions, CARE } from './assumptions';
import { BEHAVIOURS } from './cluster/behaviour';
import type { KubernetesObject } from './cluster/object';
import { manifestsOf, OTHER_WAYS, workersOf } from './history/application';
import { type Change, Desk } from './history/desk';
import type { Act, History, Step, Version } from './history/history';
import { Violation } from './invariants/invariant';
import { Promises } from './invariants/promises';
import { releaseIn } from './invariants/serving';
import type { Engine, Layout } from './layouts/layout';
import { World } from './world';

const CHANGES_IDLE: ReadonlySet<Act['kind']> = new Set(['deploy', 'deploy and promote', 'retire']);
const ROLLS_BACK: ReadonlySet<Act['kind']> = new Set(['rollback', 'rollback without gate']);
/** Seconds that somebody waits for a switch before they give up on what they wanted to do next. */
const PATIENCE = 1800;
/** Longer than DNS remembers, and than a rollout of the colour may take. */
const A_FEW_MINUTES = 300;

/** How a history ended. */
export interface Ending {
  /** What was promised and is not so; undefined where all is well. */
  readonly violation?: string;
  /** What happened, line by line. */
  readonly story: string;
  readonly rollbacksKept: number;
}

/** Plays a history on an engine, and checks after every event what is promised. */
export function play(history: History, layout: Layout, assumptions = CARE): Ending {
  const { behaviours, pollsEvery, seed } = history;
  const world = new World(seed, image => BEHAVIOURS[behaviours[image.split(':')[1] as Version] ?? 'is healthy']);
  const rollbackWithin = layout.rollbackWithin(pollsEvery === 'webhook' ? 3 : pollsEvery);
  const promises = new Promises(world, {
    isGated: layout.isGated,
    rollbackWithin,
    assumptions,
    others: OTHER_WAYS[history.spec],
    workers: workersOf(history.spec),
  });
  const ending = () => ({ story: String(world.story), rollbacksKept: promises.rollbacksKept });
  try {
    const player = new Player(history, layout, world, promises, assumptions);
    for (const step of history.steps) player.step(step);
    player.wait(rollbackWithin + 60);
    return ending();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    world.story.tell(`WRONG: ${error.message}`);
    return { violation: error.message, ...ending() };
  }
}

/** Does what a history says, as somebody would who knows what the docs say. */
class Player {
  private readonly desk: Desk;
  private readonly engine: Engine;
  private readonly commits: (readonly Manifest[])[] = [];

  public constructor(
    private readonly history: History,
    private readonly layout: Layout,
    private readonly world: World,
    private readonly promises: Promises,
    private readonly assumptions: Assumptions,
  ) {
    this.desk = new Desk(history.spec);
    this.engine = layout.start(world, history.pollsEvery);
  }

  public step({ after, act }: Step): void {
    this.wait(after);
    const { cluster, random, story } = this.world;
    if (act.kind === 'a pod dies') {
      const pods = cluster.livePods();
      if (pods.length) random.pick(pods).die();
    } else if (act.kind === 'what serves breaks') {
      story.tell(act.kind);
      cluster.breakWhatServes('ping');
    } else if (act.kind === 'gates break' || act.kind === 'gates are mended') {
      cluster.jobsStart = act.kind === 'gates are mended';
      story.tell(act.kind);
    } else if (!this.assumptions.looksFirst || !CHANGES_IDLE.has(act.kind) || this.isSettledInTime()) {
      const hasLooked = !this.assumptions.goesBackWhole || this.engine.isSettled();
      const change = this.desk.change(act, hasLooked);
      if (change) this.commit(change, ROLLS_BACK.has(act.kind));
      // In a hurry both commits of a promotion are pushed at once.
      const second = change?.isRaise ? this.desk.change(act, hasLooked) : undefined;
      if (second) this.commit(second, false);
    }
  }

  public wait(seconds: number): void {
    const { clock } = this.world;
    clock.runUntil(clock.now + seconds, () => this.promises.check());
    // Time limits pass also where nothing happens any more.
    this.promises.checkTime();
  }

  private commit(change: Change, isRollback: boolean): void {
    const { cluster, repository, story } = this.world;
    const { state, message } = change;
    const { active, gate } = state;
    // Users come to it, be it to be active or to have a share.
    const target = targetOf(state);
    const rendered = manifestsOf(this.history.spec, state);
    const manifests = this.layout.rewrite?.(rendered, this.commits.at(-1)) ?? rendered;
    const deployment = deploymentOf(manifests, target)!;
    if (gate?.skipped && this.assumptions.skipsOnlyWhatIsReady && !cluster.isWhole(deployment)) return;
    const before = this.desk.state;
    // Whoever skips its gate is not refused, and looks all the same.
    const givesShare = before !== undefined && !isShared(before) && isShared(state);
    if (gate?.skipped && givesShare && this.assumptions.goesBackWhole && !this.engine.isSettled()) return;
    const movesTraffic = !before || before.active !== active || isShared(before) !== isShared(state);
    if (movesTraffic && this.assumptions.bringsBackSlowly && this.comesBack(manifests, target)) {
      this.wait(A_FEW_MINUTES);
    }
    this.desk.committed(change);
    this.commits.push(manifests);
    const { revision } = repository.commit(manifests);
    story.tell(`${revision}: ${message} (active: ${active})`);
    this.promises.committed(state, deployment, { isRollback, movesTraffic });
  }

  private isSettledInTime(): boolean {
    const { clock, repository } = this.world;
    const until = clock.now + PATIENCE;
    while (repository.head && !this.engine.isSettled() && clock.now < until) this.wait(5);
    return !repository.head || this.engine.isSettled();
  }

  // Whether a colour had the release before, and another one in between.
  private comesBack(manifests: readonly Manifest[], colour: Colour): boolean {
    const release = releaseOf(manifests, colour);
    const before = this.commits.map(commit => releaseOf(commit, colour));
    const other = before.findLastIndex(had => had !== release);
    return other > 0 && before.slice(0, other).includes(release);
  }
}

// Undefined where a layout takes a whole Deployment away.
function deploymentOf(manifests: readonly Manifest[], colour: Colour): KubernetesObject | undefined {
  return manifests.find(({ path }) => path.startsWith(`${colour}/Deployment`))?.object as KubernetesObject | undefined;
}

function releaseOf(manifests: readonly Manifest[], colour: Colour): string | undefined {
  const deployment = deploymentOf(manifests, colour);
  return deployment && releaseIn(deployment['spec'].template.metadata.labels);
}
