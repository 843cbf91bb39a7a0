import { planText } from '../../../lib/analysis/plan/report/text';
import { summary } from '../../../lib/analysis/plan/summary';
import { texts } from '../check/output';
import { planned, told } from './told';

const script = (context: string, ...more: readonly string[]) =>
  ['#!/bin/sh', "environment='production'", `context='${context}'`, 'set -u', ...more, 'echo "done"', ''].join('\n');
const files = (text?: string) => texts(text === undefined ? {} : { 'dist/kubectl/production/apply.sh': text });
const NOTHING = texts({});
const NAME = 'engines in production: engine: apply.sh, by which kubectl applies this environment,';

test.each<[what: string, before: string | undefined, after: string | undefined, words: string[]]>([
  ['goes by another setting', script('live'), script('test'), [`${NAME} goes by other settings`]],
  [
    'does another step',
    script('live'),
    script('live', 'a', 'a'),
    [`${NAME} does something else (lines: 2 new, 0 gone)`],
  ],
  [
    'does both',
    script('live', 'a', 'b'),
    script('test', 'b'),
    [`${NAME} goes by other settings, and does something else (lines: 0 new, 1 gone)`],
  ],
  [
    'does the same in another order',
    script('live', 'a', 'b'),
    script('live', 'b', 'a'),
    [`${NAME} has its lines in another order`],
  ],
  ['comes', undefined, script('live'), [`${NAME} is added`]],
  ['goes', script('live'), undefined, [`${NAME} is removed`]],
  ['stays', script('live'), script('live'), []],
])('a script that %s is told, and no other', (_, before, after, words) => {
  const plan = planned(NOTHING, NOTHING, { engines: { base: files(before), head: files(after) } });
  expect(told(plan)).toEqual(words);
  if (words.length) expect(summary(plan)).toMatch(/1 change for the engine/);
});

test('with the setting that is another, before and after', () => {
  const plan = planned(NOTHING, NOTHING, { engines: { base: files(script('live')), head: files(script('')) } });
  expect(planText(plan).text).toContain('\n    context: live -> ""\n');
});
