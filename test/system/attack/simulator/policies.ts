import type { Loose } from '../copy';
import { type Cluster, of } from './cluster';
import { fits, type Pods } from './pods';

// Somebody on the internet, and what stands in for users inside: an entrance in a namespace of its own.
const CALLERS = [
  { address: '203.0.113.9' },
  { namespace: { 'kubernetes.io/metadata.name': 'ingress', 'example.com/entrance': 'true' } },
];

/** Whether users, from outside or through an entrance, get to a port of pods. */
export function admits(cluster: Cluster, pods: Pods, port: number | string): boolean {
  const isolating = of(cluster, 'NetworkPolicy').filter(
    ({ metadata, spec }) =>
      (metadata.namespace ?? '') === pods.namespace &&
      spec !== undefined &&
      (spec.policyTypes ?? ['Ingress']).includes('Ingress') &&
      selected(spec.podSelector, pods.labels),
  );
  if (!isolating.length) return true;
  const rules: Loose[] = isolating.flatMap(({ spec }) => spec.ingress ?? []);
  const number = pods.ports.find(({ name }) => name === port)?.containerPort ?? Number(port);
  const isOpen = (rule: Loose) =>
    !rule.ports?.length ||
    rule.ports.some(
      (one: Loose) =>
        one.port === undefined ||
        one.port === number ||
        pods.ports.some(({ name, containerPort }) => name === one.port && containerPort === number),
    );
  return rules.some(
    rule =>
      isOpen(rule) &&
      (!rule.from?.length || rule.from.some((peer: Loose) => CALLERS.some(caller => isFrom(peer, caller)))),
  );
}

function isFrom(peer: Loose, { address, namespace }: { address?: string; namespace?: object }): boolean {
  if (peer.ipBlock) return address !== undefined && inRange(address, peer.ipBlock.cidr);
  return (
    namespace !== undefined &&
    peer.namespaceSelector !== undefined &&
    !peer.podSelector &&
    selected(peer.namespaceSelector, namespace)
  );
}

function inRange(address: string, cidr: string | undefined): boolean {
  if (!cidr) return false;
  const bits = (text: string) => text.split('.').reduce((all, part) => all * 256 + Number(part), 0);
  const [start, length] = cidr.split('/') as [string, string];
  const size = 2 ** (32 - Number(length));
  return Math.floor(bits(address) / size) === Math.floor(bits(start) / size);
}

function selected(selector: Loose, labels: object): boolean {
  const have = labels as { readonly [label: string]: unknown };
  return (
    fits(selector?.matchLabels ?? {}, have) &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values }: Loose) =>
      operator === 'In'
        ? values.includes(have[key])
        : operator === 'NotIn'
          ? !values.includes(have[key])
          : operator === 'Exists'
            ? key in have
            : !(key in have),
    )
  );
}
