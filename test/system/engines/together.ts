import { awaited, list } from './cluster';
import { Elsewhere } from './elsewhere';
import { type Engine, GROUP, MEMBERS, Outcome } from './engine';
import type { Colour, Seen } from './stage';
import { Switches } from './switches';

/** How long anything may take, the gates of all members included: where they are many, so much for each. */
const PATIENCE = 300;
const EACH = 40;

/** A stage on which `ping` may be one of a group. */
export class Together extends Elsewhere {
  // All that are there, and who of them is in the group.
  protected members: readonly string[] = [];
  protected group: readonly string[] = [];
  private readonly switches = new Map<Engine, Switches>();
  // From the first Service's switch to the last one's, for each move of the group.
  private readonly apart = new Map<Engine, number[]>();

  /** 1.0 runs on blue of so many members, and users are on that of `ping`. `spec` is put at the end of each one's. */
  public async groupRuns(size: number, spec: string): Promise<void> {
    this.group = MEMBERS.slice(0, size);
    await this.runApart(size, spec);
  }

  /** The same of applications that are in no group. */
  public async runApart(size: number, spec: string): Promise<void> {
    this.members = MEMBERS.slice(0, size);
    await this.install(spec, 'gate: { skipped: first install }\n');
    await this.allRun('blue', '1.0');
    await this.applied('blue');
    this.seconds.clear();
    await this.usersCome();
    await this.each(async engine => void this.switches.set(engine, new Switches(this.namespaceOf(engine))));
    await this.each(engine => this.awaitColour(engine, 'blue', this.members));
  }

  /** Runs a verb for the whole group, or for some, in every environment, and pushes it as one commit. */
  public async together(verb: string, whom: string | readonly string[], ...options: readonly string[]): Promise<void> {
    const words = [verb, ...[whom].flat()];
    for (const name of this.environments) this.project.bluegreen(...words, '--env', name, ...options);
    await this.push([...words, ...options].join(' '));
  }

  /** A colour of all members runs this tag and is ready, but for one that can't start. */
  public async allRun(colour: Colour, tag: string, but?: string): Promise<void> {
    const awaitedOf = this.members.filter(member => member !== but).map(member => `${member}-${colour}`);
    await this.each(engine =>
      awaited(`${tag} on ${colour} of all`, this.patience, async () => {
        const all = await list('deployments', this.namespaceOf(engine));
        const ready = all
          .filter(({ spec, status }) => isImage(spec, tag) && status.updatedReplicas === status.readyReplicas)
          .filter(({ spec, status }) => status.readyReplicas === spec.replicas && status.replicas === spec.replicas)
          .map(({ metadata }) => metadata.name as string);
        const missing = awaitedOf.filter(name => !ready.includes(name));
        return { seen: missing, answer: missing.length === 0 || undefined };
      }),
    );
  }

  /** Users of all members, or of these, come to this colour, and no others; how long it took, and how far they were apart, is noted. */
  public async allReach(colour: Colour, who: readonly string[] = this.members): Promise<void> {
    await this.each(async engine => {
      await this.awaitColour(engine, colour, who);
      const moves = this.switches.get(engine)!.since(this.pushed, this.members);
      expect(moves.map(({ service }) => service).sort()).toEqual([...who].sort());
      const [first, last] = [moves[0]!.at, moves.at(-1)!.at];
      this.clock(engine, last);
      if (who.length < 2) return;
      this.apart.set(engine, [...(this.apart.get(engine) ?? []), (last - first) / 1000]);
    });
  }

  /** The last commit came to this where a member's gate decided, and since it was pushed no Service of any member has selected anything else. */
  public async nobodyMoves(outcome: Outcome, member: string): Promise<void> {
    await this.each(async engine => {
      const came = await awaited(`${member} is ${outcome}`, this.patience, () => engine.outcome(this.commit, member));
      expect(came).toBe(outcome);
      if (outcome === Outcome.APPLIED) this.clock(engine);
    });
    await this.nobodyHasMoved();
  }

  public async nobodyHasMoved(): Promise<void> {
    await this.each(async engine => {
      expect(this.switches.get(engine)!.since(this.pushed, this.members)).toEqual([]);
    });
  }

  /** The gate of a member runs. */
  public async gateOf(member: string): Promise<void> {
    await this.each(engine =>
      awaited(`the gate of ${member} waits`, this.patience, async () => {
        const jobs = await list('jobs', this.namespaceOf(engine));
        const seen = jobs.find(({ metadata }) => metadata.name.startsWith(`${member}-verify-`))?.status;
        return { seen, answer: seen?.active > 0 || undefined };
      }),
    );
  }

  public override async watched(): Promise<Seen[]> {
    const all = await super.watched();
    return all.map(seen => {
      const apart = this.apart.get(this.engines.find(({ name }) => name === seen.engine)!);
      return { ...seen, ...(apart && { apart }) };
    });
  }

  public override async close(): Promise<void> {
    for (const one of this.switches.values()) one.stop();
    await super.close();
  }

  protected override described(spec: string, state: string): void {
    if (this.members.length === 0) {
      super.described(spec, state);
      return;
    }
    const { project, environments } = this;
    if (this.group.length) this.edit(settings, text => `${text}${groups(this.group)}`);
    for (const member of this.members) {
      const about = 'image: pkw0301/app\nport: 5000\nreplicas: 1\nreadiness: { path: /ping }\n';
      project.write(`apps/${member}.yaml`, `name: ${member}\n${about}smoke: [{ path: /ping, contains: Hi }]\n${spec}`);
    }
    for (const environment of environments) {
      project.bluegreen('deploy', ...this.members, '--env', environment, '--tag', '1.0');
      for (const member of this.members) {
        const path = `releases/${environment}/${member}.yaml`;
        project.write(path, project.read(path) + state);
      }
    }
  }

  private get patience(): number {
    return Math.max(PATIENCE, EACH * this.members.length);
  }

  private awaitColour(engine: Engine, colour: Colour, who: readonly string[]): Promise<true> {
    return awaited(`the Services of ${who.join(', ')} select ${colour}`, this.patience, async () => {
      const others = who.filter(member => this.switches.get(engine)!.of(member) !== colour);
      const { seen } = await engine.outcome(this.commit);
      return { seen: { others, ...(seen as object) }, answer: others.length === 0 || undefined };
    });
  }
}

export const settings = () => 'bluegreen.yaml';

/** A line of the settings. */
export const groups = (members: readonly string[]): string => `groups: { ${GROUP}: [${members.join(', ')}] }\n`;

const isImage = (spec: { readonly [key: string]: any }, tag: string): boolean =>
  spec.template.spec.containers[0].image === `pkw0301/app:${tag}`;
