import { itemsOf } from '../manifests/items';
import type { Labels } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import type { Colour, Model } from '../topology/model';
import { isWithin } from './address-range';
import { matchesSelector } from './label-selector';
import { selecting } from './selecting';
import type { ServicePort } from './service-ports';

type Fields = { readonly [key: string]: any };

/** Who NetworkPolicies let reach a port of some pods. */
export interface Admission {
  /** Those that bound it; where there is none, everybody comes in. */
  readonly policies: readonly Manifest[];
  /** Peers as NetworkPolicies name them; an empty map stands for everybody. */
  readonly peers: readonly Fields[];
}

/**
 * Who may come in at a port of a colour's pods.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function admissionTo(colour: Colour, port: ServicePort, { tree }: Model): Admission {
  const policies = selecting('NetworkPolicy', colour, tree).filter(
    ({ value: { spec } }) => !Array.isArray(spec?.policyTypes) || spec.policyTypes.includes('Ingress'),
  );
  if (!policies.length) return { policies, peers: [EVERYBODY] };
  const rules = policies.flatMap(({ value: { spec } }) => itemsOf(spec?.ingress));
  const open = rules.filter(
    ({ ports }) => !itemsOf(ports).length || itemsOf(ports).some(one => isPort(one, port, colour)),
  );
  return { policies, peers: open.flatMap(({ from }) => (itemsOf(from).length ? itemsOf(from) : [EVERYBODY])) };
}

const EVERYBODY: Fields = {};

function isPort(said: Fields, { port, targetPort = port, protocol = 'TCP' }: ServicePort, colour: Colour): boolean {
  if ((said['protocol'] ?? 'TCP') !== protocol) return false;
  if (said['port'] === undefined || said['port'] === targetPort) return true;
  const [first, asked] = [numberOf(said['port'], colour), numberOf(targetPort, colour)];
  // A name that no container has says nothing of a number.
  if (first === undefined || asked === undefined) return false;
  return asked >= first && asked <= Number(said['endPort'] ?? first);
}

function numberOf(port: unknown, { template }: Colour): number | undefined {
  if (/^\d+$/.test(String(port))) return Number(port);
  const ports = itemsOf(template['spec'].containers).flatMap(container => itemsOf(container['ports']));
  return ports.find(({ name }) => name === port)?.['containerPort'];
}

/** Peers that one admission lets in, and another one does not. */
export function shutOut(before: Admission, now: Admission): Fields[] {
  return before.peers.filter(peer => !now.peers.some(other => includes(other, peer)));
}

// Whether whoever is one peer is the other one too, as far as their words tell.
function includes(wide: Fields, narrow: Fields): boolean {
  if (!Object.keys(wide).length) return true;
  if (!Object.keys(narrow).length)
    return isWithin('0.0.0.0/0', [String(wide['ipBlock']?.cidr ?? '')]) && !wide['ipBlock'].except;
  if (wide['ipBlock'] ?? narrow['ipBlock']) {
    const [outer, inner] = [wide['ipBlock'], narrow['ipBlock']];
    if (!outer || !inner || !isWithin(String(inner.cidr), [String(outer.cidr)])) return false;
    return textsOf(outer.except).every(range => isWithin(range, textsOf(inner.except)));
  }
  return (
    covers(wide['namespaceSelector'], narrow['namespaceSelector']) &&
    covers(wide['podSelector'] ?? {}, narrow['podSelector'] ?? {})
  );
}

// Every word of the wider selector is one of the narrower.
function covers(wide: unknown, narrow: unknown): boolean {
  if (wide === undefined || narrow === undefined) return wide === narrow;
  const asked = new Set(wordsOf(narrow));
  return wordsOf(wide).every(word => asked.has(word));
}

function wordsOf(selector: any): string[] {
  return [
    ...Object.entries(selector?.matchLabels ?? {}).map(entry => JSON.stringify(entry)),
    ...itemsOf(selector?.matchExpressions).map(({ key, operator, values }) =>
      JSON.stringify([key, operator, ...textsOf(values).sort()]),
    ),
  ];
}

/** Whether a pod with such labels, in the namespace of the colour, is let in; what can't be told counts as a yes. */
export function letsIn({ peers }: Admission, labels: Labels): boolean {
  return peers.some(({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock) return isWithin('0.0.0.0/0', [String(ipBlock.cidr)]);
    return podSelector === undefined || matchesSelector(podSelector, labels) || namespaceSelector?.matchExpressions;
  });
}

/** `10.0.0.0/8`, `pods with team=shop`: a peer in words. */
export function peerText({ ipBlock, namespaceSelector, podSelector }: Fields): string {
  if (ipBlock) return String(ipBlock.cidr);
  const pods = podSelector && labelsText(podSelector);
  const spaces = namespaceSelector && labelsText(namespaceSelector);
  if (!podSelector && !namespaceSelector) return 'anywhere';
  if (!namespaceSelector) return pods ? `pods with ${pods}` : 'the same namespace';
  return `${pods ? `pods with ${pods} in ` : ''}${spaces ? `namespaces with ${spaces}` : 'any namespace'}`;
}

function labelsText(selector: Fields): string {
  return [
    ...Object.entries(selector['matchLabels'] ?? {}).map(([label, value]) => `${label}=${value}`),
    ...itemsOf(selector['matchExpressions']).map(({ key, operator, values }) =>
      [key, String(operator).toLowerCase(), textsOf(values).join('|')].filter(word => word).join(' '),
    ),
  ].join(' and ');
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
