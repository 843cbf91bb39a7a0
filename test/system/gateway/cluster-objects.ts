import type { KubernetesObject } from '../../construct/render/rendered';

/** Objects as an implementation finds them in a cluster. */
export class ClusterObjects {
  public constructor(private readonly objects: readonly KubernetesObject[]) {}

  public all(kind: string): KubernetesObject[] {
    return this.objects.filter(object => object['kind'] === kind);
  }

  public get(kind: string, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.all(kind).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  }
}
