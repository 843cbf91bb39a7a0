import { Colour } from '../../lib/construct/props/colour';
import { lastRollbackTarget } from '../../lib/history/rollback-target';
import { type Chapter, versionsOf } from './story';

const one = { version: '1.0', image: 'app:1.0' };
const two = { version: '2.0', image: 'app:2.0' };
const three = { version: '3.0', image: 'app:3.0' };

function* newestFirst(files: readonly unknown[], cutOff = false) {
  const versions = versionsOf(files.map((file, index): Chapter => [`2026-01-0${index + 1}T00:00:00Z`, file]));
  for (const [index, version] of [...versions.entries()].reverse()) {
    const commit = { ...version.commit, cutOff: cutOff && index === 0 };
    yield { ...version, commit, before: versions[index - 1]?.text };
  }
}

function target(colour: Colour, ...files: unknown[]) {
  const found = lastRollbackTarget(colour, newestFirst(files));
  return found.found === 'entry' ? [found.entry?.version, found.replacedBy?.subject] : found.found;
}

describe('where a rollback leads', () => {
  test('is what the colour had when it was active last, though it was redeployed since', () => {
    expect(
      target(
        Colour.BLUE,
        { active: 'blue', blue: one, green: two },
        { active: 'green', blue: one, green: two },
        { active: 'green', blue: three, green: two },
      ),
    ).toEqual(['1.0', 'commit 2']);
  });

  test('is its newest release under the users, where several were', () => {
    expect(
      target(
        Colour.BLUE,
        { active: 'blue', blue: one },
        { active: 'blue', blue: three, green: two },
        { active: 'green', blue: three, green: two },
      ),
    ).toEqual(['3.0', 'commit 3']);
  });

  test('is nowhere when the colour was never active, or not since the file was made anew', () => {
    const before = { active: 'green', blue: one, green: two };
    const now = { active: 'blue', blue: one, green: two };
    expect(target(Colour.GREEN, now)).toBe('never active');
    expect(target(Colour.GREEN, before, undefined, now)).toBe('never active');
  });

  test('is what is committed, while a promotion is not', () => {
    expect(target(Colour.BLUE, { active: 'blue', blue: one, green: two })).toEqual(['1.0', undefined]);
  });

  test('leaves out versions that are no release file', () => {
    const promoted = { active: 'green', blue: one };
    expect(target(Colour.BLUE, { active: 'blue', blue: one }, 'active: [', promoted)).toEqual(['1.0', 'commit 2']);
  });

  test('is not known where the clone is cut off before it', () => {
    const promoted = { active: 'green', blue: one };
    expect(lastRollbackTarget(Colour.BLUE, newestFirst([promoted], true))).toEqual({ found: 'cut off' });
  });

  test('is found in the newest version alone, right after a promotion', () => {
    let read = 0;
    function* counted() {
      for (const version of newestFirst([
        { active: 'blue', blue: three },
        { active: 'blue', blue: one },
        { active: 'green', blue: one },
      ])) {
        read++;
        yield version;
      }
    }
    expect(lastRollbackTarget(Colour.BLUE, counted())).toMatchObject({ entry: { version: '1.0' } });
    expect(read).toBe(1);
  });
});
