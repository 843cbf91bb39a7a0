import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { awaited, EXEC, find, type Live, pause, reach } from './cluster';
import type { Engine } from './engine';
import type { Old } from './old-manifests';
import { Stage } from './stage';
import { trafficOf } from './traffic';

const PATIENCE = 240;
/** How long users are watched after each step. */
const WATCHED = 6;

/** A line of the plan, as a person types it. */
export const run = (line: string, folder?: string): Promise<string> => reach('sh', ['-c', line], folder);

/** A stage on which something runs already: `ping`, as its manifests in `plain/<engine>` have it, and users on it. */
export class Takeover extends Stage {
  private old!: Old;
  private readonly before = new Map<Engine, string>();

  /** Each engine applies plain manifests that know nothing of ours. */
  public async runsAlready(old: Old): Promise<void> {
    this.old = old;
    await this.prepared();
    for (const name of this.environments) {
      for (const [file, text] of Object.entries(old.files)) this.project.write(`plain/${name}/${file}`, text);
    }
    this.commit = await this.project.push('what runs');
    this.pushed = Date.now();
    await this.each(async engine => {
      await engine.installPlain(this.project, this.namespaceOf(engine));
      await engine.notify(this.commit);
      await awaited('the old pods are ready', PATIENCE, async () => {
        const { status } = (await this.find(engine, ...old.pods)) ?? {};
        const service = await this.find(engine, 'service', 'ping');
        return { seen: status, answer: (status?.readyReplicas === 2 && service !== undefined) || undefined };
      });
      if (old.made) await this.isAtRest(engine);
    });
    await this.usersCome();
    await this.each(async engine => {
      const { metadata } = (await this.find(engine, 'service', 'ping'))!;
      this.before.set(engine, metadata.uid);
    });
  }

  /** Step 1: ours come to stand beside it, and no user reaches a pod of ours. */
  public async adopted(): Promise<void> {
    const { project, environments } = this;
    const [first, ...others] = environments;
    project.bluegreen('adopt', `plain/${first}`, '--env', first!);
    for (const name of others) {
      for (const file of [`releases/${first}/ping.yaml`, `takeover/${first}/ping.md`]) {
        const text = project.read(file).replaceAll(`plain/${first}`, `plain/${name}`);
        project.write(file.replace(first!, name), text.replaceAll(`ping-${first}-`, `ping-${name}-`));
      }
    }
    project.bluegreen('synth');
    await this.step('ours stand beside it');
    await this.each(async engine => {
      await engine.install(project);
      await engine.notify(this.commit);
    });
    await this.rolledOut('blue', '1.0');
    await this.each(async engine => {
      await awaited('the release is applied', PATIENCE, () => engine.outcome(this.commit));
      await awaited('the gate of blue has passed', PATIENCE, async () => {
        const jobs: Live[] = JSON.parse(await this.here(engine, 'get', 'jobs', '--output=json')).items;
        const seen = jobs.map(({ metadata, status }) => ({ name: metadata.name, status }));
        const done = jobs.some(({ metadata: { name }, status }) => name.startsWith('ping-verify-') && status.succeeded);
        return { seen, answer: done || undefined };
      });
      this.clock(engine);
    });
    await this.usersAreOnTheOld();
  }

  /** Step 2: what applies the old manifests, or made the Service, lets go of it, and it stays as it is. */
  public async letGo(): Promise<void> {
    await (this.old.files['service.yaml'] ? this.leavesItsManifest() : this.isSuspended());
  }

  private async leavesItsManifest(): Promise<void> {
    const annotations = parse(/```yaml\n([\s\S]*?)```/.exec(this.planOf(this.engines[0]!))![1]!);
    for (const edit of this.old.beforeLettingGo ?? []) this.inPlain(edit.file, edit.text);
    this.inPlain('service.yaml', text => {
      const service = parse(text);
      return stringify({ ...service, metadata: { ...service.metadata, annotations } });
    });
    await this.step('the Service is never to be pruned');
    await this.each(async engine => {
      await awaited('the Service has the annotations', PATIENCE, async () => {
        const { metadata, spec } = (await this.find(engine, 'service', 'ping'))!;
        const marked = Object.entries(annotations).every(([key, value]) => metadata.annotations?.[key] === value);
        const hashed = Object.keys(spec.selector).some(label => label.includes('hash'));
        const seen = { ...metadata.annotations, ...spec.selector };
        return { seen, answer: (marked && !hashed) || undefined };
      });
      await awaited('the old manifests are applied', PATIENCE, () => engine.plainApplied(this.commit));
    });
    await this.usersAreOnTheOld();
    for (const name of this.environments) rmSync(join(this.project.root, `plain/${name}/service.yaml`));
    await this.step('the Service leaves its old manifest');
    await this.each(async engine => {
      await awaited('the old manifests are applied', PATIENCE, () => engine.plainApplied(this.commit));
      const text = this.planOf(engine);
      if (engine.tracks) await run(/kubectl \S+ \S+ annotate service [^`]+/.exec(text)![0]);
      this.clock(engine);
    });
    await this.usersAreOnTheOld();
  }

  // What made the Service writes to it no more, and does not take it along.
  private async isSuspended(): Promise<void> {
    for (const edit of this.old.beforeLettingGo ?? []) this.inPlain(edit.file, edit.text);
    await this.step('Flagger is suspended');
    await this.each(async engine => {
      await awaited('the Canary is suspended', PATIENCE, async () => {
        const { suspend } = (await this.find(engine, 'canary', 'ping'))!.spec;
        return { seen: suspend, answer: suspend || undefined };
      });
      await pause(2 * WATCHED);
      const text = this.planOf(engine);
      for (const kind of ['canary', 'service']) {
        await run(new RegExp(`kubectl \\S+ \\S+ patch ${kind} [^\`]+`).exec(text)![0]);
      }
      await run(/kubectl \S+ \S+ annotate service [^`]+/.exec(text)![0]);
      const { metadata, spec } = (await this.find(engine, 'service', 'ping'))!;
      expect([metadata.ownerReferences, spec.selector]).toEqual([undefined, { app: 'ping-primary' }]);
      this.clock(engine);
    });
    await this.usersAreOnTheOld();
  }

  // Users are on what the manifests say.
  private async isAtRest(engine: Engine): Promise<void> {
    await awaited('the Canary is at rest', PATIENCE, async () => {
      const seen = (await this.find(engine, 'canary', 'ping'))?.status?.phase;
      return { seen, answer: seen === 'Initialized' || undefined };
    });
  }

  /** Step 3: users move to our pods, and the Service is the one that it was. */
  public async moved(): Promise<void> {
    for (const name of this.environments) this.project.bluegreen('adopt', '--next', '--app', 'ping', '--env', name);
    await this.step('users move');
    await this.usersReach('blue');
    await this.each(async engine => {
      const { metadata, spec } = (await this.find(engine, 'service', 'ping'))!;
      expect(spec.selector).toEqual({ 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' });
      expect(metadata.uid).toBe(this.before.get(engine));
      // What the old manifest said and ours does not.
      if (this.old.keeps) expect([metadata.labels.tier, spec.trafficDistribution]).toEqual(['web', 'PreferClose']);
    });
    await pause(WATCHED);
    await this.each(async engine => {
      await awaited('the release is applied', PATIENCE, () => engine.outcome(this.commit));
      const { last } = await trafficOf(this.namespaceOf(engine), 'new');
      expect(last).toMatch(/^ping-blue-/);
    });
  }

  /** The way back that the plan has for that, which leads users to the old pods. */
  public async ledBack(): Promise<void> {
    const { project } = this;
    const marked = project.git('log', '-1', '--format=%H~1', '--', `plain/${this.environments[0]}/service.yaml`);
    await this.revert('HEAD');
    await this.each(async engine => {
      await awaited('the release is applied', PATIENCE, () => engine.outcome(this.commit));
      const [way] = /kubectl \S+ \S+ replace --filename /.exec(this.planOf(engine))!;
      await run(
        `cd ${project.root} && git show ${marked}:plain/${engine.name}/service.yaml | ${EXEC.join(' ')} ${way} -`,
      );
      const { metadata, spec } = (await this.find(engine, 'service', 'ping'))!;
      expect(spec.selector).toEqual({ app: 'ping' });
      expect(metadata.uid).toBe(this.before.get(engine));
      await awaited('users are on the old pods', PATIENCE, async () => {
        const { last } = await trafficOf(this.namespaceOf(engine), 'new');
        return { seen: last, answer: !/^ping-blue-/.test(last) || undefined };
      });
      this.clock(engine);
    });
  }

  /** Step 4: the old goes, and it is an application like any other. */
  public async oldGoes(): Promise<void> {
    const objects = this.goes();
    const kept = Object.keys(this.old.files).filter(file => this.old.stays.includes(file));
    for (const name of this.environments) {
      const folder = join(this.project.root, 'plain', name);
      for (const file of readdirSync(folder)) if (!kept.includes(file)) rmSync(join(folder, file));
    }
    await this.step('the old goes');
    await this.each(async engine => {
      if (!engine.prunes || !kept.length) {
        // Where no file is left, engines take the folder that is missing for a fault, and prune nothing.
        await pause(2 * WATCHED);
        for (const object of objects) await this.here(engine, 'get', object);
        await this.here(engine, 'delete', ...objects);
      }
      for (const object of [...objects, ...(this.old.made ?? [])]) {
        const [kind, name] = object.split('/');
        await awaited(`${object} is gone`, PATIENCE, async () => {
          const seen = await find(kind!, name!, this.namespaceOf(engine));
          return { seen: seen?.metadata, answer: seen === undefined || undefined };
        });
      }
      const { metadata } = (await this.find(engine, 'service', 'ping'))!;
      expect(metadata.uid).toBe(this.before.get(engine));
      this.clock(engine);
    });
    for (const name of this.environments) this.project.bluegreen('adopt', '--next', '--app', 'ping', '--env', name);
    await this.step('the takeover is done');
    await this.applied('blue');
  }

  // Nobody ever commits what check finds fault with.
  protected async step(message: string): Promise<void> {
    this.project.bluegreen('check', '--base', 'HEAD');
    await this.push(message);
  }

  protected planOf({ name }: Engine): string {
    return this.project.read(`takeover/${name}/ping.md`);
  }

  // As the plan says it to a person.
  private goes(): string[] {
    const plan = this.planOf(this.engines[0]!);
    const [, objects] = /kubectl --namespace \S+ delete ([^`]+)`/.exec(plan)!;
    return objects!.split(' ');
  }

  private inPlain(file: string, edit: (text: string) => string): void {
    for (const name of this.environments) {
      const path = `plain/${name}/${file}`;
      this.project.write(path, edit(this.project.read(path)));
    }
  }

  private async usersAreOnTheOld(): Promise<void> {
    await pause(WATCHED);
    await this.each(async engine => {
      const namespace = this.namespaceOf(engine);
      for (const kind of ['new', 'kept'] as const) {
        const { pods, lost } = await trafficOf(namespace, kind);
        expect(lost).toEqual([]);
        expect([...pods].filter(pod => /^ping-(blue|green)-/.test(pod))).toEqual([]);
      }
      const { metadata } = (await this.find(engine, 'service', 'ping'))!;
      expect(metadata.uid).toBe(this.before.get(engine));
      expect(metadata.deletionTimestamp).toBeUndefined();
    });
  }
}
