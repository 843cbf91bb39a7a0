import type { Manifest } from '../analysis/manifests/manifest';
import type { Account } from './account';
import type { Obstacle } from './asked';
import { type CanarySpec, canaryNames } from './flagger/canary';

type Fields = { readonly [key: string]: any };

/** How many pods there are. */
interface Size {
  readonly replicas: number;
  /** What a Canary says of its autoscaler. */
  readonly bounds: Fields;
  readonly obstacles: readonly Obstacle[];
}

/** How many pods users are on. */
export function sizeOf(
  scaled: Manifest,
  autoscaler: Manifest | undefined,
  led?: { readonly canary: CanarySpec; readonly objects: readonly Manifest[] },
): Size {
  const said: number = scaled.value['spec'].replicas ?? 1;
  if (!led) return { replicas: said, bounds: {}, obstacles: [] };
  const { autoscalerRef } = led.canary;
  const { minReplicas, maxReplicas } = autoscalerRef?.primaryScalerReplicas ?? {};
  const { primary } = canaryNames(led.canary);
  const users = led.objects.find(({ identity: { kind, name } }) => kind === 'Deployment' && name === primary);
  // Between two releases Flagger leaves none of those that it watches.
  const replicas: number = said === 0 ? (users?.value['spec']?.replicas ?? 0) : said;
  const obstacles: Obstacle[] = [];
  if (autoscalerRef && !autoscaler) {
    obstacles.push({
      message: `the autoscaler ${autoscalerRef.name} of the Canary is not among the manifests`,
      fix: 'name its file too',
    });
  } else if (replicas === 0 && !autoscaler) {
    obstacles.push({
      message: `the Deployment ${scaled.identity.name} has 0 replicas, as Flagger leaves it, and ${primary}, which users are on, is not among the manifests`,
      fix: `write in it how many there are: kubectl get deployment ${primary}`,
    });
  }
  return {
    replicas,
    bounds: {
      ...(minReplicas !== undefined && { min: minReplicas }),
      ...(maxReplicas !== undefined && { max: maxReplicas }),
    },
    obstacles,
  };
}

/** `disruption`, out of a PodDisruptionBudget. */
export function mapBudget(budget: Manifest, account: Account): Fields {
  const spec: Fields = budget.value['spec'] ?? {};
  account.note(['metadata'], 'told', 'each colour gets one of its own');
  account.note(['spec', 'selector'], 'told', 'each colour gets one of its own');
  account.note(['spec', 'unhealthyPodEvictionPolicy'], 'told', 'ours have the default of Kubernetes');
  for (const key of ['minAvailable', 'maxUnavailable']) account.note(['spec', key], 'key', `disruption.${key}`);
  const { minAvailable, maxUnavailable } = spec;
  return minAvailable === undefined ? { maxUnavailable: maxUnavailable ?? 1 } : { minAvailable };
}
