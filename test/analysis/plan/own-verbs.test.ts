import fc from 'fast-check';
import { treesOf } from '../../../lib/analysis/manifests/tree';
import type { EffectKind } from '../../../lib/analysis/plan/effect-kind';
import { fleetOfModel, isServing } from '../../../lib/analysis/plan/fleet';
import type { ReleaseChange } from '../../../lib/analysis/plan/release-change';
import { modelsOf } from '../../../lib/analysis/topology/model';
import { releaseState } from '../../../lib/history/release-state';
import { yamlText } from '../../../lib/project/output/yaml-text';
import { anyStep, anyTraffic, EVERY_VERB, history, type Written } from '../check/verb-history';
import { planned } from './told';

const NAMES: Readonly<Record<Written['verb'], readonly EffectKind[]>> = {
  // Of the release that a retired colour has already.
  deploy: ['deploy', 'raise'],
  // What was only looked at is raised first.
  promote: ['promote', 'raise'],
  rollback: ['rollback'],
  retire: ['retire'],
};

test('whatever verbs follow each other, plan names the one that made each change', () => {
  const verbs = new Set<string>();
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 4, maxLength: 12 }), anyTraffic, (steps, traffic) => {
      for (const written of history(steps, traffic)) {
        const { stories } = planned(written.beforeFiles, written.afterFiles, {
          releases: new Map([['production/ping', releaseChange(written)]]),
        });
        expect(stories.map(({ title }) => title)).toEqual(['ping in production']);
        const kinds = stories[0]!.effects.map(({ kind }) => kind);
        // A skipped gate is told first, and objects beside the colours last, with what is asked of a quota.
        const [name, ...rest] = kinds.filter(
          kind => kind !== 'objects' && kind !== 'quota' && !(written.skipsGate && kind === 'gate skipped'),
        );
        expect(NAMES[written.verb]).toContain(name);
        expect(rest).toEqual([]);
        expect(kinds.includes('gate skipped')).toBe(written.skipsGate);
        verbs.add(written.verb);
      }
    }),
    { numRuns: 15, examples: [[EVERY_VERB, {}]] },
  );
  expect([...verbs].sort()).toEqual(['deploy', 'promote', 'retire', 'rollback']);
}, 240_000);

// Which way users went, the history of the release file tells; weights and overlap tell themselves.
function releaseChange({ verb, before, after }: Written): ReleaseChange {
  return {
    before: stateOf(before),
    after: stateOf(after),
    ...(before.active !== after.active && { switched: verb === 'rollback' ? 'rolled back' : 'promoted' }),
  };
}

function stateOf(file: Written['before']): ReturnType<typeof releaseState> {
  return releaseState(yamlText(file));
}

test('whatever verbs follow each other, the fleet of a page is the same without the files that lead nobody', () => {
  const fleet = (files: ReadonlyMap<string, Uint8Array>) => fleetOfModel(modelsOf(treesOf({ head: files })).head);
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 4, maxLength: 12 }), anyTraffic, (steps, traffic) => {
      for (const { afterFiles } of history(steps, traffic)) {
        const all = new Map([...afterFiles].map(([file, text]) => [file, Buffer.from(text)]));
        const some = new Map([...all].filter(([file]) => isServing(file)));
        expect(some.size).toBeLessThan(all.size - 3);
        expect(fleet(some)).toEqual(fleet(all));
      }
    }),
    { numRuns: 5, examples: [[EVERY_VERB, {}]] },
  );
});
