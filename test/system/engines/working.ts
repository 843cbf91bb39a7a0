import { awaited, pause } from './cluster';
import { Departure } from './departure';
import type { Engine } from './engine';
import { startQueue, takenIn } from './queue';
import type { Seen } from './stage';

/** How long anything may take, a worker that Argo CD waits for included. */
const PATIENCE = 240;
/** How long the workers of a release are watched. */
const WATCHED = 8;

/** A stage on which workers take messages from a queue. */
export class Working extends Departure {
  private readonly messages = new Map<Engine, number>();
  private isAlone = false;

  /** An application without a port, of this worker alone: release 1.0 is on blue and takes messages. */
  public async worksAlone(spec: string): Promise<void> {
    this.isAlone = true;
    await this.queuesRun();
    await this.install(spec, 'gate: { skipped: first install }\n');
    await this.worksOn('1.0');
    this.seconds.clear();
  }

  /** All four Services are headless and without a port, and the engine takes the application for healthy. */
  public async servicesLeadNowhere(): Promise<void> {
    await this.each(async engine => {
      for (const name of ['ping', 'ping-preview', 'ping-blue', 'ping-green']) {
        const { clusterIP, ports } = (await this.find(engine, 'service', name))!.spec;
        expect({ name, clusterIP, ports }).toEqual({ name, clusterIP: 'None', ports: undefined });
      }
      if (engine.health) await awaited('all is healthy', PATIENCE, () => engine.health!());
    });
  }

  /** Queues, of one environment each, into which messages are put until the end. */
  public async queuesRun(): Promise<void> {
    await this.prepared();
    await this.each(engine => startQueue(this.namespaceOf(engine)));
  }

  /** Messages come to be taken by this version, after the last commit; how long that took is noted. */
  public async worksOn(version: string): Promise<void> {
    await this.each(async engine => {
      const at = await awaited(`${version} takes messages`, PATIENCE, async () => {
        const after = (await takenIn(this.namespaceOf(engine))).filter(taken => taken.at > this.pushed);
        const first = after.find(taken => taken.version === version);
        return { seen: after.at(-1), answer: first?.at };
      });
      this.clock(engine, at);
    });
    await pause(WATCHED);
  }

  /** No message was taken twice, each by a worker, and by the versions that are given, one after the other. */
  public async eachTakenOnce(...versions: readonly string[]): Promise<void> {
    await this.each(async engine => {
      const taken = await takenIn(this.namespaceOf(engine));
      const messages = taken.map(({ message }) => message);
      expect(messages).toEqual(messages.map((_, index) => index + 1));
      expect(taken.filter(({ pod }) => !/^ping-ledger-[0-9a-z]+-[0-9a-z]+$/.test(pod))).toEqual([]);
      expect(taken.map(({ version }) => version).filter((one, at, all) => one !== all[at - 1])).toEqual(versions);
      this.messages.set(engine, taken.length);
    });
  }

  /** Somebody ends what an engine waits for. */
  public async operationsEnd(): Promise<void> {
    await this.each(async engine => engine.endsOperation?.());
  }

  public override async watched(): Promise<Seen[]> {
    const nobodyCame = (engine: Engine): Seen => ({
      engine: engine.name,
      seconds: this.seconds.get(engine) ?? [],
      sent: 0,
      lost: [],
    });
    const all = this.isAlone ? this.engines.map(nobodyCame) : await super.watched();
    return all.map(seen => {
      const engine = this.engines.find(({ name }) => name === seen.engine)!;
      return { ...seen, ...(this.messages.has(engine) && { messages: this.messages.get(engine)! }) };
    });
  }

  protected override described(spec: string, state: string): void {
    if (!this.isAlone) {
      super.described(spec, state);
      return;
    }
    this.project.write('apps/ping.yaml', `name: ping\nimage: pkw0301/app\n${spec}`);
    this.tool('deploy', '--tag', '1.0');
    for (const name of this.environments) {
      const path = `releases/${name}/ping.yaml`;
      this.project.write(path, this.project.read(path) + state);
    }
  }

  /** No pod of a worker is up: it crashes. */
  public async workerCrashes(name: string): Promise<void> {
    await this.each(engine =>
      awaited(`${name} crashes`, PATIENCE, async () => {
        const pods = JSON.parse(
          await this.here(engine, 'get', 'pods', `--selector=blue-green/worker=ping-${name}`, '--output=json'),
        ).items;
        const seen = pods.flatMap(({ status }: any) => status.containerStatuses ?? []);
        const crashed = seen.length > 0 && seen.every((one: any) => one.restartCount > 0 && !one.ready);
        return { seen, answer: crashed || undefined };
      }),
    );
  }
}
