import { awaited, find, kubectl, type Live, list, pause } from './cluster';
import { type Engine, NEIGHBOURS, Outcome } from './engine';
import { GIT_URL, Project } from './project';
import { startTraffic, trafficOf } from './traffic';

export type Colour = 'blue' | 'green';
/** Between the two commits of an overlap users reach both. */
type Reached = Colour | 'both';

/** A name, or that of each engine. */
type NameOf = string | ((engine: Engine) => string);

/** What a scenario showed on one engine. */
export interface Seen {
  readonly engine: string;
  /** From push to switch, for each switch that was awaited. */
  readonly seconds: readonly number[];
  readonly sent: number;
  readonly lost: readonly string[];
  /** From the first switch to the last one, where several move together. */
  readonly apart?: readonly number[];
  /** Messages that were taken from a queue, where there is one. */
  readonly messages?: number;
}

/** How long anything may take, gates included. */
const PATIENCE = 180;
/** How long users are watched after the last step. */
const WATCHED = 4;
/** Deploy, promote, roll back. */
const MOVES = 3;
const imageOf = (tag: string) => `pkw0301/app:${tag}`;

/**
 * One application, `ping`, that is delivered by several engines at once, each to an environment of its own, and users
 * who ask it all the time. A scenario goes on only when every engine is as far.
 */
export class Stage {
  public readonly project = new Project();
  // Of this stage alone: the namespaces of the one before may not be gone yet.
  private readonly suffix = Date.now().toString(36);
  protected readonly seconds = new Map<Engine, number[]>();
  // The Job of each `expand` that was seen, by engine and tag.
  private readonly ran = new Map<string, string>();
  private isPrepared = false;
  /** Where users ask. */
  protected readonly path: string = '/ping';
  protected commit = '';
  protected pushed = 0;

  public constructor(protected readonly engines: readonly Engine[]) {}

  public get environments(): string[] {
    return this.engines.map(({ name }) => name);
  }

  /**
   * First install: release 1.0 on blue, as `new` and `synth` make it. `spec` is put at the end of the spec, `state` at
   * the end of the release state, and `output` makes of each file of dist/ what an older version made.
   */
  public async install(spec = '', state = '', output?: (text: string) => string): Promise<void> {
    const { project } = this;
    await this.prepared();
    this.described(spec, state);
    project.bluegreen('synth');
    if (output) project.rewrite('dist', output);
    this.commit = await project.push('first install');
    this.pushed = Date.now();
    await this.each(async engine => {
      await engine.install(project);
      await engine.notify(this.commit);
    });
  }

  /** Writes the spec, and what runs at first in each environment. */
  protected described(spec: string, state: string): void {
    const { project, environments } = this;
    const [first] = environments;
    const given = ['--image', 'pkw0301/app:1.0', '--port', '5000', '--readiness', this.path];
    project.bluegreen('new', 'ping', ...given, '--env', first!);
    const release = project.read(`releases/${first}/ping.yaml`) + state;
    for (const environment of environments) project.write(`releases/${environment}/ping.yaml`, release);
    project.write('apps/ping.yaml', `${project.read('apps/ping.yaml')}smoke: [{ path: /ping, contains: Hi }]\n${spec}`);
  }

  /** Namespaces without anything in them, and settings that name them. */
  protected async prepared(): Promise<void> {
    if (this.isPrepared) return;
    this.isPrepared = true;
    await this.each(async engine => {
      await engine.remove();
      await kubectl('create', 'namespace', this.namespaceOf(engine));
    });
    const lines = this.engines.map(engine => `  ${engine.name}: { namespace: ${this.namespaceOf(engine)} }`);
    const gitops = `gitops: { engines: [${this.environments.join(', ')}], repository: "${GIT_URL}" }`;
    this.project.write('bluegreen.yaml', `environments:\n${lines.join('\n')}\n${gitops}\n`);
  }

  /** Users begin to ask, and go on until the end. */
  public async usersCome(): Promise<void> {
    await this.each(engine => startTraffic(this.namespaceOf(engine), this.path));
  }

  /**
   * What most scenarios begin with: 1.0 on blue and users on it. It is installed without the gate, which would wait
   * until DNS caches have forgotten that there were no pods.
   */
  public async running(spec = '', output?: (text: string) => string): Promise<void> {
    await this.install(spec, 'gate: { skipped: first install }\n', output);
    await this.rolledOut('blue', '1.0');
    await this.applied('blue');
    this.seconds.clear();
    await this.usersCome();
  }

  /** What this version makes of the project takes the place of what an older one made; no pod is replaced by it. */
  public async upgraded(): Promise<void> {
    const before = new Map<Engine, string[]>();
    await this.each(async engine => void before.set(engine, await this.podNames(engine)));
    this.project.bluegreen('synth');
    await this.push('upgrade');
    await this.each(async engine => {
      await engine.install(this.project);
      await engine.notify(this.commit);
      await awaited('all is applied on the server', PATIENCE, async () => {
        const seen = await Promise.all(
          (['deployment', 'service'] as const).map(kind => this.clientManagers(engine, kind, 'ping-blue')),
        );
        return { seen, answer: seen.every(managers => managers?.length === 0) || undefined };
      });
      expect(await this.podNames(engine)).toEqual(before.get(engine));
    });
  }

  /** The pods of a colour are made with just these ports and variables, and its Service publishes just those ports. */
  public async colourHas(colour: Colour, ports: readonly string[], env: readonly string[]): Promise<void> {
    const expected = JSON.stringify([ports, ports, env]);
    await this.each(async engine => {
      await awaited(`${colour} has ${expected}`, PATIENCE, async () => {
        const [deployment, service] = await Promise.all(
          (['deployment', 'service'] as const).map(kind => this.find(engine, kind, `ping-${colour}`)),
        );
        const container = deployment!.spec.template.spec.containers[0];
        const seen = JSON.stringify([
          container.ports.map((port: Live) => `${port.containerPort}/${port.protocol}`).sort(),
          service!.spec.ports.map((port: Live) => `${port.port}/${port.protocol}`).sort(),
          (container.env ?? []).map((variable: Live) => variable.name),
        ]);
        return { seen, answer: seen === expected || undefined };
      });
    });
  }

  /** What the active Service publishes. */
  public async usersFind(...ports: readonly string[]): Promise<void> {
    await this.each(async engine => {
      const published = (await this.find(engine, 'service', 'ping'))!.spec.ports;
      expect(published.map((port: Live) => `${port.port}/${port.protocol}`).sort()).toEqual(ports);
    });
  }

  /** The engines make an object of this kind and name. */
  public isThere = (kind: string, name: NameOf): Promise<void> => this.comesToBe(true, kind, name);
  /** The engines take it away. */
  public isGone = (kind: string, name: NameOf): Promise<void> => this.comesToBe(false, kind, name);

  /** What the docs say is applied once is applied again, as after a change of bluegreen.yaml. */
  public async installedAgain(): Promise<void> {
    await this.each(async engine => {
      await engine.install(this.project);
      await engine.notify(this.commit);
    });
  }

  /** Runs a verb of the tool in every environment. */
  public tool(verb: string, ...options: readonly string[]): void {
    for (const name of this.environments) this.project.bluegreen(verb, 'ping', '--env', name, ...options);
  }

  /** The same, and pushes what it wrote as one commit. */
  public async verb(verb: string, ...options: readonly string[]): Promise<void> {
    this.tool(verb, ...options);
    await this.push([verb, ...options].join(' '));
  }

  /** Edits a file by hand, in every environment that has one of its own. */
  public edit(path: (environment: string) => string, edit: (text: string) => string): void {
    for (const file of new Set(this.environments.map(path))) this.project.write(file, edit(this.project.read(file)));
  }

  /** Pushes what is in the work tree, be it nothing. */
  public async push(message: string): Promise<void> {
    await this.announce(() => this.project.push(message));
  }

  /** Takes a commit back, as a user does. */
  public async revert(commit: string): Promise<void> {
    this.project.git('revert', '--no-edit', commit);
    await this.announce(() => this.project.publish());
  }

  /** A deploy, once its pods are ready. */
  public async deployed(tag: string, colour: Colour, ...options: readonly string[]): Promise<void> {
    await this.verb('deploy', '--tag', tag, ...options);
    await this.rolledOut(colour, tag);
  }

  /** Applications beside the one that is watched: all is well with both of their colours, and users are on blue. */
  public async neighboursCome(): Promise<void> {
    const { project, environments } = this;
    for (const name of NEIGHBOURS) {
      const given = ['--image', 'pkw0301/app:1.0', '--port', '5000', '--readiness', '/ping'];
      project.bluegreen('new', name, ...given, '--env', environments[0]!);
      project.write(`apps/${name}.yaml`, `${project.read(`apps/${name}.yaml`)}replicas: 1\n`);
    }
    await this.neighboursRun('2.0', 'readyReplicas');
  }

  /** Their green never gets ready. */
  public async neighboursBreak(): Promise<void> {
    await this.neighboursRun('bad', 'unavailableReplicas');
  }

  /** All of them are promoted to what never gets ready, so that their gates wait. */
  public async neighboursArePromoted(): Promise<void> {
    for (const environment of this.environments) {
      this.project.bluegreen('promote', ...NEIGHBOURS, '--env', environment);
    }
    await this.push('promote the neighbours');
    await this.eachNeighbour('a gate that waits', async (engine, name) => {
      const jobs = await list('jobs', this.namespaceOf(engine));
      const seen = jobs.find(({ metadata }) => metadata.name.startsWith(`${name}-verify-`))?.status;
      return { seen, answer: seen?.active === 1 || undefined };
    });
  }

  /** Their gates wait still, as the engine says, and so their users are where they were. */
  public async neighboursStay(): Promise<void> {
    await this.eachNeighbour('told as a gate that waits', (engine, name) => engine.gateWaits(name));
    await this.eachNeighbour('users are on blue', async (engine, name) => {
      const { selector } = (await this.find(engine, 'service', name))!.spec;
      return { seen: selector, answer: selector['blue-green/colour'] === 'blue' || undefined };
    });
  }

  /** The pods of a colour all run this tag, and are ready. */
  public async rolledOut(colour: Colour, tag: string, pods = 2): Promise<void> {
    await this.each(engine => this.podsRun(engine, colour, tag, pods));
  }

  /** A deploy to green, its promotion and the rollback; how long each takes is noted. */
  public async thereAndBack(tag: string): Promise<void> {
    await this.verb('deploy', '--tag', tag);
    await this.each(async engine => {
      await this.podsRun(engine, 'green', tag, 2);
      this.clock(engine);
    });
    await this.verb('promote');
    await this.usersReach('green');
    await this.verb('rollback');
    await this.usersReach('blue');
  }

  /** Of the moves that were timed, the last ones took at most so many times what those before them took. */
  public async noSlowerThanBefore(times: number): Promise<void> {
    await this.each(async engine => {
      const noted = this.seconds.get(engine)!;
      const slow = noted.slice(-MOVES).filter((seconds, index) => seconds > times * noted.at(index - 2 * MOVES)!);
      if (slow.length) throw new Error(`${noted.map(Math.round).join(', ')} seconds: too slow at last`);
    });
  }

  /** The `expand` of this tag has ended in this way, and is still the Job that it was when it was asked for before. */
  public async expanded(tag: string, ending: 'Complete' | 'Failed'): Promise<void> {
    await this.each(async engine => {
      const { uid } = await awaited(`the expand of ${tag} is ${ending}`, PATIENCE, async () => {
        const job = await this.expandOf(engine, tag);
        const ended = job?.status.conditions?.some((one: Live) => one.type === ending && one.status === 'True');
        return { seen: job?.status, answer: ended ? (job!.metadata as Live) : undefined };
      });
      const key = `${engine.name} ${tag}`;
      if (this.ran.has(key)) expect(uid).toBe(this.ran.get(key));
      this.ran.set(key, uid);
    });
  }

  /** No pods of this tag were asked for before its `expand` was complete. */
  public async podsWaited(tag: string): Promise<void> {
    await this.each(async engine => {
      const complete = (await this.expandOf(engine, tag))!.status.completionTime;
      const sets = (await list('replicasets', this.namespaceOf(engine))).filter(
        ({ spec }) => spec.template.spec.containers[0].image === imageOf(tag),
      );
      expect(sets).toHaveLength(1);
      expect(Date.parse(sets[0]!.metadata.creationTimestamp)).toBeGreaterThanOrEqual(Date.parse(complete));
    });
  }

  /** So many pods of a colour, or of a worker, are ready. */
  public async podsReady(colour: string, pods: number): Promise<void> {
    await this.each(engine =>
      awaited(`${pods} ready pods of ${colour}`, PATIENCE, async () => {
        const { readyReplicas } = (await this.find(engine, 'deployment', `ping-${colour}`))?.status ?? {};
        return { seen: readyReplicas, answer: readyReplicas === pods || undefined };
      }),
    );
  }

  /** The active Service comes to select this colour, or both. */
  public async usersReach(colour: Reached): Promise<void> {
    await this.each(async engine => {
      await awaited(`the active Service selects ${colour}`, PATIENCE, async () => {
        const active = await this.activeColour(engine);
        const { seen } = await engine.outcome(this.commit);
        return { seen: { active, ...(seen as object) }, answer: active === colour || undefined };
      });
      this.clock(engine);
    });
  }

  /** The engine is done with the last commit in this way, and the active Service selects this colour. */
  public async settled(outcome: Outcome, colour: Colour): Promise<void> {
    await this.each(async engine => {
      const came = await awaited(`the release is ${outcome}`, PATIENCE, () => engine.outcome(this.commit));
      if (came !== outcome) throw new Error(`the release was ${came}, expected ${outcome}`);
      await this.expectActive(engine, colour);
      if (outcome === Outcome.APPLIED) this.clock(engine);
    });
  }

  public refused = (colour: Colour): Promise<void> => this.settled(Outcome.REFUSED, colour);
  public applied = (colour: Colour): Promise<void> => this.settled(Outcome.APPLIED, colour);

  /** Every engine has looked at the last commit of a unit, whatever it made of it. */
  public async looked(unit: string): Promise<void> {
    await this.each(engine =>
      awaited(`${unit} at the last commit`, PATIENCE, () => engine.looked(unit, this.commit, this.pushed)),
    );
  }

  /** Time goes by until every engine looks anew at what is in the cluster. */
  public async interval(): Promise<void> {
    this.pushed = Date.now();
    await this.each(engine => engine.interval());
  }

  /** Runs kubectl in the namespace of an engine. */
  public here(engine: Engine, ...args: readonly string[]): Promise<string> {
    return kubectl(`--namespace=${this.namespaceOf(engine)}`, ...args);
  }

  /** A gate for the last commit runs. */
  public async gateWaits(): Promise<void> {
    await this.each(engine =>
      awaited('a gate that waits', PATIENCE, async () => {
        const jobs = await list('jobs', this.namespaceOf(engine));
        const seen = jobs.map(({ metadata, status }) => ({ name: metadata.name, active: status.active }));
        return { seen, answer: seen.some(({ active }) => active > 0) || undefined };
      }),
    );
  }

  /** Runs something for every engine, and fails with what failed on any. */
  public async each(run: (engine: Engine) => Promise<unknown>): Promise<void> {
    const results = await Promise.allSettled(this.engines.map(run));
    const failed = results.flatMap((result, index) =>
      result.status === 'rejected' ? [`${this.engines[index]!.name}: ${result.reason.message ?? result.reason}`] : [],
    );
    if (failed.length) throw new Error(failed.join('\n'));
  }

  /** Over connections of their own, users got answers of these versions, one after the other, and of no other. */
  public async usersSaw(...versions: readonly string[]): Promise<void> {
    await pause(WATCHED);
    await this.each(async engine => {
      const { saw } = await trafficOf(this.namespaceOf(engine), 'new');
      expect(saw).toEqual(versions.map(version => `Hi ${version}`));
    });
  }

  /** Over connections of their own, users got answers of both versions in turn, and in the end of the second alone. */
  public async usersSawBoth(first: string, second: string): Promise<void> {
    await this.each(async engine => {
      const { saw } = await trafficOf(this.namespaceOf(engine), 'new');
      expect(new Set(saw)).toEqual(new Set([`Hi ${first}`, `Hi ${second}`]));
      expect(saw.length).toBeGreaterThan(2);
      expect(saw.at(-1)).toBe(`Hi ${second}`);
    });
  }

  /** What users saw. It ends the scenario: the last answer has to come from the colour that is active. */
  public async watched(): Promise<Seen[]> {
    await pause(WATCHED);
    const all: Seen[] = [];
    await this.each(async engine => {
      const [opened, kept] = await Promise.all(
        (['new', 'kept'] as const).map(kind => trafficOf(this.namespaceOf(engine), kind)),
      );
      const lost = [...opened!.lost, ...kept!.lost];
      const sent = opened!.sent + kept!.sent;
      all.push({ engine: engine.name, seconds: this.seconds.get(engine) ?? [], sent, lost });
      const expected = await this.expectedPods(engine);
      if (!expected.test(opened!.last)) {
        throw new Error(`the active Service leads to ${expected}, but ${opened!.last} answered last`);
      }
      if (sent < 10) throw new Error(`no more than ${sent} requests were sent`);
    });
    return all;
  }

  public async close(): Promise<void> {
    this.project.remove();
    await this.each(async engine => {
      await engine.remove();
      await kubectl('delete', 'namespace', this.namespaceOf(engine), '--wait=false', '--ignore-not-found');
    });
  }

  /** The pods that users are to be on. */
  protected async expectedPods(engine: Engine): Promise<RegExp> {
    return new RegExp(`^ping-${await this.activeColour(engine)}-`);
  }

  // Written by hand, so that it follows the spec, whatever that is of.
  private async neighboursRun(tag: string, counted: 'readyReplicas' | 'unavailableReplicas'): Promise<void> {
    const colours = `blue: { version: "1.0", image: "pkw0301/app:1.0" }\ngreen: { version: "${tag}", image: "pkw0301/app:${tag}" }\n`;
    for (const name of NEIGHBOURS) {
      for (const environment of this.environments) {
        const path = `releases/${environment}/${name}.yaml`;
        this.project.write(path, `active: blue\n${colours}gate: { skipped: first install }\n`);
      }
    }
    this.project.bluegreen('synth');
    await this.push(`neighbours: ${tag} on green`);
    await this.eachNeighbour(`${tag} on green`, async (engine, name) => {
      const { spec, status } = (await this.find(engine, 'deployment', `${name}-green`)) ?? {};
      const hasTag = spec?.template.spec.containers[0].image === imageOf(tag);
      return { seen: status, answer: (hasTag && status?.[counted] === 1) || undefined };
    });
  }

  private async eachNeighbour(
    what: string,
    look: (engine: Engine, name: string) => Promise<{ readonly seen: unknown; readonly answer?: true }>,
  ): Promise<void> {
    await this.each(async engine => {
      for (const name of NEIGHBOURS) await awaited(`${name}: ${what}`, PATIENCE, () => look(engine, name));
    });
  }

  private async comesToBe(there: boolean, kind: string, of: NameOf): Promise<void> {
    await this.each(engine => {
      const name = typeof of === 'string' ? of : of(engine);
      return awaited(`${kind} ${name} is ${there ? 'there' : 'gone'}`, PATIENCE, async () => {
        const seen = await this.find(engine, kind, name);
        return { seen: seen?.metadata, answer: (seen !== undefined) === there || undefined };
      });
    });
  }

  private podsRun(engine: Engine, colour: Colour, tag: string, pods: number): Promise<true> {
    return awaited(`${tag} on all pods of ${colour}`, PATIENCE, async () => {
      const { spec, status, metadata } = (await this.find(engine, 'deployment', `ping-${colour}`)) ?? {};
      const image = spec?.template.spec.containers[0].image;
      const { observedGeneration, updatedReplicas = 0, readyReplicas = 0, replicas = 0 } = status ?? {};
      const seen = { image, updatedReplicas, readyReplicas, replicas };
      const done =
        image === imageOf(tag) &&
        observedGeneration === metadata.generation &&
        [updatedReplicas, readyReplicas, replicas].every(count => count === pods);
      return { seen, answer: done || undefined };
    });
  }

  protected async announce(push: () => Promise<string>): Promise<void> {
    this.commit = await push();
    this.pushed = Date.now();
    await this.each(engine => engine.notify(this.commit));
  }

  protected clock(engine: Engine, at = Date.now()): void {
    this.seconds.set(engine, [...(this.seconds.get(engine) ?? []), (at - this.pushed) / 1000]);
  }

  private async expandOf(engine: Engine, tag: string): Promise<Live | undefined> {
    const jobs = await list('jobs', this.namespaceOf(engine));
    return jobs.find(
      ({ metadata, spec }) =>
        metadata.name.startsWith('ping-expand-') && spec.template.spec.containers[0].image === imageOf(tag),
    );
  }

  // Who has applied fields of an object as a client.
  private async clientManagers(engine: Engine, kind: string, name: string): Promise<string[] | undefined> {
    const where = [`--namespace=${this.namespaceOf(engine)}`, '--show-managed-fields', '--output=json'];
    const { metadata } = JSON.parse(await kubectl('get', kind, name, ...where));
    if (!metadata.managedFields.some((one: Live) => one.operation === 'Apply')) return undefined;
    return metadata.managedFields
      .filter((one: Live) => one.operation === 'Update' && one.manager !== 'kube-controller-manager')
      .map((one: Live) => one.manager);
  }

  private async podNames(engine: Engine): Promise<string[]> {
    const pods = await list('pods', this.namespaceOf(engine));
    return pods.map(({ metadata }) => metadata.name).sort();
  }

  protected namespaceOf({ name }: Engine): string {
    return `ping-${name}-${this.suffix}`;
  }

  protected find(engine: Engine, kind: string, name: string): Promise<Live | undefined> {
    return find(kind, name, this.namespaceOf(engine));
  }

  private async activeColour(engine: Engine): Promise<string | undefined> {
    const service = await this.find(engine, 'service', 'ping');
    return service && (service.spec.selector['blue-green/colour'] ?? 'both');
  }

  private async expectActive(engine: Engine, colour: Colour): Promise<void> {
    const active = await this.activeColour(engine);
    if (active !== colour) throw new Error(`the active Service selects ${active}, expected ${colour}`);
  }
}
