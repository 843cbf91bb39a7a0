import type { BlueGreenApplicationProps } from '../../../../lib/construct/props/application';
import type { ReleaseFile } from '../../../../lib/project/files/files';
import type { Manifest } from '../../../../lib/project/output/manifests';
import { renderApplication } from '../../../construct/render/render-application';

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
} satisfies Record<string, BlueGreenApplicationProps>;

export type SpecName = keyof typeof SPECS;

const rendered = new Map<string, readonly Manifest[]>();

/** What the project writes for a release file. The same ones come back again and again; each is rendered once. */
export function manifestsOf(spec: SpecName, state: ReleaseFile): readonly Manifest[] {
  const key = JSON.stringify([spec, state]);
  const manifests = rendered.get(key) ?? renderApplication({ ...SPECS[spec], ...state });
  rendered.set(key, manifests);
  return manifests;
}
