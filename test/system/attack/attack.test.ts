import { readFileSync } from 'node:fs';
import { attacks } from './generate';
import { KNOWN, outcomes, wrong } from './measure';

const ALL = attacks();

test('there are harmful and harmless changes in plenty, of every style, and no two are one', () => {
  expect(ALL.filter(({ by }) => by).length).toBeGreaterThan(400);
  expect(ALL.filter(({ by }) => !by).length).toBeGreaterThan(200);
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
  for (const style of new Set(ALL.map(one => one.style))) {
    expect(ALL.filter(one => one.style === style).length).toBeGreaterThan(10);
  }
});

test('check finds what hurts and raises no alarm at what does not, but for what is known; what it does now, is known no more', () => {
  const known = readFileSync(KNOWN, 'utf8')
    .split('\n')
    .filter(line => line);
  const now = wrong(outcomes(ALL));
  expect({
    'wrong, and not known: mend it': now.filter(line => !known.includes(line)),
    'known, and right now: npm run attack -- --write': known.filter(line => !now.includes(line)),
  }).toEqual({
    'wrong, and not known: mend it': [],
    'known, and right now: npm run attack -- --write': [],
  });
}, 600_000);
