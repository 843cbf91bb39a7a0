import fc from 'fast-check';
import { Protocol } from '../../../lib/construct/props/port';
import { TrafficMode } from '../../../lib/construct/props/traffic';
import { reviewed } from './output';
import { anyStep, anyTraffic, EVERY_VERB, history, type Step } from './verb-history';

const TO_AND_FRO: Step[] = [EVERY_VERB[0]!, { verb: 'promote' }, { verb: 'promote' }, { verb: 'promote' }];

test('whatever verbs follow each other, check has nothing to say of any of them', () => {
  const verbs = new Set<string>();
  const anyNumber = fc.nat({ max: 14 });
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 4, maxLength: 14 }), anyTraffic, anyNumber, (steps, traffic, index) => {
      const all = history(withPortFrom(index, steps), traffic);
      for (const { verb, notes, beforeFiles, afterFiles } of all) {
        verbs.add(verb);
        const isSmaller = verb === 'rollback' && notes.some(note => /fewer than/.test(String(note)));
        const { findings } = reviewed(beforeFiles, afterFiles);
        // A rollback to a smaller colour says so itself.
        expect(findings.filter(({ rule }) => !(isSmaller && rule === 'BG003'))).toEqual([]);
        expect(findings.length > 0).toBe(isSmaller);
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
      ],
    },
  );
  expect([...verbs].sort()).toEqual(['deploy', 'promote', 'retire', 'rollback']);
}, 240_000);

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
