import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ToolProject } from '../../cli/tool-project';
import { FakeKubectl } from '../../cluster/kubectl/fake-kubectl';
import type { KubernetesObject } from '../../construct/render/rendered';
import { analysisIn, type Ended, ended } from './analysis-job';
import type { Balancer } from './balancer';
import { Cluster, gatewayIn } from './cluster';
import { type Entrance, GatewayEntrance } from './entrance';

const GATEWAY = gatewayIn('demo');
const FOLDER = 'dist/apps/production/ping';
/** What an engine applies only when the gate has passed. */
const AFTER_GATE = ['release/traffic', 'release/watch'];

/**
 * The `dist/` of a project, applied: in place of an engine, that lets nobody past a gate which has not passed, of the kubelet, that runs
 * what gates and watches measure, and of the API server, that tells the tool of all this by kubectl.
 */
export class AppliedProject extends Cluster {
  /** By the names of their Jobs. */
  private readonly jobs = new Map<string, Ended>();
  private letThrough: readonly KubernetesObject[] = [];

  private constructor(
    private readonly project: ToolProject,
    entrance: Entrance,
    balancer: Balancer,
  ) {
    super(entrance, balancer);
  }

  public static async start(project: ToolProject): Promise<AppliedProject> {
    const entrance = new GatewayEntrance(GATEWAY);
    const applied = new AppliedProject(project, entrance, await Cluster.balancer(entrance));
    // What stands there at first, users are on already.
    applied.letThrough = AFTER_GATE.flatMap(folder => applied.in(folder));
    await applied.apply([GATEWAY, ...applied.beforeGate(), ...applied.letThrough]);
    for (const { metadata } of applied.all('Job')) applied.jobs.set(metadata.name, { state: 'passed', said: [] });
    applied.show();
    return applied;
  }

  /** Applies what is committed now. @returns how the gate ended */
  public async sync(): Promise<Ended> {
    await this.deployed();
    const gate = await this.run(this.in('release/verify'));
    if (gate.state === 'passed') this.letThrough = AFTER_GATE.flatMap(folder => this.in(folder));
    await this.deployed();
    return gate;
  }

  /** Applies what is committed now, up to the gate, which waits for copies. */
  public async deployed(): Promise<void> {
    await this.apply([GATEWAY, ...this.beforeGate(), ...this.letThrough]);
    this.show();
  }

  /** The watch, from its begin to its end. */
  public async watched(): Promise<Ended> {
    const ended = await this.run(this.in('release/watch'));
    this.show();
    return ended;
  }

  // Each Job runs once.
  private async run(objects: readonly KubernetesObject[]): Promise<Ended> {
    const job = objects.find(({ kind }) => kind === 'Job')!;
    const { name } = job['metadata'];
    const done = this.jobs.get(name) ?? (await ended(analysisIn(job)));
    this.jobs.set(name, done);
    return done;
  }

  private beforeGate(): KubernetesObject[] {
    return ['base', 'blue', 'green', 'release/verify'].flatMap(folder => this.in(folder));
  }

  private in(folder: string): KubernetesObject[] {
    const place = join(this.project.root, FOLDER, folder);
    return readdirSync(place).map(file => parse(this.project.read(join(FOLDER, folder, file))));
  }

  private all(kind: string): KubernetesObject[] {
    return this.objects.filter(object => object['kind'] === kind);
  }

  private show(): void {
    const items = ['Deployment', 'Service', 'Job', 'HTTPRoute']
      .flatMap(kind => this.all(kind))
      .map(object => ({ ...object, status: this.statusOf(object) }));
    new FakeKubectl({ stdout: JSON.stringify({ items }) });
  }

  private statusOf({ kind, metadata, spec }: KubernetesObject): object | undefined {
    if (kind === 'HTTPRoute') return { parents: this.statuses[`HTTPRoute/${metadata.name}`] };
    if (kind === 'Deployment') {
      const { generation: observedGeneration } = metadata;
      const { replicas } = spec;
      return { observedGeneration, replicas, updatedReplicas: replicas, readyReplicas: replicas };
    }
    const ended = this.jobs.get(metadata.name);
    const type = ended?.state === 'passed' ? 'Complete' : 'Failed';
    return ended && { conditions: [{ type, status: 'True', message: ended.said.at(-1) }] };
  }
}
