import fc from 'fast-check';
import { Parser, parse } from 'yaml';
import { removeEntry } from '../../../lib/project/edit/remove-entry';
import { setEntry } from '../../../lib/project/edit/set-entry';
import { setScalar } from '../../../lib/project/edit/set-scalar';
import { anyValue } from './any-value';
import { blockRelease, flowRelease, textOf, type WrittenRelease } from './written-release';

// Shrinking whole files takes minutes, and they can be read as they are.
fc.configureGlobal({ endOnFailure: true });

// What stands before and behind an entry of the root; a new one comes behind all others.
function around({ stretches }: WrittenRelease, key: string): { before: string; behind: string } {
  const there = stretches.findIndex(stretch => stretch.key === key);
  const last = stretches.findLastIndex(stretch => stretch.key !== undefined);
  const text = (from: number, to?: number) =>
    stretches
      .slice(from, to)
      .map(stretch => stretch.text)
      .join('');
  return there < 0
    ? { before: text(0, last + 1), behind: text(last + 1) }
    : { before: text(0, there), behind: text(there + 1) };
}

function expectSaid(text: string, value: unknown): void {
  for (const version of ['1.1', '1.2'] as const) expect(parse(text, { version })).toEqual(value);
}

// As the parser's tokens have them, sorted: braces that become a block move some.
function commentsIn(text: string): string[] {
  const found: string[] = [];
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { type, source } = part as { readonly type?: string; readonly source?: string };
    if (type === 'comment') found.push(source!.trim());
    for (const inner of Object.values(part)) walk(inner);
  };
  for (const token of new Parser().parse(text)) walk(token);
  return found.sort();
}

const noCommas = (text: string) => text.replaceAll(',', '');

describe.each([
  ['in blocks', blockRelease],
  ['in braces', flowRelease],
])('a release file %s', (style, releases) => {
  test('says what its writer meant (or these tests would show nothing)', () => {
    fc.assert(fc.property(releases, release => expectSaid(textOf(release), release.value)));
  });

  test('a promotion changes the one word, and its rollback restores every byte', () => {
    fc.assert(
      fc.property(releases, release => {
        const promoted = setScalar(textOf(release), ['active'], 'green');
        const { before, behind } = around(release, 'active');
        expectSaid(promoted, { ...release.value, active: 'green' });
        expect(promoted.length).toBe(textOf(release).length + 'green'.length - 'blue'.length);
        expect(promoted.startsWith(before) && promoted.endsWith(behind)).toBe(true);
        expect(setScalar(promoted, ['active'], 'blue')).toBe(textOf(release));
      }),
    );
  });

  test('a deploy of any value changes no byte outside of its entry, and repeats as no change', () => {
    fc.assert(
      fc.property(releases, anyValue, (release, value) => {
        const deployed = setEntry(textOf(release), ['green'], value);
        const { before, behind } = around(release, 'green');
        expectSaid(deployed, { ...release.value, green: value });
        expect(deployed.startsWith(before)).toBe(true);
        if (style === 'in blocks' || 'green' in release.value) expect(deployed.endsWith(behind)).toBe(true);
        // The entry that was the last one may have got a comma.
        else expect(noCommas(removeEntry(deployed, ['green']))).toBe(noCommas(textOf(release)));
        expect(setEntry(deployed, ['green'], value)).toBe(deployed);
      }),
      { numRuns: 150 },
    );
  });

  test('a deploy of the same keys keeps every comment, wherever it stood', () => {
    fc.assert(
      fc.property(releases, release => {
        const { green } = release.value;
        fc.pre(typeof green === 'object' && green !== null && 'image' in green);
        const deployed = setEntry(textOf(release), ['green'], { ...(green as object), image: 'a:2' });
        expectSaid(deployed, { ...release.value, green: { ...(green as object), image: 'a:2' } });
        expect(commentsIn(deployed)).toEqual(commentsIn(textOf(release)));
      }),
    );
  });

  test('a retired colour that is taken back is as it was', () => {
    fc.assert(
      fc.property(releases, release => {
        const retired = setEntry(textOf(release), ['blue', 'retired'], true);
        const { before, behind } = around(release, 'blue');
        expectSaid(retired, { ...release.value, blue: { ...(release.value['blue'] as object), retired: true } });
        expect(retired.startsWith(before) && retired.endsWith(behind)).toBe(true);
        expect(removeEntry(retired, ['blue', 'retired'])).toBe(textOf(release));
      }),
    );
  });

  test('an entry goes and leaves every other byte', () => {
    fc.assert(
      fc.property(releases, release => {
        const { green: _, ...rest } = release.value;
        const removed = removeEntry(textOf(release), ['green']);
        const { before, behind } = around(release, 'green');
        expectSaid(removed, rest);
        if (style === 'in blocks' && 'green' in release.value) expect(removed).toBe(before + behind);
      }),
    );
  });
});
