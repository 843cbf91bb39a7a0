import { type Fragment, faultsOfFragment, type SchemaFault } from '../../kubernetes/strict-schema';
import { nearest } from '../../spec/nearest';
import { type Path, type Problem, shown } from '../../spec/problem';
import type { ReleaseRule } from '.';

/** The parts that are raw Kubernetes YAML hold what Kubernetes 1.28 knows; only `podTemplate` may know more. */
export const fieldsAreKubernetes: ReleaseRule = ({
  securityContext,
  resources,
  env = {},
  volumes = {},
  podTemplate,
}) => [
  ...problemsIn('SecurityContext', securityContext, ['securityContext']),
  ...problemsIn('ResourceRequirements', resources, ['resources']),
  ...Object.entries(env).flatMap(([name, value]) =>
    typeof value === 'string' ? [] : problemsIn('EnvVarSource', value, ['env', name]),
  ),
  ...Object.entries(volumes).flatMap(([name, { mountPath, subPath, readOnly, config, ...source }]) =>
    problemsIn('Volume', source, ['volumes', name]),
  ),
  ...problemsIn('PodTemplateSpec', podTemplate, ['podTemplate']).filter(problem => !takesAway(problem)),
];

type Finding = Problem & { readonly got?: unknown };

function problemsIn(fragment: Fragment, value: unknown, at: Path): Finding[] {
  if (value === undefined) return [];
  return faultsOfFragment(fragment, value).map(fault => ({
    ...inWords(fault, [...at, ...fault.path]),
    got: fault.got,
    warning: fragment === 'PodTemplateSpec' && fault.kind === 'unknown',
  }));
}

// In an overlay, null takes a field away; in a list it means nothing.
function takesAway({ got, path }: Finding): boolean {
  return got === null && typeof path.at(-1) === 'string';
}

function inWords({ kind, expected, got, known = [] }: SchemaFault, path: Path): Problem {
  const key = String(path.at(-1));
  if (kind !== 'unknown') return { path, message: `expected ${expected}, got ${shown(got)}` };
  const meant = nearest(key, known);
  return {
    path,
    message: `"${key}" is not ${expected} in Kubernetes 1.28`,
    fix: meant ? `the nearest is "${meant}"` : `fields here: ${known.join(', ')}`,
  };
}
