import * as z from 'zod/mini';
import type { Manifest } from '../../analysis/manifests/manifest';
import { pathText, shown } from '../../construct/validate/problem';
import type { Obstacle } from '../asked';

type Fields = { readonly [key: string]: any };

const integer = z.int();
const optionalText = z.optional(z.string());
const annotated = z.optional(
  z.looseObject({ annotations: z.optional(z.record(z.string(), z.string())), labels: z.optional(z.looseObject({})) }),
);
const analysis = z.looseObject({
  iterations: z.optional(integer),
  match: z.optional(z.array(z.looseObject({}))),
  stepWeight: z.optional(integer),
  stepWeights: z.optional(z.array(integer)),
  maxWeight: z.optional(integer),
  webhooks: z.optional(
    z.array(z.looseObject({ type: optionalText, metadata: z.optional(z.record(z.string(), z.string())) })),
  ),
});

// What is looked at of a Canary; a cluster with its definition takes nothing else there.
// https://github.com/fluxcd/flagger/blob/main/pkg/apis/flagger/v1beta1/canary.go
const canarySpec = z.looseObject({
  provider: optionalText,
  targetRef: z.looseObject({ kind: z.string(), name: z.string() }),
  autoscalerRef: z.optional(
    z.looseObject({
      kind: z.string(),
      name: z.string(),
      primaryScalerReplicas: z.optional(
        z.looseObject({ minReplicas: z.optional(integer), maxReplicas: z.optional(integer) }),
      ),
    }),
  ),
  service: z.looseObject({
    name: optionalText,
    port: integer,
    portName: optionalText,
    targetPort: z.optional(z.union([integer, z.string()])),
    appProtocol: optionalText,
    portDiscovery: z.optional(z.boolean()),
    headless: z.optional(z.boolean()),
    apex: annotated,
  }),
  analysis: z.optional(analysis),
  canaryAnalysis: z.optional(analysis),
  revertOnDeletion: z.optional(z.boolean()),
});

/** What a Canary says, as far as it is looked at. */
export type CanarySpec = z.infer<typeof canarySpec>;

/** What Flagger calls the objects that it makes. */
export interface CanaryNames {
  /** The Service that users come through. */
  readonly apex: string;
  readonly primaryService: string;
  readonly canaryService: string;
  /** The Deployment that users are on. */
  readonly primary: string;
}

/** Whether an object is a Canary of Flagger. */
export const isCanary = ({ identity: { group, kind } }: Manifest) => group === 'flagger.app' && kind === 'Canary';

/** Whether Flagger made an object, which then goes with the Canary. */
export const isOfACanary = ({ value }: Manifest) =>
  JSON.stringify(value['metadata']?.ownerReferences ?? []).includes('"kind":"Canary"');

/** What a Canary says, or what of it no cluster takes. */
export function canarySpecOf({ file, identity: { name }, value }: Manifest): CanarySpec | Obstacle[] {
  const { data, error } = canarySpec.safeParse(value['spec'] ?? {});
  return (
    data ??
    error!.issues.slice(0, 5).map(issue => ({
      message: `Canary ${name} in ${file}: ${pathText(['spec', ...(issue.path as string[])])}: expected ${'expected' in issue ? issue.expected : 'a number or a name'}, got ${shown(at(value['spec'], issue.path))}: no cluster takes it`,
      fix: 'mend it there, or name the manifest that runs',
    }))
  );
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<any>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? inner[step] : undefined),
    value,
  );
}

export function canaryNames({ targetRef: { name }, service }: CanarySpec): CanaryNames {
  const apex = service.name || name;
  return { apex, primaryService: `${apex}-primary`, canaryService: `${apex}-canary`, primary: `${name}-primary` };
}

// What Flagger makes for whom, and who is led past the Service by it.
// https://github.com/fluxcd/flagger/tree/main/pkg/router
const ROUTED_BY: readonly (readonly [provider: RegExp, what: string])[] = [
  [/^istio$/, 'a VirtualService'],
  [/^gatewayapi/, 'an HTTPRoute'],
  [/^(linkerd|smi|osm)/, 'a TrafficSplit'],
  [/^(contour)$/, 'an HTTPProxy'],
  [/^gloo/, 'a RouteTable'],
  [/^traefik$/, 'a TraefikService'],
  [/^apisix$/, 'an ApisixRoute'],
  [/^kuma$/, 'a TrafficRoute'],
  [/^appmesh/, 'a VirtualService of App Mesh'],
  [/^skipper$/, 'an Ingress of its own'],
];

/** Where the Service by its selector alone decides on which pods users are. */
const BY_SERVICE = ['kubernetes', 'nginx'];

/** Why a Canary can't be taken over as it is; none where it can. */
export function refusalsOf(canary: Manifest, spec: CanarySpec): Obstacle[] {
  const { name } = canary.identity;
  const { apex, primaryService } = canaryNames(spec);
  const { provider, targetRef, service, autoscalerRef } = spec;
  const checks = spec.analysis ?? spec.canaryAnalysis;
  const obstacles: Obstacle[] = [];
  if (targetRef.kind !== 'Deployment') {
    obstacles.push({
      message: `the Canary ${name} is of a ${targetRef.kind}, which two colours side by side can not stand for`,
      fix: 'adopt what serves requests out of a Deployment',
    });
  }
  if (checks?.match?.length || checks?.stepWeight || checks?.stepWeights?.length || (checks && !checks.iterations)) {
    obstacles.push({
      message: checks?.match?.length
        ? `the Canary ${name} leads some of the users to the next release by what their requests say (analysis.match), while all others stay`
        : `the Canary ${name} moves users by shares (analysis.stepWeight), and ours moves them at once`,
      fix: 'give it "iterations" in place of stepWeight, stepWeights, maxWeight and match, so that it is blue-green, and adopt it then; shares are "traffic: route" and "promote --weight" afterwards',
    });
  }
  if (provider === undefined) {
    obstacles.push({
      message: `the Canary ${name} says no provider, so it is the one that Flagger was started with, and nobody here knows whether something leads users past the Service ${apex}`,
      fix: `write "provider:" into it, as Flagger's option -mesh-provider says: ${BY_SERVICE.join(' or ')} can be taken over`,
    });
  } else if (!BY_SERVICE.includes(provider)) {
    const [, what = 'what it makes'] = ROUTED_BY.find(([of]) => of.test(provider)) ?? [];
    obstacles.push({
      message: `by its provider ${provider} the Canary ${name} leads users by ${what} to ${primaryService}, past the Service ${apex}: moving that Service moves nobody`,
      fix: `give it "provider: kubernetes", so that Flagger leaves ${what} as it is; take the ownerReferences and the annotation kustomize.toolkit.fluxcd.io/reconcile off that, lead it to the Service ${apex} alone, which leads to the same pods, and adopt then`,
    });
  }
  if (service.headless) {
    obstacles.push({
      message: `the Service ${apex} of the Canary ${name} is headless: clients know the pods themselves, and a promotion by its selector reaches none of them`,
      fix: 'give them an ordinary Service first, and adopt that',
    });
  }
  if (autoscalerRef && autoscalerRef.kind !== 'HorizontalPodAutoscaler') {
    obstacles.push({
      message: `the size of the Canary ${name} is said by the ${autoscalerRef.kind} ${autoscalerRef.name}, which follows a single Deployment, and ours has two`,
      fix: 'scale it by CPU or memory with a HorizontalPodAutoscaler, or give it a fixed number of replicas, and adopt it then',
    });
  }
  return obstacles;
}

// By the first of these that the Deployment selects its pods by, Flagger tells its own pods from those of the target.
// https://docs.flagger.app/usage/how-it-works#canary-target
const PRIMARY_LABELS = ['app', 'name', 'app.kubernetes.io/name'];

/** The labels of the pods that users are on, by those of the target, and what tells the two from each other. */
export function primaryLabels(target: Manifest): { readonly selector: Fields; readonly labels: Fields } {
  const selected: Fields = target.value['spec']?.selector?.matchLabels ?? {};
  const label = PRIMARY_LABELS.find(one => selected[one] !== undefined) ?? Object.keys(selected)[0] ?? 'app';
  const selector = { [label]: `${selected[label]}-primary` };
  return { selector, labels: { ...target.value['spec']?.template?.metadata?.labels, ...selector } };
}

/**
 * The Service that users come through, as Flagger keeps it.
 * @param found the one among the manifests, which Flagger has led to its own pods
 */
export function apexService(
  canary: Manifest,
  spec: CanarySpec,
  target: Manifest,
  found: Manifest | undefined,
): Manifest {
  const { service } = spec;
  const old: Fields = found?.value['spec'] ?? {};
  const nodePorts = new Map<unknown, unknown>(
    (Array.isArray(old['ports']) ? old['ports'] : []).map(({ name, nodePort }: Fields) => [name, nodePort] as const),
  );
  const ports = portsOf(spec, target).map(port => ({
    ...port,
    ...(nodePorts.get(port['name']) !== undefined && { nodePort: nodePorts.get(port['name']) }),
  }));
  const { apex } = canaryNames(spec);
  const annotations = service.apex?.annotations;
  return {
    ...(found ?? canary),
    identity: { ...canary.identity, group: '', kind: 'Service', name: apex },
    value: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: apex, ...(annotations && { annotations }), ...found?.value['metadata'] },
      spec: { ...old, selector: primaryLabels(target).selector, ports },
    },
  };
}

const SIDECARS = ['istio-proxy', 'envoy'];

// https://github.com/fluxcd/flagger/blob/main/pkg/canary/util.go
function portsOf({ service }: CanarySpec, target: Manifest): Fields[] {
  const { port, portName, targetPort, appProtocol, portDiscovery } = service;
  const leadsTo = targetPort || port;
  const first = {
    name: portName || 'http',
    port,
    targetPort: leadsTo,
    ...(appProtocol && { appProtocol }),
  };
  const containers: Fields[] = target.value['spec']?.template?.spec?.containers ?? [];
  const others = containers
    .filter(({ name }) => !SIDECARS.includes(name))
    .flatMap(({ name: container, ports = [] }) =>
      (ports as Fields[]).map(({ name, containerPort }, index) => ({
        name: name ?? `tcp-${container}-${index}`,
        containerPort,
      })),
    )
    .filter(({ name, containerPort }) => containerPort !== leadsTo && name !== leadsTo);
  return [
    first,
    ...(portDiscovery
      ? others.map(({ name, containerPort }) => ({ name, port: containerPort, targetPort: containerPort }))
      : []),
  ];
}
