import type { Manifest } from '../analysis/manifests/manifest';
import { faultsOfManifest, hasSchema, type SchemaFault } from '../construct/validate/kubernetes/strict-schema';
import { pathText, shown } from '../construct/validate/problem';
import type { Obstacle } from './asked';
import { faultsOfScaledObject } from './autoscaling';

type Fields = { readonly [key: string]: any };

/** The kinds that are looked into; all others stay as they are, whatever they say. */
const LOOKED_INTO = new Set([
  'Deployment',
  'Rollout',
  'Service',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'ConfigMap',
  'ServiceAccount',
]);

/**
 * Manifests as Kubernetes reads them: what is null says nothing, and what names no namespace goes where the others say, as
 * far as they say one. What it would not take at all is an obstacle.
 */
export function readable(manifests: readonly Manifest[]): {
  readonly objects: readonly Manifest[];
  readonly obstacles: readonly Obstacle[];
} {
  const [stated = '', ...others] = new Set(manifests.flatMap(({ identity }) => identity.namespace || []));
  const unstated = others.length ? '' : stated;
  const objects = manifests.map(manifest => ({
    ...manifest,
    identity: { ...manifest.identity, namespace: manifest.identity.namespace || unstated },
    value: withoutNulls(manifest.value) as Fields,
  }));
  const obstacles = objects.flatMap(object => {
    if (object.identity.kind === 'ScaledObject') return faultsOfScaledObject(object);
    return LOOKED_INTO.has(object.identity.kind)
      ? faultsOf(object)
          .slice(0, MOST)
          .map(fault => told(object, fault))
      : [];
  });
  return { objects, obstacles };
}

// Of one object: nobody reads more of what is wrong with a file that is none of theirs.
const MOST = 5;

// Unknown fields are dropped by Kubernetes, and told of by whoever maps their object.
function faultsOf({ value }: Manifest): SchemaFault[] {
  const known = value['kind'] === 'Rollout' ? asDeployment(value) : value;
  if (!hasSchema(known)) return [];
  return faultsOfManifest(known).filter(({ kind }) => kind !== 'unknown');
}

// A Rollout has the pods of a Deployment, or names who has them.
function asDeployment({ metadata, spec }: Fields): Fields {
  const { selector = {}, template, replicas } = Object(spec) as Fields;
  const pods = template ?? { spec: { containers: [] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector, template: pods, ...(replicas !== undefined && { replicas }) },
  };
}

function told({ file, identity: { kind, name } }: Manifest, { path, expected, got }: SchemaFault): Obstacle {
  return {
    message: `${kind} ${name} in ${file}: ${pathText(path) || 'all of it'}: expected ${expected}, got ${shown(got)}: no cluster takes it`,
    fix: 'mend it there, or name the manifest that runs',
  };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(item => item !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)] as const])),
  );
}
