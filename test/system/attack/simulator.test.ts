import { review } from '../../../lib/analysis/check/review';
import { planOf } from '../../../lib/analysis/plan/plan';
import { modelsOf } from '../../../lib/analysis/topology/model';
import { Reading } from './reading';
import { applied } from './simulator/cluster';
import { lost } from './simulator/compare';
import { mutated, type Random } from './simulator/mutation';
import { served } from './simulator/served';
import { FOREIGN, OURS, SINGLE, type Style } from './style';

const STYLES: readonly Style[] = [...FOREIGN, SINGLE, ...OURS];

test.each(STYLES)('users of $name are served by whom the style says', ({ name, files, live }) => {
  // There the shop's ingressTemplate leads to somebody else.
  const ways = [...served(applied(files))].filter(([way]) => !way.endsWith('/help')).map(([, who]) => who);
  expect(ways.length).toBeGreaterThan(0);
  for (const who of ways) {
    expect([...who.values()].reduce((sum, part) => sum + part, 0)).toBeCloseTo(100);
    // In one style a worker answers too, in another one there are two applications.
    if (name !== 'surplus' && name !== 'single') expect([...who.keys()]).toEqual([live]);
  }
});

// `MUTATIONS=100000` tries more of them; the same numbers try the same ones.
const COUNT = Number(process.env['MUTATIONS'] ?? 600);
const SEED = Number(process.env['MUTATION_SEED'] ?? 20261128);

test(`of ${COUNT} changes of a single value, check finds all after which somebody is not served, and plan tells an outage; and what plan calls one, check finds`, () => {
  const random = numbers(SEED);
  const missed: string[] = [];
  let losses = 0;
  for (let i = 0; i < COUNT; i++) {
    const style = STYLES[random(STYLES.length)]!;
    const { words, head } = mutated(style, random);
    const ways = lost(style.files, head);
    if (ways.length) losses++;
    const { found, outage } = judged(style.files, head);
    const line = `${style.name}: ${words}: ${ways.join(', ')}`;
    if (ways.length && !found) missed.push(`not found: ${line}`);
    if (ways.length && !outage && !isNotTold(words)) missed.push(`not told: ${line}`);
    if (outage && !found) missed.push(`told, and not found: ${line}`);
  }
  expect(losses).toBeGreaterThan(COUNT / 10);
  expect(missed).toEqual([]);
}, 600_000);

// Pods that do not get ready leave the old ones be. Who may reach them, plan tells as a change of objects.
function isNotTold(words: string): boolean {
  return /^NetworkPolicy |readinessProbe|parentRefs/.test(words);
}

const reading = new Reading();

function judged(base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>) {
  const models = modelsOf(reading.trees(reading.sides(base, head)));
  const { findings } = review(models);
  const { stories } = planOf({ compared: '', models, releases: new Map(), inputs: [], findings, notes: [] });
  const outage = stories.some(({ effects }) => effects.some(({ kind }) => kind === 'outage' || kind === 'removal'));
  return { found: findings.length > 0, outage };
}

// The multiplier and increment of C's rand: the same on every machine.
function numbers(seed: number): Random {
  let state = seed % 2147483648;
  return below => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % below;
  };
}
