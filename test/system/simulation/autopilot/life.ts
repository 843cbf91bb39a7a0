import fc from 'fast-check';
import type { DeliveryPolicy } from '../../../../lib/project/files/delivery-policy';

/** What becomes of a version once it is deployed. */
export type Truth = 'is good' | 'never gets ready' | 'fails its gate' | 'turns bad under users' | 'turns bad later';

const TRUTHS: readonly Truth[] = [
  'is good',
  'never gets ready',
  'fails its gate',
  'turns bad under users',
  'turns bad later',
];

/** What a person does, what befalls the engine, or a pass of the autopilot. */
export type Act =
  | ({ readonly kind: 'deploy'; readonly version: number } & OfMember)
  | ({ readonly kind: 'retire' | 'hold' | 'go on' | 'edit' } & OfMember)
  /** Without a member, all of the group. */
  | { readonly kind: 'promote' | 'rollback'; readonly member?: number }
  | { readonly kind: 'revert' }
  | ({ readonly kind: 'share'; readonly weight: number } & OfMember)
  | { readonly kind: 'the engine stops' | 'the engine goes on' }
  | {
      readonly kind: 'pass';
      /** What it knows of the cluster: what it sees, what somebody saw some minutes ago, or nothing. */
      readonly sees: 'now' | number | 'nothing';
      /** By how many minutes its clock is wrong. */
      readonly wrong: number;
      /** What happens before its push arrives. */
      readonly meanwhile?: 'a person pushes' | 'another pass' | 'it is killed';
    };

/** To which application of a group it happens. */
interface OfMember {
  readonly member: number;
}

/** An application, and what becomes of its versions. */
export interface MemberLife {
  readonly policy: DeliveryPolicy;
  /** Whether promotions are watched. */
  readonly watched: boolean;
  readonly truths: readonly Truth[];
}

export interface Life {
  /** One, or those of a group. */
  readonly members: readonly MemberLife[];
  /** Seconds that the engine takes for a commit. */
  readonly lag: number;
  readonly steps: ReadonlyArray<{
    /** Minutes since the step before. */
    readonly after: number;
    readonly act: Act;
  }>;
}

const STEPS = { steps: fc.constantFrom<number[]>([5, 50], [20]), pause: fc.constantFrom('10m', '2h') };

const policyOf = (more: Partial<typeof STEPS>, required: ReadonlyArray<'steps'>): fc.Arbitrary<DeliveryPolicy> =>
  fc.record(
    {
      ...more,
      promote: fc.constantFrom('automatic', 'automatic', 'manual'),
      rollback: fc.constantFrom('automatic', 'automatic', 'manual'),
      hours: fc.constantFrom({ from: '09:00', to: '16:00' }, { days: 'mon-fri', from: '22:00', to: '04:00' }),
      retire: fc.constantFrom('30m', '24h'),
      giveUp: fc.constantFrom('2h', '48h'),
    },
    { requiredKeys: ['promote', ...required] },
  );

const pass: fc.Arbitrary<Act> = fc.record(
  {
    kind: fc.constant('pass' as const),
    sees: fc.oneof(
      { weight: 6, arbitrary: fc.constant('now' as const) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
      { weight: 1, arbitrary: fc.constant('nothing' as const) },
    ),
    wrong: fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: -90, max: 90 }) },
    ),
    meanwhile: fc.constantFrom('a person pushes', 'another pass', 'it is killed'),
  },
  { requiredKeys: ['kind', 'sees', 'wrong'] },
);

const FIRST = fc.constant(0);

const actOf = (member: fc.Arbitrary<number>, mover: fc.Arbitrary<number | undefined>): fc.Arbitrary<Act> =>
  fc.oneof(
    { weight: 10, arbitrary: pass },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('deploy'), version: fc.nat(4), member }) },
    {
      weight: 4,
      arbitrary: fc.oneof(
        { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('promote', 'rollback'), member: mover }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('revert') }) },
        { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('retire', 'hold', 'go on', 'edit'), member }) },
      ),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constantFrom('the engine stops', 'the engine goes on') }),
    },
  ) as fc.Arbitrary<Act>;

const act = actOf(FIRST, FIRST);

/** Any life of an application, with people, an engine, and the autopilot in it. */
export const anyLife: fc.Arbitrary<Life> = lifeOf([memberOf(policyOf(STEPS, []), fc.constant(true))], act);

/** One in which users come by shares. */
export const sharedLife: fc.Arbitrary<Life> = lifeOf(
  [memberOf(policyOf(STEPS, ['steps']), fc.boolean())],
  fc.oneof(
    { weight: 10, arbitrary: act },
    {
      weight: 2,
      arbitrary: fc.constantFrom(5, 10, 50).map((weight): Act => ({ kind: 'share', weight, member: 0 })),
    },
  ),
);

const some = fc.nat(2);

/** One of a group of three, of which each is delivered in its own way, at the hours of all: else they may never come together. */
export const groupLife: fc.Arbitrary<Life> = lifeOf(
  [0, 1, 2].map(() => memberOf(policyOf(STEPS, []), fc.boolean())),
  actOf(some, fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: some })),
).map(({ members, ...life }) => {
  const { hours } = members[0]!.policy;
  const inTime = ({ policy: { hours: _, ...policy }, ...one }: MemberLife): MemberLife => ({
    ...one,
    policy: { ...policy, ...(hours && { hours }) },
  });
  return { ...life, members: members.map(inTime) };
});

function memberOf(policy: fc.Arbitrary<DeliveryPolicy>, watched: fc.Arbitrary<boolean>): fc.Arbitrary<MemberLife> {
  const truths = fc.array(fc.constantFrom<Truth>('is good', ...TRUTHS), { minLength: 5, maxLength: 5 });
  return fc.record({ policy, watched, truths });
}

function lifeOf(members: readonly fc.Arbitrary<MemberLife>[], act: fc.Arbitrary<Act>): fc.Arbitrary<Life> {
  return fc.record({
    members: fc.tuple(...members),
    lag: fc.integer({ min: 3, max: 240 }),
    steps: fc.array(fc.record({ after: fc.oneof(fc.nat(4), fc.nat(40), fc.nat(1500)), act }), {
      minLength: 2,
      maxLength: 24,
    }),
  });
}
