import type { KubernetesObject } from '../render/rendered';

// As much of NetworkPolicies as we write: https://kubernetes.io/docs/concepts/services-networking/network-policies/

export type Labels = Readonly<Record<string, string>>;

/** Who asks: a pod of the same namespace, or an address from elsewhere. */
export type Client = { readonly labels: Labels } | { readonly ip: string };

/** Whether a pod may be reached: by everybody where no policy selects it, else by whom any of those that do lets in. */
export function admits(policies: readonly KubernetesObject[], pod: Labels, client: Client): boolean {
  const selecting = policies.filter(({ spec }) => selects(spec.podSelector, pod));
  if (!selecting.length) return true;
  const rules: KubernetesObject[] = selecting.flatMap(({ spec }) => spec.ingress ?? []);
  return rules.some(rule => rule['from'] === undefined || rule['from'].some((peer: any) => isMeant(peer, client)));
}

function isMeant({ podSelector, ipBlock }: KubernetesObject, client: Client): boolean {
  if ('labels' in client) return podSelector !== undefined && selects(podSelector, client.labels);
  // Of 10.0.0.0/8, the only one that is used here.
  return ipBlock?.cidr === '10.0.0.0/8' && client.ip.startsWith('10.');
}

function selects({ matchLabels = {}, matchExpressions = [] }: KubernetesObject, labels: Labels): boolean {
  const expressions: Array<{ key: string; operator: string; values: string[] }> = matchExpressions;
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    expressions.every(({ key, operator, values }) => {
      if (operator !== 'In') throw new Error(`no model of ${operator}`);
      return values.includes(labels[key]!);
    })
  );
}
