import { nearest } from '../../props/nearest';
import type { ColourProps } from '../../props/release';
import { isNewer, NOT_KNOWN_YET } from '../kubernetes/newer-fields';
import { type Fragment, faultsOfFragment, hasField, type SchemaFault } from '../kubernetes/strict-schema';
import { type Path, type Problem, shown } from '../problem';
import type { ApplicationRule, ReleaseRule } from './rule';
import { serviceTemplatesIn } from './templates';

const LISTS = [
  ['envFrom', 'EnvFromSource'],
  ['initContainers', 'Container'],
  ['sidecars', 'Container'],
  ['imagePullSecrets', 'LocalObjectReference'],
  ['tolerations', 'Toleration'],
] as const;

/** The parts that are raw Kubernetes YAML hold what Kubernetes 1.28 knows; only `podTemplate` may hold newer fields. */
export const fieldsAreKubernetes: ReleaseRule = ({
  securityContext,
  resources,
  affinity,
  autoscaling,
  env = {},
  volumes = {},
  smoke = [],
  migrate,
  podTemplate,
  ...props
}) => [
  ...problemsIn('SecurityContext', securityContext, ['securityContext']),
  ...problemsIn('ResourceRequirements', resources, ['resources']),
  ...problemsIn('Affinity', affinity, ['affinity']),
  ...problemsIn('HorizontalPodAutoscalerBehavior', autoscaling?.behavior, ['autoscaling', 'behavior']),
  ...(autoscaling?.metrics ?? []).flatMap((metric, index) =>
    problemsIn('MetricSpec', metric, ['autoscaling', 'metrics', index]),
  ),
  ...LISTS.flatMap(([key, fragment]) =>
    (props[key] ?? []).flatMap((item, index) => problemsIn(fragment, item, [key, index])),
  ),
  ...problemsOfVariables(env, ['env']),
  ...('image' in smoke ? problemsOfVariables(smoke.env ?? {}, ['smoke', 'env']) : []),
  ...problemsOfVariables(migrate?.expand?.env ?? {}, ['migrate', 'expand', 'env']),
  ...problemsOfVariables(migrate?.contract?.env ?? {}, ['migrate', 'contract', 'env']),
  ...Object.entries(volumes).flatMap(([name, { mountPath, subPath, readOnly, scratch, config, ...source }]) =>
    problemsIn('Volume', { name, ...source }, ['volumes', name]),
  ),
  ...overlayProblems('PodTemplateSpec', migrate?.podTemplate, ['migrate', 'podTemplate']).map(({ problem }) => problem),
  ...overlayProblems('PodTemplateSpec', podTemplate, ['podTemplate'])
    .filter(({ unknown }) => !unknown)
    .map(({ problem }) => problem),
];

/** What Kubernetes takes without a name in a list, and does nothing with or refuses only in the cluster. */
export const sourcesAreNamed: ReleaseRule = ({ envFrom = [], imagePullSecrets = [] }) => [
  ...envFrom.flatMap((source, index) => {
    const named = ['configMapRef', 'secretRef'].filter(kind => source[kind]?.name);
    if (named.length === 1) return [];
    const message = `expected the name of one ConfigMap or of one Secret, got ${named.length ? 'both' : 'neither'}`;
    return [
      { path: ['envFrom', index], message, fix: 'write secretRef: { name: <secret> }, and the other as another entry' },
    ];
  }),
  ...imagePullSecrets.flatMap(({ name }, index) =>
    name ? [] : [{ path: ['imagePullSecrets', index], message: 'expected { name: <secret> }, got no name' }],
  ),
];

/** Fields of `podTemplate` that there are not: Kubernetes would drop them. Those of a newer one are warned of. */
export const unknownPodFields = ({ podTemplate }: ColourProps): Problem[] =>
  overlayProblems('PodTemplateSpec', podTemplate, ['podTemplate'])
    .filter(({ unknown }) => unknown)
    .map(({ problem }) => problem);

/** So does what is laid over the gate's pods. */
export const gateFieldsAreKubernetes: ApplicationRule = ({ gate }) =>
  overlayProblems('PodTemplateSpec', gate?.podTemplate, ['gate', 'podTemplate']).map(({ problem }) => problem);

/** So does what is laid over the Service that users reach, and over the Ingress. */
export const templateFieldsAreKubernetes: ApplicationRule = props =>
  [
    ...serviceTemplatesIn(props).flatMap(({ template, at }) => overlayProblems('Service', template, at)),
    ...overlayProblems('Ingress', props.ingressTemplate, ['ingressTemplate']),
  ].map(({ problem }) => problem);

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
  return faultsOfFragment(fragment, value, false).map(fault => inWords(fault, [...at, ...fault.path]));
}

function overlayProblems(fragment: Fragment, value: unknown, at: Path): Array<{ unknown: boolean; problem: Problem }> {
  if (value === undefined) return [];
  return faultsOfFragment(fragment, value, true)
    .filter(fault => !takesAway(fault))
    .map(fault => {
      const path = [...at, ...fault.path];
      const newer = isNewer(fault.owner ?? '', String(path.at(-1)));
      const problem = newer ? { path, message: NOT_KNOWN_YET, warning: true } : inWords(fault, path);
      return { unknown: fault.kind === 'unknown', problem };
    });
}

// In an overlay, null takes a field away; in a list it means nothing, and what is not there can't be taken away.
function takesAway({ kind, path, got }: SchemaFault): boolean {
  return kind !== 'unknown' && got === null && typeof path.at(-1) === 'string';
}

function inWords({ kind, expected, got, owner, known = [] }: SchemaFault, path: Path): Problem {
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
    fix: elsewhere(owner, key) ?? (meant ? `the nearest is "${meant}"` : `fields here: ${known.join(', ')}`),
  };
}

// A field that stands one level too high or too low.
function elsewhere(owner: string | undefined, key: string): string | undefined {
  if (owner !== 'Container' && hasField('Container', key))
    return `it is a field of containers: write it in one of "containers"`;
  if (owner !== 'PodSpec' && hasField('PodSpec', key)) return 'it is a field of the pod: write it right below "spec"';
  return undefined;
}
