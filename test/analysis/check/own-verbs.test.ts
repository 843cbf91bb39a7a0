import fc from 'fast-check';
import { otherColour } from '../../../lib/construct/props/colour';
import { Protocol } from '../../../lib/construct/props/port';
import type { ColourProps } from '../../../lib/construct/props/release';
import { TrafficMode } from '../../../lib/construct/props/traffic';
import type { ReleaseFile } from '../../../lib/project/files/files';
import { reviewed } from './output';
import { anyStep, anyTraffic, EVERY_VERB, history, type Step } from './verb-history';

const BY_SHARES: Step[] = [
  EVERY_VERB[0]!,
  { verb: 'promote' },
  { verb: 'promote', weight: 10 },
  { verb: 'promote' },
  { verb: 'promote' },
  { verb: 'promote' },
];
const TO_AND_FRO: Step[] = [EVERY_VERB[0]!, { verb: 'promote' }, { verb: 'promote' }, { verb: 'promote' }];

test('whatever verbs follow each other, check has nothing to say of any of them', () => {
  const verbs = new Set<string>();
  const anyNumber = fc.nat({ max: 14 });
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 4, maxLength: 14 }), anyTraffic, anyNumber, (steps, traffic, index) => {
      const all = history(withPortFrom(index, steps), traffic);
      for (const { verb, notes, before, after, beforeFiles, afterFiles } of all) {
        verbs.add(verb);
        const isSmaller = verb === 'rollback' && notes.some(note => /fewer than/.test(String(note)));
        const isWeaker = verb !== 'deploy' && verb !== 'retire' && weakens(before, after);
        const { findings } = reviewed(beforeFiles, afterFiles);
        const rules = new Set(findings.map(({ rule }) => rule));
        // A rollback to a smaller colour says so itself; and what a release lacks that users had, nobody is to miss.
        expect([...rules].sort()).toEqual([...(isSmaller ? ['BG003'] : []), ...(isWeaker ? ['BG018'] : [])]);
      }
      const last = all.at(-1);
      if (last) expect(reviewed(undefined, last.afterFiles).findings).toEqual([]);
    }),
    {
      numRuns: 30,
      examples: [
        [EVERY_VERB, {}, 3],
        [EVERY_VERB, {}, 14],
        // In an overlap, users go from a colour with the port back to one without.
        [TO_AND_FRO, { traffic: TrafficMode.OVERLAP }, 0],
        // By shares, they go from both to one without.
        [BY_SHARES, { traffic: TrafficMode.ROUTE, route: { gateway: { name: 'public' } } }, 0],
      ],
    },
  );
  expect([...verbs].sort()).toEqual(['deploy', 'promote', 'retire', 'rollback']);
}, 240_000);

// Whether users come to a colour that can't grow as far as the one that they leave, or that no budget protects as it does.
function weakens(before: ReleaseFile, after: ReleaseFile): boolean {
  const isMixed = ({ overlap, weight = 0 }: ReleaseFile) => overlap === true || weight > 0;
  // From both to one of them, nobody comes anew.
  if (isMixed(before)) return false;
  const to = isMixed(after) ? otherColour(after.active) : after.active;
  if (to === before.active) return false;
  const [left, target] = [before[before.active]!, after[to] ?? {}];
  // How far somebody else lets a colour grow, nobody knows.
  const most = ({ autoscaling, replicas = 1 }: ColourProps) =>
    autoscaling ? (autoscaling.max ?? Number.POSITIVE_INFINITY) : replicas;
  const growsLess = left.autoscaling?.max !== undefined && most(target) < most(left);
  return growsLess || (!isUnprotected(left) && isUnprotected(target));
}

function isUnprotected({ disruption, replicas = 1, autoscaling }: ColourProps): boolean {
  return disruption?.none === true || (disruption === undefined && (autoscaling?.min ?? replicas) < 2);
}

// As if somebody had given the application another port before that step.
function withPortFrom(index: number, steps: readonly Step[]): Step[] {
  return steps.map((step, at) => {
    if (step.verb !== 'deploy' || at < index) return step;
    const { port, ...spec } = step.spec;
    const ports = [
      { name: 'http', port: port! },
      { name: 'dns', port: 5353, protocol: Protocol.UDP },
    ];
    return { ...step, spec: { ...spec, ports } };
  });
}
