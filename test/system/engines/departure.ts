import { awaited, find, pause } from './cluster';
import type { Engine } from './engine';
import { run, Takeover } from './takeover';
import { trafficOf } from './traffic';

const PATIENCE = 240;
/** How long users are watched after each step. */
const WATCHED = 6;
const COLOURS = /^ping-(blue|green)-/;

/** A stage that `ping` leaves again, for plain YAML in `k8s/<engine>`. */
export class Departure extends Takeover {
  private readonly services = new Map<Engine, string>();
  private hasMoved = false;

  /** Step 1: plain pods come to stand beside the colours, and no user reaches one of them. */
  public async plainStandBeside(): Promise<void> {
    const { project, environments } = this;
    for (const name of environments) {
      project.bluegreen('eject', '--app', 'ping', '--env', name, '--to', `k8s/${name}`);
    }
    await this.step('plain pods stand beside the colours');
    await this.each(async engine => {
      this.services.set(engine, (await this.find(engine, 'service', 'ping'))!.metadata.uid);
      await engine.handOver(project, this.byHand(engine));
      await engine.notify(this.commit);
      await awaited('the plain pods are ready', PATIENCE, async () => {
        const { status } = (await this.find(engine, 'deployment', 'ping')) ?? {};
        return { seen: status, answer: status?.readyReplicas === 2 || undefined };
      });
      await awaited('the plain files are applied', PATIENCE, () => engine.plainApplied(this.commit));
      this.clock(engine);
    });
    await this.usersAreServed();
  }

  /** Step 2: the gate proves the plain pods, and users move. */
  public async movedToPlain(): Promise<void> {
    await this.next('users move to the plain pods');
    this.hasMoved = true;
    await this.each(async engine => {
      await awaited('the Service leads to the plain pods', PATIENCE, async () => {
        const { selector } = (await this.find(engine, 'service', 'ping'))!.spec;
        const { seen } = await engine.outcome(this.commit);
        const isPlain = JSON.stringify(selector) === '{"app":"ping"}';
        return { seen: { selector, ...(seen as object) }, answer: isPlain || undefined };
      });
      this.clock(engine);
    });
    await this.usersAreServed();
  }

  /** Step 3: what users come through stands in the plain files, and nothing of it is said to be ours. */
  public async gone(): Promise<void> {
    await this.next('it has left');
    await this.each(async engine => {
      await awaited('the plain files are applied', PATIENCE, () => engine.plainApplied(this.commit));
      await awaited('the Service says nothing of us', PATIENCE, async () => {
        const seen = (await this.find(engine, 'service', 'ping'))!.metadata.labels;
        return { seen, answer: !JSON.stringify(seen ?? {}).includes('blue-green') || undefined };
      });
      this.clock(engine);
    });
    await this.usersAreServed();
  }

  /** Step 4: the colours go, by the commands of the plan. */
  public async coloursGo(): Promise<void> {
    this.pushed = Date.now();
    await this.each(async engine => {
      const commands = [...this.planOf(engine).matchAll(/`(kubectl --namespace (\S+) delete [^`]+)`/g)];
      for (const [, command, namespace] of commands) {
        if (engine.tracks || namespace === this.namespaceOf(engine)) await run(command!);
      }
      for (const name of ['ping-blue', 'ping-green']) {
        await awaited(`${name} is gone`, PATIENCE, async () => {
          const seen = await find('deployment', name, this.namespaceOf(engine));
          return { seen: seen?.metadata, answer: seen === undefined || undefined };
        });
      }
      this.clock(engine);
    });
    await this.usersAreServed();
  }

  private async next(message: string): Promise<void> {
    for (const name of this.environments) this.project.bluegreen('eject', '--next', '--app', 'ping', '--env', name);
    await this.step(message);
  }

  // By whom, and through the Service that they have always come through.
  private async usersAreServed(): Promise<void> {
    await pause(WATCHED);
    await this.each(async engine => {
      for (const kind of ['new', 'kept'] as const) {
        const { last, lost, pods } = await trafficOf(this.namespaceOf(engine), kind);
        expect(lost).toEqual([]);
        if (kind === 'new') expect(COLOURS.test(last)).toBe(!this.hasMoved);
        if (!this.hasMoved) expect([...pods].filter(pod => !COLOURS.test(pod))).toEqual([]);
      }
      expect((await this.find(engine, 'service', 'ping'))!.metadata.uid).toBe(this.services.get(engine));
    });
  }

  // The plan has it where anybody applies that way.
  private byHand(engine: Engine): string {
    return /kubectl apply --server-side [^`]+/.exec(this.planOf(engine))?.[0] ?? '';
  }

  protected override async expectedPods(engine: Engine): Promise<RegExp> {
    return this.hasMoved ? /^ping-(?!blue-|green-)/ : super.expectedPods(engine);
  }
}
