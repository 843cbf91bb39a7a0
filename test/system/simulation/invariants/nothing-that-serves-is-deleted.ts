import type { Cluster } from '../cluster/cluster';
import { identity, type KubernetesObject } from '../cluster/object';
import type { Pod } from '../cluster/pod';
import { type Invariant, Violation } from './invariant';
import { reachedBy, servicesAt, type Way } from './serving';

/** No engine deletes the active Service, a Deployment whose pods users are on, or what those pods read. */
export class NothingThatServesIsDeleted implements Invariant {
  private deleted: string | undefined;

  public constructor(
    private readonly cluster: Cluster,
    private readonly service: Way,
  ) {
    cluster.watch({
      deleting: ({ object }) => {
        if (this.serves(object)) this.deleted = identity(object);
      },
    });
  }

  public check(): void {
    if (this.deleted) throw new Violation(`${this.deleted} is deleted, and users are on it`);
  }

  private serves(object: KubernetesObject): boolean {
    const serving = reachedBy(this.cluster, this.service).filter((pod): pod is Pod => 'template' in pod);
    const services = servicesAt(this.cluster, this.service);
    const led = [this.service, ...services.map(service => `Service/${service}`)];
    if (led.includes(identity(object))) return serving.length > 0;
    if (object.kind === 'Deployment') {
      return serving.some(pod => this.cluster.deployment(object.metadata.name)?.owns(pod));
    }
    if (object.kind === 'ConfigMap') {
      return serving.some(({ template }) => JSON.stringify(template).includes(`"${object.metadata.name}"`));
    }
    return false;
  }
}
