import type { BlueGreenApplicationProps } from '../../../../lib/construct/props/application';
import { ServiceType } from '../../../../lib/construct/props/service';
import { TrafficMode } from '../../../../lib/construct/props/traffic';
import type { ReleaseFile } from '../../../../lib/project/files/files';
import type { Manifest } from '../../../../lib/project/output/manifests';
import { renderApplication } from '../../../construct/render/render-application';
import { textOf } from '../cluster/object';
import type { Way } from '../invariants/serving';

const SHARED = {
  name: 'ping',
  image: 'pkw0301/app',
  port: 5000,
  readiness: { path: '/ping' },
  smoke: [{ path: '/ping', contains: 'Hi' }],
} satisfies BlueGreenApplicationProps;

/** The application of the article, of a fixed size, and as each kind of autoscaler has it grow. */
export const SPECS = {
  'two pods': { ...SHARED, replicas: 2 },
  'at least three pods': {
    ...SHARED,
    resources: { requests: { cpu: '100m' } },
    autoscaling: { min: 3, max: 6 },
    config: { GREETING: 'Hi' },
  },
  'scaled by KEDA': {
    ...SHARED,
    autoscaling: { min: 3, max: 6, keda: { triggers: [{ type: 'cron', metadata: { desiredReplicas: '3' } }] } },
  },
  'looked at with one pod': { ...SHARED, replicas: 3, idle: { preview: 1 } },
  'scaled by others': { ...SHARED, autoscaling: { min: 3, external: true } },
  'by several Services': {
    ...SHARED,
    replicas: 2,
    services: { admin: {}, partners: { type: ServiceType.LOAD_BALANCER } },
    ingress: { host: 'ping.example.com', rules: [{ path: '/api' }] },
  },
  'by routes': {
    ...SHARED,
    replicas: 2,
    traffic: TrafficMode.ROUTE,
    route: {
      gateway: { name: 'edge' },
      hostnames: ['ping.example.com'],
      rules: [{ path: '/api' }],
      grpc: { hostnames: ['grpc.example.com'] },
      // The one thing of `release` that a deploy and a retire change.
      mirror: { percent: 10 },
    },
  },
  'by an overlap': {
    ...SHARED,
    replicas: 2,
    service: { type: ServiceType.LOAD_BALANCER },
    traffic: TrafficMode.OVERLAP,
  },
  'workers alone': {
    name: 'ping',
    image: 'pkw0301/app',
    command: ['stand-by'],
    replicas: 2,
    workers: { mail: { args: ['mail'], replicas: 2, overlap: false }, post: { args: ['post'] } },
  },
  'with workers': {
    ...SHARED,
    replicas: 2,
    workers: { mail: { args: ['mail'], replicas: 2, overlap: false }, post: { args: ['post'] } },
  },
} satisfies Record<string, BlueGreenApplicationProps>;

export type SpecName = keyof typeof SPECS;

/** By what users come, beside the Service. */
export const OTHER_WAYS: { readonly [spec in SpecName]?: readonly Way[] } = {
  'by several Services': ['ping-admin', 'ping-partners', 'Ingress/ping'],
  'by routes': ['HTTPRoute/ping', 'GRPCRoute/ping'],
};

/** The Deployments of the workers that a spec has. */
export function workersOf(spec: SpecName): Map<string, { readonly overlap: boolean }> {
  const { name, workers = {} }: BlueGreenApplicationProps = SPECS[spec];
  return new Map(
    Object.entries(workers).map(([worker, { overlap = true }]) => [`${name}-${worker}`, { overlap }] as const),
  );
}

const rendered = new Map<string, readonly Manifest[]>();

/** What the project writes for a release file. The same ones come back again and again; each is rendered once. */
export function manifestsOf(spec: SpecName, state: ReleaseFile): readonly Manifest[] {
  const key = `${spec} ${textOf(state)}`;
  const manifests = rendered.get(key) ?? renderApplication({ ...SPECS[spec], ...state });
  rendered.set(key, manifests);
  return manifests;
}
