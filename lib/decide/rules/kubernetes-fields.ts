import { type Fragment, faultsOfFragment, type SchemaFault } from '../../kubernetes/strict-schema';
import { nearest } from '../../spec/nearest';
import { type Path, type Problem, shown } from '../../spec/problem';
import type { ApplicationRule, ReleaseRule } from './rule';

/** The parts that are raw Kubernetes YAML hold what Kubernetes 1.28 knows; only `podTemplate` may know more. */
export const fieldsAreKubernetes: ReleaseRule = ({
  securityContext,
  resources,
  env = {},
  volumes = {},
  smoke = [],
  migrate,
  podTemplate,
}) => [
  ...problemsIn('SecurityContext', securityContext, ['securityContext']),
  ...problemsIn('ResourceRequirements', resources, ['resources']),
  ...problemsOfVariables(env, ['env']),
  ...('image' in smoke ? problemsOfVariables(smoke.env ?? {}, ['smoke', 'env']) : []),
  ...problemsOfVariables(migrate?.expand?.env ?? {}, ['migrate', 'expand', 'env']),
  ...problemsOfVariables(migrate?.contract?.env ?? {}, ['migrate', 'contract', 'env']),
  ...Object.entries(volumes).flatMap(([name, { mountPath, subPath, readOnly, scratch, config, ...source }]) =>
    problemsIn('Volume', { name, ...source }, ['volumes', name]),
  ),
  ...problemsIn('PodTemplateSpec', podTemplate, ['podTemplate']),
];

/** So does what is laid over the gate's pods. */
export const gateFieldsAreKubernetes: ApplicationRule = ({ gate }) =>
  problemsIn('PodTemplateSpec', gate?.podTemplate, ['gate', 'podTemplate']);

/** So do those who may reach the pods. */
export const networkFieldsAreKubernetes: ApplicationRule = ({ network = {} }) =>
  (['idleFrom', 'activeFrom'] as const).flatMap(key =>
    (network[key] ?? []).flatMap((peer, index) => {
      const path = ['network', key, index];
      if (Object.keys(peer).length) return problemsIn('NetworkPolicyPeer', peer, path);
      return [{ path, message: 'expected an ipBlock, a podSelector or a namespaceSelector, got none of them' }];
    }),
  );

function problemsOfVariables(env: { readonly [name: string]: unknown }, at: Path): Problem[] {
  return Object.entries(env).flatMap(([name, value]) =>
    typeof value === 'string' ? [] : problemsIn('EnvVarSource', value, [...at, name]),
  );
}

function problemsIn(fragment: Fragment, value: unknown, at: Path): Problem[] {
  if (value === undefined) return [];
  const overlay = fragment === 'PodTemplateSpec';
  return faultsOfFragment(fragment, value, overlay)
    .filter(fault => !(overlay && takesAway(fault)))
    .map(fault => ({
      ...inWords(fault, [...at, ...fault.path]),
      warning: overlay && fault.kind === 'unknown',
    }));
}

// In an overlay, null takes a field away; in a list it means nothing.
function takesAway({ path, got }: SchemaFault): boolean {
  return got === null && typeof path.at(-1) === 'string';
}

function inWords({ kind, expected, got, known = [] }: SchemaFault, path: Path): Problem {
  const key = String(path.at(-1));
  if (kind === 'missing') return { path, message: `expected ${expected}` };
  if (kind !== 'unknown') {
    const plain = typeof got !== 'object';
    // The value of a variable may be a secret, and messages end up in logs.
    const found = plain && path.includes('env') ? `a ${typeof got}` : shown(got);
    const fix = plain && expected.includes('a text') ? 'write it in quotes' : undefined;
    return { path, message: `expected ${expected}, got ${found}`, fix };
  }
  const meant = nearest(key, known);
  return {
    path,
    message: `there is no such field in Kubernetes 1.28: expected ${expected}`,
    fix: meant ? `the nearest is "${meant}"` : `fields here: ${known.join(', ')}`,
  };
}
