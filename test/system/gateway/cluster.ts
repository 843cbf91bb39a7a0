import type { Colour } from '../../../lib/construct/props/colour';
import type { KubernetesObject } from '../../construct/render/rendered';
import { Random } from '../simulation/random';
import { Balancer } from './balancer';
import { slicesOf } from './endpoints';
import { type Entrance, GatewayEntrance } from './entrance';
import type { Lateness } from './known-endpoints';
import { type Behaviour, Pod, type Received } from './pod';
import type { ParentStatus } from './status';
import { type Answer, ask, type Question } from './users';

/** The Gateway that routes of these tests name, in the namespace of those that name none. */
export const gatewayIn = (namespace?: string): KubernetesObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'edge', ...(namespace && { namespace }) },
  spec: { gatewayClassName: 'stand-in', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
});

/** Real servers for pods, behind a balancer, as the objects say that are applied. */
export class Cluster {
  protected objects: readonly KubernetesObject[] = [];
  private pods: readonly Pod[] = [];

  protected constructor(
    private readonly entrance: Entrance,
    private readonly balancer: Balancer,
  ) {}

  /** @param later when it learns of new pods */
  protected static balancer(entrance: Entrance, later?: Lateness): Promise<Balancer> {
    const random = new Random(7);
    return Balancer.start(entrance, () => random.between(0, 1), later);
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

  /** What its pods have answered, as libraries of Prometheus tell it. */
  public get metrics(): string {
    return this.pods
      .flatMap(({ name, answered }) =>
        Object.entries(answered).map(
          ([status, count]) =>
            `http_request_duration_seconds_count{namespace="demo",pod="${name}",status="${status}"} ${count}\n`,
        ),
      )
      .join('');
  }

  /** What the status of each route says, by its name. */
  public get statuses(): { readonly [route: string]: readonly ParentStatus[] } {
    return this.entrance instanceof GatewayEntrance ? this.entrance.statuses(this.balancer.seen) : {};
  }

  /** An object as it is applied. */
  public object(kind: string, name: string): KubernetesObject {
    return this.objects.find(object => object['kind'] === kind && object['metadata'].name === name)!;
  }

  public async end(): Promise<void> {
    await this.balancer.stop();
    await Promise.all(this.pods.map(pod => pod.stop()));
  }

  /** As Kubernetes would: pods as the Deployments say, then the endpoints of what the Services select. */
  protected async apply(applied: readonly KubernetesObject[]): Promise<void> {
    const deployments = applied.filter(({ kind }) => kind === 'Deployment');
    const before = new Map(this.pods.map(pod => [pod.name, pod]));
    const pods = await Promise.all(deployments.flatMap(deployment => podsOf(deployment, before)));
    const gone = this.pods.filter(pod => !pods.includes(pod));
    this.pods = pods;
    this.objects = applied.map(object => this.generated(object));
    const services = applied.filter(({ kind }) => kind === 'Service');
    this.balancer.sees([...this.objects, ...services.flatMap(service => slicesOf(service, pods))]);
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
