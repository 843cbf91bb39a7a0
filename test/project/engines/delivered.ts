import { deliveryOf } from '../../../lib/project/engines/delivery';
import { applicationObjects, environmentObjects } from '../../../lib/project/engines/engine-objects';
import type { GitOps } from '../../../lib/project/engines/gitops';
import type { DeliveredApplication } from '../../../lib/project/engines/kustomizations';
import type { Environment } from '../../../lib/project/files/files';
import type { Manifest } from '../../../lib/project/output/manifests';
import type { KubernetesObject } from '../../construct/render/rendered';

export const GITOPS = {
  engine: 'both',
  repository: 'https://git.example.com/platform/deploy.git',
  branch: 'main',
} as GitOps;

/** What tells both engines of an environment, by path in dist/. */
export function environmentFiles(
  gitops: Partial<GitOps> = {},
  environment: Partial<Environment> = {},
): Record<string, KubernetesObject> {
  const production = { namespace: 'demo', ...environment };
  return byPath(environmentObjects({ environments: { production }, gitops: { ...GITOPS, ...gitops } }));
}

/** What tells both engines of an application in production, by path in dist/. */
export function applicationFiles(
  props: DeliveredApplication['props'],
  gitops: Partial<GitOps> = {},
): Record<string, KubernetesObject> {
  return byPath(
    applicationObjects({ environment: 'production', props, delivery: deliveryOf({ ...GITOPS, ...gitops }) }),
  );
}

/** The specs of an application's Kustomizations, by their names after `production-<app>-`. */
export function kustomizations(props: DeliveredApplication['props']): Record<string, KubernetesObject> {
  const prefix = `production-${props.name}-`;
  return Object.fromEntries(
    Object.values(applicationFiles(props)).map(({ metadata, spec }) => [metadata.name.slice(prefix.length), spec]),
  );
}

function byPath(manifests: readonly Manifest[]): Record<string, KubernetesObject> {
  return Object.fromEntries(manifests.map(({ path, object }) => [path, object]));
}
