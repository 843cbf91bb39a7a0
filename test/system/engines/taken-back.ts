import { stringify } from 'yaml';
import { Autopilot, KilledAutopilot, Person } from './autopilot';
import { awaited, type Live, list, pause } from './cluster';
import type { Engine } from './engine';
import { OVERLOADED } from './overloaded';
import { type Judged, Peer } from './peer';
import { PROMETHEUS, Prometheus } from './prometheus';
import { Stage } from './stage';
import { type Answer, answersIn, startTraffic } from './traffic';

/** How long it may take until what fails is taken back. */
const PATIENCE = 360;
/** How long users are watched before the release that fails, and after all is over, in seconds. */
const WATCHED = 10;
const GOOD = '1.0';
const BAD = '2.0';

const JUDGED: Judged = {
  source: `http://${PROMETHEUS}`,
  max: 5,
  every: 5,
  failures: 1,
  over: 20,
  minutes: 3,
};

/** What came of the release that failed, in milliseconds since 1970. */
export interface TakenBack {
  readonly who: string;
  /** Git said that it is to run. */
  readonly deployed: number;
  /** The commits that moved users there and back, where there are any. */
  readonly promoted?: number;
  readonly rolledBack?: number;
  /** Users' first answer of it, good or bad. */
  readonly reached: number;
  readonly firstBad: number;
  readonly lastBad: number;
  /** Figures were known to be bad. */
  readonly failed: number;
  /** Requests from the first bad one to the last, and how many of these failed. */
  readonly requests: number;
  readonly bad: number;
  /** Versions that git names, and that users are on, after all is over. */
  readonly inGit: string;
  readonly live: string;
  /** What is told of it there. */
  readonly told: string;
}

/**
 * A release whose requests fail only when users come: nobody promotes it and nobody takes it back. The same one runs as a
 * Rollout beside it, where there is a controller for that.
 */
export class TakenBackStage extends Stage {
  protected override readonly path = OVERLOADED.path;
  private readonly peer?: Peer;
  private readonly prometheus: Prometheus;
  private autopilot?: Autopilot;
  private person?: Person;
  private deployedAt = 0;

  public constructor(
    engines: readonly Engine[],
    private readonly also: { readonly peer?: boolean; readonly disturbed?: boolean },
  ) {
    super(engines);
    const namespaces = engines.map(engine => this.namespaceOf(engine));
    if (also.peer) {
      this.peer = new Peer(this.project, `ping-rollouts-${Date.now().toString(36)}`, JUDGED);
      namespaces.push(this.peer.namespace);
    }
    this.prometheus = new Prometheus(namespaces);
  }

  /** 1.0 runs, and users are on it. */
  public async begun(): Promise<void> {
    this.peer?.write(GOOD, { VERSION: GOOD });
    await this.running();
    if (this.peer) {
      await this.peer.install();
      const { namespace } = this.peer;
      await awaited('the Rollout is healthy', PATIENCE, async () => {
        const phase = (await list('rollouts', namespace))[0]?.status?.phase;
        return { seen: phase, answer: phase === 'Healthy' || undefined };
      });
      await startTraffic(namespace, this.path);
    }
    await pause(WATCHED);
  }

  /** A deploy of what users are too many for: the last thing that anybody types. From then on the autopilot is started again and again. */
  public async deployedBad(): Promise<void> {
    await this.fetched();
    this.edit(
      () => 'apps/ping.yaml',
      text => text.replace(`VERSION: "${GOOD}"`, `VERSION: "${BAD}"\n  LIMIT: "${OVERLOADED.limit}"`),
    );
    this.peer?.write(BAD, { VERSION: BAD, LIMIT: OVERLOADED.limit });
    await this.verb('deploy', '--tag', BAD);
    this.deployedAt = this.pushed;
    await this.peer?.notify();
    const Passes = this.also.disturbed ? KilledAutopilot : Autopilot;
    this.autopilot = new Passes(async () => {
      const head = await this.fetched();
      if (head === this.commit) return;
      this.commit = head;
      await this.each(engine => engine.notify(head));
    });
    this.autopilot.start();
    if (this.also.disturbed) this.person = new Person();
  }

  /** What came of it, everywhere. */
  public async takenBack(): Promise<TakenBack[]> {
    const [ours, peers] = await Promise.all([
      Promise.all(this.engines.map(engine => this.whatCameOf(engine))),
      this.peer ? [await this.whatCameOfPeer(this.peer)] : [],
    ]);
    return [...ours, ...peers];
  }

  /** The codes with which passes ended, and what they said. */
  public async passes(): Promise<Autopilot['passes']> {
    await this.person?.stop();
    await this.autopilot!.stop();
    return this.autopilot!.passes;
  }

  /**
   * Each environment was promoted once and taken back once, in a row of commits that nobody has rewritten, and passes have
   * left nothing behind.
   * @returns how many commits others pushed meanwhile
   */
  public async inOrder(): Promise<number> {
    const head = await this.fetched();
    const subjects = this.project.git('log', '--format=%s', head).split('\n');
    for (const { name } of this.engines) {
      for (const verb of ['promote', 'rollback']) {
        expect(subjects.filter(one => one.startsWith(`${verb}(ping): in ${name},`))).toHaveLength(1);
      }
    }
    expect(this.project.git('log', '--merges', '--format=%s', head)).toBe('');
    const known = new Set(this.project.git('rev-list', head).split('\n'));
    expect(this.person!.commits.filter(commit => !known.has(commit))).toEqual([]);
    const autopilot = this.autopilot as KilledAutopilot;
    await autopilot.completed();
    expect(await autopilot.left()).toBe('');
    await autopilot.remove();
    return this.person!.commits.length;
  }

  public override async close(): Promise<void> {
    await this.person?.stop();
    await this.autopilot?.stop();
    await this.prometheus.stop();
    await this.peer?.remove();
    await super.close();
  }

  protected override described(_: string, state: string): void {
    const { max, every, failures, over, minutes, source } = JUDGED;
    const spec = {
      name: 'ping',
      image: 'pkw0301/app',
      port: 5000,
      replicas: 2,
      command: OVERLOADED.command,
      readiness: { path: this.path },
      smoke: [{ path: this.path, contains: 'Hi' }],
      env: { VERSION: GOOD },
      annotations: OVERLOADED.annotations,
      volumes: { tmp: { mountPath: '/tmp', scratch: true, emptyDir: {} } },
      analysis: {
        source,
        every: `${every}s`,
        metrics: [{ name: 'errors', preset: 'http', max, over: `${over}s`, failures }],
      },
      watch: { minutes },
      delivery: { promote: 'automatic' },
    };
    this.project.write('apps/ping.yaml', stringify(spec, { lineWidth: 0, defaultStringType: 'PLAIN' }));
    this.tool('deploy', '--tag', GOOD);
    for (const name of this.environments) {
      const path = `releases/${name}/ping.yaml`;
      this.project.write(path, `${this.project.read(path).trimEnd()}\n${state}`);
    }
  }

  // The head of what is pushed, which is checked out.
  private async fetched(): Promise<string> {
    const { project } = this;
    const pushed = await project.pushed();
    project.git('reset', '--quiet', '--hard', pushed);
    return pushed;
  }

  private async whatCameOf(engine: Engine): Promise<TakenBack> {
    const namespace = this.namespaceOf(engine);
    const failed = await awaited(`${engine.name}: the watch fails`, PATIENCE, async () => {
      const watch = (await list('jobs', namespace)).find(({ metadata }) => metadata.name.startsWith('ping-watch-'));
      const conditions: Live[] = watch?.status.conditions ?? [];
      const at = conditions.find(({ type }) => /^Failed|FailureTarget$/.test(type))?.lastTransitionTime;
      return { seen: watch?.status, answer: at && Date.parse(at) };
    });
    await awaited(`${engine.name}: users are back on ${GOOD}`, PATIENCE, async () => {
      const seen = (await this.find(engine, 'service', 'ping'))!.spec.selector['blue-green/colour'];
      return { seen, answer: seen === 'blue' || undefined };
    });
    const answers = await this.settledAnswers(namespace);
    const { inGit, told } = this.gitOf(engine.name);
    return {
      who: engine.name,
      deployed: this.deployedAt,
      failed,
      promoted: this.committed(`promote(ping): in ${engine.name},`),
      rolledBack: this.committed(`rollback(ping): in ${engine.name},`),
      ...this.figures(answers),
      inGit,
      told,
    };
  }

  private async whatCameOfPeer(peer: Peer): Promise<TakenBack> {
    const failed = await awaited('the analysis of the Rollout fails', PATIENCE, async () => {
      const answer = await peer.failedAt();
      return { seen: (await list('analysisruns', peer.namespace)).map(({ status }) => status), answer };
    });
    await awaited(`the Rollout is back on ${GOOD}`, PATIENCE, async () => {
      const last = (await answersIn(peer.namespace, 'new')).at(-1)!;
      return { seen: last, answer: last.words[1] === GOOD || undefined };
    });
    const answers = await this.settledAnswers(peer.namespace);
    const figures = this.figures(answers);
    return {
      who: 'Argo Rollouts',
      deployed: this.deployedAt,
      failed,
      ...figures,
      inGit: peer.inGit(),
      told: `Argo CD: ${await peer.told()}`,
    };
  }

  // Of connections of their own and of one that is kept, in the order of time.
  private async settledAnswers(namespace: string): Promise<Answer[]> {
    await pause(WATCHED);
    const answers = await Promise.all((['new', 'kept'] as const).map(kind => answersIn(namespace, kind)));
    return answers.flat().sort((one, other) => one.at - other.at);
  }

  private figures(all: readonly Answer[]) {
    const ofBad = ({ status, words }: Answer) => (status === '200' ? words[1] === BAD : status.startsWith('500'));
    const reached = all.find(answer => answer.at > this.deployedAt && ofBad(answer))!.at;
    const since = all.filter(({ at }) => at >= reached);
    const bad = since.filter(({ status }) => status !== '200');
    const [firstBad, lastBad] = [bad[0]!.at, bad.at(-1)!.at];
    const requests = since.filter(({ at }) => at >= firstBad && at <= lastBad).length;
    const live = since.at(-1)!.words[1]!;
    return { reached, firstBad, lastBad, requests, bad: bad.length, live };
  }

  private committed(subject: string): number {
    const [seconds] = this.project.git('log', '-1', '--format=%ct', '--fixed-strings', `--grep=${subject}`).split('\n');
    if (!seconds) throw new Error(`no commit says: ${subject}`);
    return Number(seconds) * 1000;
  }

  private gitOf(environment: string): { readonly inGit: string; readonly told: string } {
    const release = this.project.git('show', `HEAD:releases/${environment}/ping.yaml`);
    const active = /^active: (\w+)/m.exec(release)![1]!;
    const inGit = new RegExp(`^${active}:\\n {2}version: "(.*)"`, 'm').exec(release)![1]!;
    const told = this.project.git('log', '-1', '--format=%s', '--', `releases/${environment}/ping.yaml`);
    return { inGit, told };
  }
}
