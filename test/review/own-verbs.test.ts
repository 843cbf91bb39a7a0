import fc from 'fast-check';
import { reviewed } from './output';
import { anyStep, anyTraffic, EVERY_VERB, history } from './verb-history';

test('whatever verbs follow each other, check has nothing to say of any of them', () => {
  const verbs = new Set<string>();
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 4, maxLength: 14 }), anyTraffic, (steps, traffic) => {
      const all = history(steps, traffic);
      for (const { verb, notes, beforeFiles, afterFiles } of all) {
        verbs.add(verb);
        const isSmaller = verb === 'rollback' && notes.length > 0;
        const { findings } = reviewed(beforeFiles, afterFiles);
        // A rollback to a smaller colour says so itself.
        expect(findings.filter(({ rule }) => !(isSmaller && rule === 'BG003'))).toEqual([]);
        expect(findings.length > 0).toBe(isSmaller);
      }
      const last = all.at(-1);
      if (last) expect(reviewed(undefined, last.afterFiles).findings).toEqual([]);
    }),
    { numRuns: 30, examples: [[EVERY_VERB, {}]] },
  );
  expect([...verbs].sort()).toEqual(['deploy', 'promote', 'retire', 'rollback']);
}, 240_000);
