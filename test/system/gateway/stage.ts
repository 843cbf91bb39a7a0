import { Colour } from '../../../lib/construct/props/colour';
import type { NamedProps } from '../../../lib/construct/resolve/application';
import { filesOf } from '../../../lib/project/files/application-files';
import type { ReleaseFile } from '../../../lib/project/files/files';
import { FOLDERS } from '../../../lib/project/files/folders';
import type { ApplicationState } from '../../../lib/release/application-state';
import { deploy } from '../../../lib/release/deploy';
import type { Outcome } from '../../../lib/release/outcome';
import { type Promotion, promote } from '../../../lib/release/promote';
import { retire } from '../../../lib/release/retire';
import { renderApplication } from '../../construct/render/render-application';
import type { KubernetesObject } from '../../construct/render/rendered';
import { edited } from '../simulation/history/state';
import { Random } from '../simulation/random';
import { Balancer } from './balancer';
import { slicesOf } from './endpoints';
import { type Entrance, GatewayEntrance, loadBalancer } from './entrance';
import type { Lateness } from './known-endpoints';
import { type Behaviour, Pod, type Received } from './pod';
import { type Answer, ask, type Question } from './users';

/** The Gateway that routes of these tests name. */
export const GATEWAY: KubernetesObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'edge' },
  spec: { gatewayClassName: 'stand-in', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
};

/** Both colours run a release of their own, and users are on blue. */
const BOTH: ReleaseFile = {
  active: Colour.BLUE,
  blue: { image: 'pkw0301/app:1.0' },
  green: { image: 'pkw0301/app:2.0' },
};

export type Spec = Omit<NamedProps, 'active' | 'blue' | 'green'>;

/** An application with real servers for pods, behind a balancer, with the objects that its release file is rendered to. */
export class Stage {
  private state = BOTH;
  private objects: readonly KubernetesObject[] = [];
  private pods: readonly Pod[] = [];

  private constructor(
    private readonly spec: Spec,
    private readonly entrance: Entrance,
    private readonly balancer: Balancer,
  ) {}

  /** @param later when the balancer learns of new pods */
  public static async set(spec: Spec, later?: Lateness): Promise<Stage> {
    const entrance = spec.route ? new GatewayEntrance(GATEWAY) : loadBalancer(spec.name);
    const random = new Random(7);
    const stage = new Stage(spec, entrance, await Balancer.start(entrance, () => random.between(0, 1), later));
    await stage.apply();
    return stage;
  }

  /** Does what a verb decides, and applies it. */
  public promote(asked?: Promotion): Promise<void> {
    return this.change(promote(this.current, asked));
  }

  public retire(): Promise<void> {
    return this.change(retire(this.current));
  }

  public deploy(tag: string): Promise<void> {
    return this.change(deploy(this.current, { tag }));
  }

  /** @returns what came back */
  public ask(times: number, question?: Question): Promise<Answer[]> {
    return ask(this.balancer.port, times, question);
  }

  public of(colour: Colour): readonly Pod[] {
    return this.pods.filter(({ labels }) => labels['blue-green/colour'] === colour);
  }

  public behave(colour: Colour, behaviour: Behaviour): void {
    for (const pod of this.of(colour)) pod.behaviour = behaviour;
  }

  /** What the pods of a colour got since the last time. Waits for copies, which come when they do. */
  public async received(colour: Colour, atLeast = 0): Promise<Received[]> {
    const pods = this.of(colour);
    const until = Date.now() + 20_000;
    while (pods.reduce((sum, { received }) => sum + received.length, 0) < atLeast && Date.now() < until) {
      await new Promise(done => setTimeout(done, 5));
    }
    return pods.flatMap(({ received }) => received.splice(0));
  }

  public get statuses() {
    return (this.entrance as GatewayEntrance).statuses(this.balancer.seen);
  }

  /** An object as it is applied. */
  public object(kind: string, name: string): KubernetesObject {
    return this.objects.find(object => object['kind'] === kind && object['metadata'].name === name)!;
  }

  public async end(): Promise<void> {
    await this.balancer.stop();
    await Promise.all(this.pods.map(pod => pod.stop()));
  }

  private get current(): ApplicationState {
    const { spec, state } = this;
    const { name } = spec;
    const files = filesOf(FOLDERS, 'production', name);
    return { environment: 'production', application: name, files, spec, state, committed: state };
  }

  private async change(outcome: Outcome): Promise<void> {
    if (outcome.kind !== 'change') throw new Error(`${outcome.kind}: ${outcome.why}`);
    this.state = edited(this.state, outcome.edits);
    await this.apply();
  }

  // As Kubernetes would: pods as the Deployments say, then the endpoints of what the Services select.
  private async apply(): Promise<void> {
    const rendered = renderApplication({ ...this.spec, ...this.state }).map(({ object }) => object as KubernetesObject);
    const deployments = rendered.filter(({ kind }) => kind === 'Deployment');
    const before = new Map(this.pods.map(pod => [pod.name, pod]));
    const pods = await Promise.all(deployments.flatMap(deployment => podsOf(deployment, before)));
    const gone = this.pods.filter(pod => !pods.includes(pod));
    this.pods = pods;
    this.objects = [
      GATEWAY,
      ...rendered.map(object => this.generated(object)),
      ...rendered.filter(({ kind }) => kind === 'Service').flatMap(service => slicesOf(service, pods)),
    ];
    this.balancer.sees(this.objects);
    await Promise.all(gone.map(pod => pod.stop()));
  }

  // The API server counts how often a spec changed.
  private generated(object: KubernetesObject): KubernetesObject {
    const before = this.object(object['kind'], object['metadata'].name);
    const counted = before?.['metadata'].generation ?? 0;
    const isSame = JSON.stringify(before?.['spec']) === JSON.stringify(object['spec']);
    return { ...object, metadata: { ...object['metadata'], generation: isSame ? counted : counted + 1 } };
  }
}

function podsOf({ metadata, spec }: KubernetesObject, before: ReadonlyMap<string, Pod>): Promise<Pod>[] {
  const { labels } = spec.template.metadata;
  const ports = spec.template.spec.containers[0].ports.map((port: KubernetesObject) => port['name']);
  return Array.from({ length: spec.replicas }, async (_, index) => {
    const name = `${metadata.name}-${labels['blue-green/release']}-${index}`;
    return before.get(name) ?? (await Pod.start(name, labels, ports));
  });
}

/** A balancer that learns when somebody says so: no test hangs on how fast a machine is. */
export class HeldBack {
  private readonly waiting: (() => void)[] = [];

  public readonly later: Lateness = learn => {
    this.waiting.push(learn);
  };

  public learn(): void {
    for (const learn of this.waiting.splice(0)) learn();
  }
}
