import fc from 'fast-check';
import type { ApplicationHistory } from '../../../lib/history/application-history';
import { TimeAxis } from '../../../lib/history/timeline/time-axis';
import { timelineSvg } from '../../../lib/history/timeline/timeline-svg';
import { anyText, XML_TEXT } from '../../text/any-text';
import { type Chapter, history, NOW } from '../story';

const one = { version: '1.0', image: 'app:1.0' };
const two = { release: '4be1fdfdf7', format: 1, version: '2.0', image: 'app:2.0' };

/** Fails where a document is not well-formed: characters that XML has not, tags that do not match, text that is not escaped. */
function elementsOf(svg: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: string[] = [];
  expect(svg).toMatch(XML_TEXT);
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>([^<]*)/g,
    (_, end, name, given, empty, text) => {
      if (end) expect(open.pop()).toBe(name);
      else {
        const attributes = [...String(given).matchAll(/ ([a-zA-Z:-]+)="([^"]*)"/g)].map(
          ([, key, value]) => [key!, value!] as const,
        );
        expect(new Set(attributes.map(([key]) => key)).size).toBe(attributes.length);
        elements.push({ name, attributes: Object.fromEntries(attributes), text });
        if (!empty) open.push(name);
      }
      expect(`${given}${text}`).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#3[59];)|NaN|Infinity|undefined|null/);
      return '';
    },
  );
  expect(rest).toBe('');
  expect(open).toEqual([]);
  return elements;
}

/** Every word in a lane, from where to where at most. */
function labelsOf(svg: string) {
  return elementsOf(svg)
    .filter(({ name, attributes }) => name === 'text' && attributes['class']?.startsWith('label on-'))
    .map(({ attributes, text }) => {
      const from = Number(attributes['x']);
      const characters = text.replace(/&[a-z#\d]+;/g, '&').length;
      return { lane: attributes['y'], from, until: from + 7 * characters };
    });
}

const random = fc
  .array(fc.tuple(fc.constantFrom('deploy', 'switch', 'retire'), fc.integer({ min: 0, max: 40_000_000 }), anyText), {
    maxLength: 60,
  })
  .map(steps => {
    const model: Record<string, any> = { active: 'blue', blue: one, green: two };
    let at = Date.UTC(2024, 0, 1);
    const chapters: Chapter[] = [[new Date(at).toISOString(), structuredClone(model)]];
    for (const [step, seconds, word] of steps) {
      const idle = model['active'] === 'blue' ? 'green' : 'blue';
      if (step === 'deploy') model[idle] = { version: word, image: `app:${at}` };
      else if (step === 'switch') model['active'] = idle;
      else model[idle] = { ...model[idle], retired: true };
      at = Math.min(at + seconds * 1000, NOW);
      chapters.push([new Date(at).toISOString(), structuredClone(model), word]);
    }
    return history(...chapters);
  });

describe('the timeline', () => {
  const story = () =>
    history(
      ['2026-01-01T10:15:00Z', { active: 'blue', blue: one }],
      ['2026-01-02T11:00:00Z', { active: 'blue', blue: one, green: two }],
      ['2026-01-04T11:20:00Z', { active: 'green', blue: one, green: two }, 'Grace Hopper'],
      ['2026-01-04T14:00:00Z', { active: 'blue', blue: one, green: two }, 'Grace Hopper'],
      ['2026-01-06T09:00:00Z', { active: 'blue', blue: one, green: { ...two, retired: true } }],
    );

  test('draws a row with two lanes, a bar per stretch and a mark per switch', () => {
    const svg = timelineSvg([story()], NOW).text;
    elementsOf(svg);
    expect(svg.slice(svg.indexOf('<rect class="stripe"'))).toMatchSnapshot();
  });

  test('needs nothing from elsewhere, and tells those who do not see it what it shows', () => {
    const svg = timelineSvg([story()], NOW).text;
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|href|@import|url\(|<script/);
    const [root, title, description] = elementsOf(svg);
    expect(root!.attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'timeline-title timeline-desc' });
    expect([title!.attributes['id'], description!.attributes['id']]).toEqual(['timeline-title', 'timeline-desc']);
    expect(description!.text).toBe(
      'ping in production: blue 1.0 live since 2026-01-04T14:00Z, promoted 1 and rolled back 1 times.',
    );
  });

  test('tells live, idle and retired apart by the height of the bar too, and lanes by their name', () => {
    const elements = elementsOf(timelineSvg([story()], NOW).text);
    const heights = (state: string) =>
      new Set(
        elements
          .filter(e => e.attributes['class']?.endsWith(` ${state}`) && e.name === 'rect')
          .map(e => e.attributes['height']),
      );
    expect([...heights('live'), ...heights('idle'), ...heights('retired')]).toEqual(['18', '13', '5']);
    expect(elements.filter(e => e.name === 'text' && /^(blue|green)$/.test(e.text))).toHaveLength(2);
  });

  test('escapes what people wrote', () => {
    const evil = '</text><script>alert("1")</script>&amp;\u0000\u001b\ud800';
    const svg = timelineSvg(
      [
        history(
          ['2026-01-01T00:00:00Z', { active: 'blue', blue: { version: evil }, green: two }, evil],
          ['2026-01-05T00:00:00Z', { active: 'green', blue: { version: evil }, green: two }, evil],
        ),
      ],
      NOW,
    ).text;
    elementsOf(svg);
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;');
    expect(svg).not.toMatch(/\p{Cs}|[^\P{Cc}\n]/u);
  });

  test('is well-formed, inside its frame, and no words of a lane meet, whatever happened when', () => {
    fc.assert(
      fc.property(fc.array(random, { maxLength: 4 }), (histories: ApplicationHistory[]) => {
        const svg = timelineSvg(histories, NOW).text;
        const bars = elementsOf(svg).filter(({ attributes }) => /^(blue|green) /.test(attributes['class'] ?? ''));
        for (const { attributes } of bars) {
          expect(Number(attributes['x'])).toBeGreaterThanOrEqual(0);
          expect(Number(attributes['x']) + Number(attributes['width'])).toBeLessThanOrEqual(1200 - 28 + 2);
          expect(Number(attributes['width'])).toBeGreaterThan(0);
        }
        const labels = labelsOf(svg).sort((a, b) => a.from - b.from);
        for (const lane of new Set(labels.map(label => label.lane))) {
          const inLane = labels.filter(label => label.lane === lane);
          for (const [index, next] of inLane.slice(1).entries()) {
            expect(inLane[index]!.until).toBeLessThanOrEqual(next.from);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('shows events of minutes beside years: every mark has a place of its own', () => {
    const svg = timelineSvg(
      [
        history(
          ['2024-01-01T00:00:00Z', { active: 'blue', blue: one }],
          ['2026-01-09T22:00:00Z', { active: 'blue', blue: one, green: two }],
          ['2026-01-09T22:05:00Z', { active: 'green', blue: one, green: two }],
          ['2026-01-09T22:07:00Z', { active: 'blue', blue: one, green: two }],
        ),
      ],
      NOW,
    ).text;
    const marks = elementsOf(svg)
      .filter(({ attributes }) => /^(promoted|rolled-back)$/.test(attributes['class'] ?? ''))
      .slice(2)
      .map(({ attributes }) => Number(/^M([\d.]+)/.exec(attributes['d']!)![1]));
    expect(marks).toHaveLength(2);
    expect(marks[1]! - marks[0]!).toBeGreaterThan(20);
  });

  test('of forty applications has an axis below them too; of none says so', () => {
    const many = timelineSvg(Array.from({ length: 40 }, story), NOW).text;
    expect(elementsOf(many).filter(({ text }) => text === 'now')).toHaveLength(2);
    expect(timelineSvg([], NOW).text).toContain('No release file was ever committed.');
  });
});

describe('the time axis', () => {
  const ticks = (from: string, until: string) =>
    new TimeAxis([Date.parse(from), Date.parse(until)], 0, 1000).ticks.map(({ label, context }) =>
      `${label} ${context}`.trim(),
    );

  test.each<[string, string, string[]]>([
    ['2026-01-01T10:00Z', '2026-01-01T10:09Z', ['10:00 1 Jan 2026', '10:01 1 Jan 2026']],
    ['2026-01-01T10:10Z', '2026-01-02T09:00Z', ['12:00 1 Jan 2026', '15:00 1 Jan 2026']],
    ['2026-01-01T10:00Z', '2026-01-09T10:00Z', ['2 Jan 2026', '3 Jan 2026']],
    ['2026-01-01T10:00Z', '2026-02-20T10:00Z', ['5 Jan 2026', '12 Jan 2026']],
    ['2025-12-15T10:00Z', '2026-08-01T10:00Z', ['Jan 2026', 'Feb 2026']],
    ['2024-01-15T10:00Z', '2026-02-01T10:00Z', ['Apr 2024', 'Jul 2024']],
    ['2016-01-15T10:00Z', '2026-02-01T10:00Z', ['2017', '2018']],
  ])('from %s to %s has sensible ticks', (from, until, first) => {
    const found = ticks(from, until);
    expect(found.slice(0, 2)).toEqual(first);
    expect(found.length).toBeLessThanOrEqual(14);
  });

  test('keeps the order of time, from edge to edge, and the words of ticks apart', () => {
    const times = fc.array(fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2030, 0) }), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(times, moments => {
        const axis = new TimeAxis(moments, 100, 1100);
        const places = [...new Set(moments)].sort((a, b) => a - b).map(time => axis.x(time));
        expect(places.at(-1)).toBeCloseTo(1100, 6);
        if (places.length > 1) expect(places[0]).toBeCloseTo(100, 6);
        for (let i = 1; i < places.length; i++) expect(places[i]! - places[i - 1]!).toBeGreaterThan(5);
        const ticks = axis.ticks.map(({ x }) => x);
        for (let i = 1; i < ticks.length; i++) expect(ticks[i]! - ticks[i - 1]!).toBeGreaterThan(71.9);
      }),
    );
  });
});
