import { filesBelow } from '../../../../lib/project/write/files-below';
import { harmless } from './harmless';
import { judged } from './judged';

test('check raises no alarm at any of 300 changes that hurt nobody, in styles that nobody had seen', () => {
  const all = harmless();
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter(({ rules }) => rules.length)).toEqual([]);
}, 600_000);

test('the way in which they are judged finds what hurts, in each style', () => {
  for (const text of filesBelow(__dirname, 'corpus').values()) {
    const without = text.split(/^---$/m).filter(one => !/^kind: (Deployment|StatefulSet)$/m.test(one));
    const files = (content: string) => new Map([['all.yaml', content]]);
    expect(judged(files(text), files(without.join('---')))).not.toEqual([]);
  }
});
