import type { Path } from '../../construct/validate/problem';
import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';
import { gatewayRules, grpcRules } from './routes/gateway';
import { ingressRules } from './routes/ingress';
import { istioRules } from './routes/istio';
import { openShiftRoute } from './routes/openshift';
import { contourRules, traefikRules, traefikShares } from './routes/proxies';
import type { Fields, ReadRule } from './routes/route';
import { serviceId } from './service';

/** A Service that a rule leads to, or some of its pods. */
export interface Backend {
  /** Of the Service. */
  readonly id: string;
  readonly namespace: string;
  readonly service: string;
  /** A name that a DestinationRule gives to some of the Service's pods. @default - all of them */
  readonly subset?: string;
  /** Number or name; undefined where the rule says none. */
  readonly port?: number | string;
  readonly weight: number;
  /** The object that says so, and where in it. */
  readonly manifest: Manifest;
  readonly path: Path;
}

/** One rule of an Ingress or a route: requests that are shared among Services. */
export interface RoutingRule {
  /** The same for the same rule in another tree. */
  readonly id: string;
  /** The object that has it. */
  readonly manifest: Manifest;
  /** As far as it says any. */
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** Whether it is only for requests with certain headers, cookies or parameters, as testers send them. */
  readonly forSome: boolean;
  /** Whether it takes a part of the requests of another one, and has none by itself. */
  readonly isCanary: boolean;
  readonly backends: readonly Backend[];
}

const READERS: { readonly [kind: string]: (spec: Fields, annotations: Fields) => ReadRule[] } = {
  Ingress: ingressRules,
  HTTPRoute: gatewayRules,
  GRPCRoute: grpcRules,
  TLSRoute: gatewayRules,
  TCPRoute: gatewayRules,
  UDPRoute: gatewayRules,
  VirtualService: istioRules,
  Route: openShiftRoute,
  HTTPProxy: contourRules,
  IngressRoute: traefikRules,
  TraefikService: traefikShares,
};

// A kind may be called as anything.
const readerOf = (kind: string) => (Object.hasOwn(READERS, kind) ? READERS[kind] : undefined);

/** All rules by which requests from outside reach Services. */
export function routingRulesOf(tree: Tree): RoutingRule[] {
  const found = tree.manifests.flatMap(manifest => {
    const { kind, name, namespace } = manifest.identity;
    const environment = tree.environmentOf(manifest.file);
    const { spec, metadata } = manifest.value as Fields;
    return (readerOf(kind)?.(spec ?? {}, metadata.annotations ?? {}) ?? []).map(rule => ({
      ...rule,
      id: [environment, kind, namespace, name, rule.key].join(':'),
      same: [environment, kind, namespace, rule.key].join(':'),
      manifest,
      forSome: rule.forSome === true,
      isCanary: rule.canary !== undefined,
      backends: rule.backends.map(backend => {
        const home = backend.namespace ?? namespace;
        const id = serviceId(environment, home, backend.service);
        return { weight: 1, ...backend, id, namespace: home, manifest };
      }),
    }));
  });
  return withCanaries(found);
}

type Found = RoutingRule & { readonly same: string; readonly canary?: number };

// What a canary takes, the rule beside it gives.
function withCanaries(rules: readonly Found[]): RoutingRule[] {
  const canaries = new Map(rules.flatMap(rule => (rule.canary === undefined ? [] : [[rule.same, rule] as const])));
  const mains = new Set(rules.flatMap(({ canary, same }) => (canary === undefined ? [same] : [])));
  return rules
    .filter(({ canary, same, forSome }) => canary === undefined || forSome || !mains.has(same))
    .map(({ same, canary, backends, ...rule }) => {
      const beside = canary === undefined ? canaries.get(same) : undefined;
      if (!beside || beside.forSome) return { ...rule, backends };
      const taken = beside.canary!;
      return {
        ...rule,
        backends: [
          ...backends.map(backend => ({ ...backend, weight: (backend.weight * (100 - taken)) / backends.length })),
          ...beside.backends.map(backend => ({ ...backend, weight: taken })),
        ],
      };
    });
}
