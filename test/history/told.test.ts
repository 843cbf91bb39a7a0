import { historyJson } from '../../lib/history/history-json';
import { historyText } from '../../lib/history/history-text';
import { history } from './story';

const one = { version: '1.0', image: 'app:1.0' };
const two = { release: '4be1fdfdf7', format: 1, version: '2.0', image: 'app:2.0' };

function story() {
  return history(
    ['2026-01-01T10:15:00+01:00', { active: 'blue', blue: one }],
    ['2026-01-02T11:00:00Z', { active: 'blue', blue: one, green: two }],
    ['2026-01-02T11:20:00Z', { active: 'green', blue: one, green: two }, 'Grace Hopper'],
    ['2026-01-02T12:00:00Z', 'active: gren'],
    ['2026-01-02T14:00:00Z', { active: 'blue', blue: one, green: two }, 'Grace Hopper'],
    ['2026-01-03T09:00:00Z', { active: 'blue', blue: one, green: { ...two, retired: true } }],
  );
}

describe('the history in a terminal', () => {
  test('says what is live, and below it what happened', () => {
    expect(historyText([story()]).text).toMatchSnapshot();
  });

  test('has one table for all applications, with columns below each other', () => {
    const other = { ...story(), application: 'shop', events: story().events.slice(0, 1), skipped: [] };
    const starts = historyText([story(), other])
      .text.split('\n')
      .filter(line => line.includes(' Ada Lovelace'))
      .map(line => line.indexOf('Ada Lovelace'));
    expect(new Set(starts).size).toBe(1);
  });

  test('says where a clone is cut off, and that something was live for at least that long', () => {
    const whole = history(['2026-01-01T00:00:00Z', { active: 'blue', blue: one }]);
    const cutOff = whole.events[0]!.commit;
    const text = historyText([{ ...whole, events: [], cutOff }]).text;
    expect(text).toContain('production/ping: blue 1.0, live for at least 9 days');
    expect(text).toContain('2026-01-01T00:00Z  this clone begins here; to see what was before: git fetch --unshallow');
  });

  test('says when nothing is live any more, or nothing ever was', () => {
    const removed = history(
      ['2026-01-01T00:00:00Z', { active: 'blue', blue: one }],
      ['2026-01-02T00:00:00Z', undefined],
    );
    expect(historyText([removed]).text).toContain('production/ping: nothing is live');
    expect(historyText([]).text).toBe('No release file of that name was ever committed.\n');
  });

  test('passes no control characters on from a name', () => {
    const evil = history([
      '2026-01-01T00:00:00Z',
      { active: 'blue', blue: { version: '\u001b[2J1.0' } },
      'E\u001b[31mve\u202e',
    ]);
    expect(historyText([evil]).text).not.toMatch(/\p{Cf}|[^\P{Cc}\n]/u);
  });
});

describe('the history for scripts', () => {
  test('has every event and every release, with instants in UTC, seconds and words', () => {
    expect(historyJson([story()]).text).toMatchSnapshot();
  });
});
