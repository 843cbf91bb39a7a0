import { lastRollbackTarget } from '../../lib/history/rollback-target';
import { Colour } from '../../lib/spec/colour';
import { type Chapter, versionsOf } from './story';

const one = { version: '1.0', image: 'app:1.0' };
const two = { version: '2.0', image: 'app:2.0' };
const three = { version: '3.0', image: 'app:3.0' };

function target(colour: Colour, ...files: unknown[]) {
  const chapters = files.map((file, index): Chapter => [`2026-01-0${index + 1}T00:00:00Z`, file]);
  const found = lastRollbackTarget(colour, versionsOf(chapters).reverse());
  return found.found === 'entry' ? [found.entry?.version, found.commit.subject] : found.found;
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
    ).toEqual(['1.0', 'commit 1']);
  });

  test('is its newest release under the users, where several were', () => {
    expect(
      target(
        Colour.BLUE,
        { active: 'blue', blue: one },
        { active: 'blue', blue: three, green: two },
        { active: 'green', blue: three, green: two },
      ),
    ).toEqual(['3.0', 'commit 2']);
  });

  test('is nowhere when the colour was never active, or not since the file was made anew', () => {
    const before = { active: 'green', blue: one, green: two };
    const now = { active: 'blue', blue: one, green: two };
    expect(target(Colour.GREEN, now)).toBe('never active');
    expect(target(Colour.GREEN, before, undefined, now)).toBe('never active');
  });

  test('leaves out versions that are no release file', () => {
    expect(target(Colour.BLUE, { active: 'blue', blue: one }, 'active: [', { active: 'green', blue: one })).toEqual([
      '1.0',
      'commit 1',
    ]);
  });

  test('is not known where the clone is cut off before it', () => {
    const [version] = versionsOf([['2026-01-01T00:00:00Z', { active: 'green', blue: one }]]);
    const cut = { ...version!, commit: { ...version!.commit, cutOff: true } };
    expect(lastRollbackTarget(Colour.BLUE, [cut])).toEqual({ found: 'cut off' });
  });

  test('reads no version more than it needs', () => {
    const read: string[] = [];
    function* versions() {
      const chapters: Chapter[] = [
        ['2026-01-01T00:00:00Z', { active: 'blue', blue: one }],
        ['2026-01-02T00:00:00Z', { active: 'blue', blue: one }],
        ['2026-01-03T00:00:00Z', { active: 'green', blue: one }],
      ];
      for (const version of versionsOf(chapters).reverse()) {
        read.push(version.commit.subject);
        yield version;
      }
    }
    lastRollbackTarget(Colour.BLUE, versions());
    expect(read).toEqual(['commit 3', 'commit 2']);
  });
});
