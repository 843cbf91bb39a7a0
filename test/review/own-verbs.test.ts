import fc from 'fast-check';
import { deploy } from '../../lib/change/deploy';
import type { Outcome } from '../../lib/change/outcome';
import { promote } from '../../lib/change/promote';
import { retire } from '../../lib/change/retire';
import { rollback } from '../../lib/change/rollback';
import type { Standing } from '../../lib/change/standing';
import { decide, type NamedProps } from '../../lib/decide/application';
import { renderApplication } from '../../lib/render/render-application';
import type { BlueGreenApplicationProps } from '../../lib/spec/application';
import { Colour, otherColour } from '../../lib/spec/colour';
import type { ReleaseFile } from '../../lib/spec/files';
import type { ColourProps } from '../../lib/spec/release';
import { TrafficMode } from '../../lib/spec/traffic';
import { yamlText } from '../../lib/write/yaml-text';
import { release, SPEC } from '../change/ping-standing';
import { reviewed } from './output';

type Spec = BlueGreenApplicationProps & { readonly name: string };

const PUBLISHED: Spec = { ...SPEC, service: { port: 80 }, ingress: { host: 'ping.example.com' } };

const AUTOSCALED: Spec = {
  ...withoutReplicas(PUBLISHED),
  resources: { requests: { cpu: '100m' } },
  autoscaling: { min: 3, max: 5 },
};

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
      idle: fc.constant({ replicas: 1 }),
      volumes: fc.constant({ tmp: { mountPath: '/tmp', emptyDir: {} } }),
    },
    { requiredKeys: [] },
  )
  .chain(keys =>
    fc.constantFrom<Spec>(
      { ...SPEC, ...keys },
      {
        ...withoutReplicas({ ...SPEC, ...keys }),
        resources: { requests: { cpu: '100m' } },
        autoscaling: { min: 2, max: 5 },
      },
    ),
  )
  .map(spec => ({ ...spec, service: PUBLISHED.service!, ingress: PUBLISHED.ingress! }));

function withoutReplicas({ replicas: _, ...rest }: Spec): Spec {
  return rest;
}

type Step =
  | { readonly verb: 'deploy'; readonly tag: string; readonly spec: Spec }
  | { readonly verb: 'promote'; readonly weight?: number; readonly skipGate?: string }
  | { readonly verb: 'rollback' | 'retire' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
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

// How an application moves traffic stays as it is.
const anyTraffic: fc.Arbitrary<Pick<Spec, 'traffic' | 'route'>> = fc.constantFrom(
  {},
  { traffic: TrafficMode.OVERLAP },
  { traffic: TrafficMode.ROUTE, route: { gateway: { name: 'public' }, previewHeader: { name: 'x', value: 'y' } } },
);

// So that no run of the test misses a verb.
const EVERY_VERB: Step[] = [
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

test('whatever verbs follow each other, check has nothing to say of any of them', () => {
  const counts: Record<string, number> = {};
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 4, maxLength: 14 }), anyTraffic, (steps, traffic) => {
      let state: ReleaseFile = { active: Colour.BLUE, blue: release('0') };
      let spec: Spec = { ...PUBLISHED, ...traffic };
      let files = rendered(spec, state)!;
      // What users were on when they left a colour.
      const left: Partial<Record<Colour, ColourProps>> = {};
      for (const step of steps) {
        if (step.verb === 'deploy') spec = { ...step.spec, ...traffic };
        const standing: Standing = { environment: 'production', application: 'ping', spec, state, committed: state };
        const last = left[otherColour(state.active)];
        const outcome =
          step.verb === 'deploy'
            ? deploy(standing, { tag: step.tag })
            : step.verb === 'promote'
              ? promote(standing, step)
              : step.verb === 'retire'
                ? retire(standing)
                : rollback(
                    standing,
                    last
                      ? { found: 'entry', entry: { retired: false, content: last as any }, replacedBy: undefined }
                      : { found: 'never active' },
                  );
        const next = after(state, outcome);
        const nextFiles = rendered(spec, next);
        // What can't be rendered, no verb writes.
        if (!nextFiles) continue;
        if (outcome.kind === 'change') {
          counts[step.verb] = (counts[step.verb] ?? 0) + 1;
          const isSmaller = step.verb === 'rollback' && outcome.notes.length > 0;
          const { findings } = reviewed(files, nextFiles);
          // A rollback to a smaller colour says so itself.
          expect(findings.filter(({ rule }) => !(isSmaller && rule === 'BG003'))).toEqual([]);
          expect(findings.length > 0).toBe(isSmaller);
        }
        if (next.active !== state.active) left[state.active] = state[state.active]!;
        state = next;
        files = nextFiles;
      }
      expect(reviewed(undefined, files).findings).toEqual([]);
    }),
    { numRuns: 30, examples: [[EVERY_VERB, {}]] },
  );
  expect(Object.keys(counts).sort()).toEqual(['deploy', 'promote', 'retire', 'rollback']);
}, 240_000);
