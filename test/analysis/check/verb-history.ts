import fc from 'fast-check';
import type { BlueGreenApplicationProps } from '../../../lib/construct/props/application';
import { Colour, otherColour } from '../../../lib/construct/props/colour';
import type { ColourProps } from '../../../lib/construct/props/release';
import type { Idle } from '../../../lib/construct/props/size';
import { TrafficMode } from '../../../lib/construct/props/traffic';
import { decide, type NamedProps } from '../../../lib/construct/resolve/application';
import { filesOf } from '../../../lib/project/files/application-files';
import type { ReleaseFile } from '../../../lib/project/files/files';
import { FOLDERS } from '../../../lib/project/files/folders';
import { yamlText } from '../../../lib/project/output/yaml-text';
import type { ApplicationState } from '../../../lib/release/application-state';
import { deploy } from '../../../lib/release/deploy';
import type { Outcome } from '../../../lib/release/outcome';
import { promote } from '../../../lib/release/promote';
import { retire } from '../../../lib/release/retire';
import { rollback } from '../../../lib/release/rollback';
import { renderApplication } from '../../construct/render/render-application';
import { release, SPEC } from '../../release/ping-state';

type Spec = BlueGreenApplicationProps & { readonly name: string };

const PUBLISHED: Spec = { ...SPEC, service: { port: 80 }, ingress: { host: 'ping.example.com' } };

const AUTOSCALED: Spec = {
  ...withoutReplicas(PUBLISHED),
  resources: { requests: { cpu: '100m' } },
  autoscaling: { min: 3, max: 5 },
};

const KEDA = { triggers: [{ type: 'cron', metadata: { desiredReplicas: '3' } }] };

// What people change between two deploys.
const anySpec: fc.Arbitrary<Spec> = fc
  .record(
    {
      replicas: fc.integer({ min: 1, max: 4 }),
      config: fc.constantFrom({ LEVEL: 'info' }, { LEVEL: 'debug' }),
      env: fc.constantFrom({ A: '1' }, { A: '2' }),
      disruption: fc.constantFrom({ none: true }, { minAvailable: 1 }),
      serviceAccount: fc.constantFrom({ name: 'ping-web' }, { name: 'ping-other' }),
      readiness: fc.constantFrom({ path: '/ping' }, { path: '/ready' }),
      port: fc.constantFrom(5000, 8080),
      idle: fc.constantFrom<Idle>({ replicas: 1 }, { preview: 1 }),
      volumes: fc.constant({ tmp: { mountPath: '/tmp', emptyDir: {} } }),
    },
    { requiredKeys: [] },
  )
  .chain(({ idle, ...others }) => {
    const keys = { ...others, ...(idle && { idle }) };
    return fc.constantFrom<Spec>(
      { ...SPEC, ...keys },
      {
        ...withoutReplicas({ ...SPEC, ...keys }),
        resources: { requests: { cpu: '100m' } },
        autoscaling: { min: 2, max: 5 },
      },
      { ...withoutReplicas({ ...SPEC, ...keys }), autoscaling: { min: 2, max: 5, keda: KEDA } },
      { ...withoutReplicas({ ...SPEC, ...others }), autoscaling: { min: 2, external: true } },
    );
  })
  .map(spec => ({ ...spec, service: PUBLISHED.service!, ingress: PUBLISHED.ingress! }));

function withoutReplicas({ replicas: _, ...rest }: Spec): Spec {
  return rest;
}

export type Step =
  | { readonly verb: 'deploy'; readonly tag: string; readonly spec: Spec }
  | { readonly verb: 'promote'; readonly weight?: number; readonly skipGate?: string }
  | { readonly verb: 'rollback' | 'retire' };

/** One run of a verb. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ verb: fc.constant('deploy' as const), tag: fc.constantFrom('1', '2', '3'), spec: anySpec }),
  fc.record(
    {
      verb: fc.constant('promote' as const),
      weight: fc.constantFrom(10, 50),
      skipGate: fc.constant('no nodes'),
    },
    { requiredKeys: ['verb'] },
  ),
  fc.record({ verb: fc.constantFrom('promote' as const, 'rollback' as const, 'retire' as const) }),
);

type Traffic = Pick<Spec, 'traffic' | 'route'>;

/** How an application moves traffic, which stays as it is. */
export const anyTraffic: fc.Arbitrary<Traffic> = fc.constantFrom(
  {},
  { traffic: TrafficMode.OVERLAP },
  { traffic: TrafficMode.ROUTE, route: { gateway: { name: 'public' }, previewHeader: { name: 'x', value: 'y' } } },
);

/** So that no run of a test misses a verb. */
export const EVERY_VERB: Step[] = [
  { verb: 'deploy', tag: '1', spec: PUBLISHED },
  { verb: 'promote' },
  { verb: 'rollback' },
  { verb: 'deploy', tag: '2', spec: { ...PUBLISHED, replicas: 3 } },
  { verb: 'promote' },
  { verb: 'rollback' },
  { verb: 'retire' },
  { verb: 'deploy', tag: '3', spec: AUTOSCALED },
  { verb: 'promote' },
  { verb: 'deploy', tag: '2', spec: PUBLISHED },
];

/** What a verb wrote. */
export interface Written {
  readonly verb: Step['verb'];
  /** What the verb says beside. */
  readonly notes: readonly unknown[];
  /** Whether it says that nothing proves the release, where it did not say so before. */
  readonly skipsGate: boolean;
  readonly before: ReleaseFile;
  readonly after: ReleaseFile;
  readonly beforeFiles: ReadonlyMap<string, string>;
  readonly afterFiles: ReadonlyMap<string, string>;
}

/** All that the verbs wrote, one after the other. */
export function history(steps: readonly Step[], traffic: Traffic): Written[] {
  const all: Written[] = [];
  let state: ReleaseFile = { active: Colour.BLUE, blue: release('0') };
  let spec: Spec = { ...PUBLISHED, ...traffic };
  let files = rendered(spec, state)!;
  // What users were on when they left a colour.
  const left: Partial<Record<Colour, ColourProps>> = {};
  for (const step of steps) {
    if (step.verb === 'deploy') spec = { ...step.spec, ...traffic };
    const current: ApplicationState = {
      environment: 'production',
      application: 'ping',
      files: filesOf(FOLDERS, 'production', 'ping'),
      spec,
      state,
      committed: state,
    };
    const outcome = outcomeOf(step, current, left[otherColour(state.active)]);
    const next = after(state, outcome);
    const nextFiles = rendered(spec, next);
    // What can't be rendered, no verb writes.
    if (!nextFiles) continue;
    if (outcome.kind === 'change') {
      const { notes } = outcome;
      const [was, is] = [state.gate?.skipped, next.gate?.skipped];
      const skipsGate = is !== undefined && is !== was;
      all.push({
        verb: step.verb,
        notes,
        skipsGate,
        before: state,
        after: next,
        beforeFiles: files,
        afterFiles: nextFiles,
      });
    }
    if (next.active !== state.active) left[state.active] = state[state.active]!;
    state = next;
    files = nextFiles;
  }
  return all;
}

function outcomeOf(step: Step, current: ApplicationState, last: ColourProps | undefined): Outcome {
  if (step.verb === 'deploy') return deploy(current, { tag: step.tag });
  if (step.verb === 'promote') return promote(current, step);
  if (step.verb === 'retire') return retire(current);
  return rollback(
    current,
    last
      ? { found: 'entry', entry: { retired: false, content: last as any }, replacedBy: undefined }
      : { found: 'never active' },
  );
}

function rendered(spec: Spec, { gate, ...state }: ReleaseFile): Map<string, string> | undefined {
  const props = { ...spec, ...state, ...(gate && { gate }), namespace: 'demo', createNamespace: true } as NamedProps;
  if (decide(props).problems.some(({ warning }) => !warning)) return undefined;
  return new Map(
    renderApplication(props).map(({ path, object }) => [`dist/apps/production/ping/${path}`, yamlText(object)]),
  );
}

function after(state: ReleaseFile, outcome: Outcome): ReleaseFile {
  if (outcome.kind !== 'change' || 'created' in outcome.edits) return state;
  const copy = structuredClone(state) as any;
  for (const edit of outcome.edits) {
    const holder = edit.path.length === 1 ? copy : copy[edit.path[0]!];
    const key = edit.path.at(-1)!;
    if (edit.kind === 'set') holder[key] = edit.value;
    else delete holder[key];
  }
  return copy;
}
