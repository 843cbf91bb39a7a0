import type { Manifest } from '../manifests';

type Labels = { readonly [label: string]: string };

const KEYS = ['app', 'k8s-app', 'workload'];

/**
 * What selects the plain pods of an application, and no pod of a colour: a label that those do not carry. A Deployment's
 * selector can't be changed later, so it has to be right while the colours are still there.
 */
export function plainSelector(application: string, manifests: readonly Manifest[]): Record<string, string> {
  const carried = new Set(
    manifests.flatMap(({ object }) => (object.kind === 'Deployment' ? Object.keys(podLabels(object)) : [])),
  );
  return { [KEYS.find(key => !carried.has(key)) ?? 'plain-app']: application };
}

function podLabels(deployment: Manifest['object']): Labels {
  const { spec } = deployment as Manifest['object'] & { readonly spec?: { readonly [key: string]: any } };
  return spec?.['template']?.metadata?.labels ?? {};
}
