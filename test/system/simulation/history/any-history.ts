import fc from 'fast-check';
import { BEHAVIOURS, type BehaviourName } from '../cluster/behaviour';
import { SPECS, type SpecName } from './application';
import { type Act, type History, type Step, VERSIONS, type Version } from './history';

const version = fc.constantFrom(...VERSIONS);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: version.map((version): Act => ({ kind: 'deploy', version })) },
  { weight: 1, arbitrary: version.map((version): Act => ({ kind: 'deploy and promote', version })) },
  { weight: 6, arbitrary: fc.constant<Act>({ kind: 'promote' }) },
  { weight: 2, arbitrary: fc.constantFrom(5, 50).map((weight): Act => ({ kind: 'promote a share', weight })) },
  { weight: 4, arbitrary: fc.constant<Act>({ kind: 'rollback' }) },
  { weight: 2, arbitrary: fc.constant<Act>({ kind: 'retire' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'attempt' }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('promote without gate', 'rollback without gate', 'let through')
      .map((kind): Act => ({ kind })),
  },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'unrelated commit' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'a pod dies' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'what serves breaks' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'gates break' }) },
  { weight: 2, arbitrary: fc.constant<Act>({ kind: 'gates are mended' }) },
);

// In a hurry, at ease, or after a break.
const after = fc.oneof(fc.nat(20), fc.nat(180), fc.nat(1500));

const step: fc.Arbitrary<Step> = fc.record({ after, act });

const behaviour = fc.oneof(
  { weight: 1, arbitrary: fc.constant<BehaviourName>('is healthy') },
  { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(BEHAVIOURS) as BehaviourName[])) },
);

/** Any history; the first step deploys, because nothing else can come first. */
export const anyHistory: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  spec: fc.constantFrom(...(Object.keys(SPECS) as SpecName[])),
  behaviours: fc.record({ '1.0': behaviour, '2.0': behaviour, '3.0': behaviour } satisfies Record<Version, unknown>),
  pollsEvery: fc.constantFrom<History['pollsEvery']>('webhook', 10, 180),
  steps: fc
    .array(step, { minLength: 1, maxLength: 14 })
    .map(steps => [{ after: 0, act: { kind: 'deploy', version: '1.0' } } as const, ...steps]),
});
