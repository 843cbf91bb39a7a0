import fc from 'fast-check';
import type { Finding } from '../../../lib/analysis/check/finding';
import { planPage, type Surroundings } from '../../../lib/analysis/plan/page/page';
import { PAGE_STYLE } from '../../../lib/analysis/plan/page/style';
import type { Effect, Plan, Story } from '../../../lib/analysis/plan/story';
import { html } from '../../../lib/text/html';
import { history, NOW } from '../../history/story';
import { anyText } from '../../text/any-text';

const NOTHING: Surroundings = { fleet: [], histories: [], now: NOW };

function story(place: string, kind: Effect['kind'], text = 'it happens'): Story {
  return { place, title: place, effects: [{ kind, text, differences: [] }], findings: [] };
}

function planOf(stories: readonly Story[], findings: readonly Finding[] = []): Plan {
  return { compared: 'then with now', stories, findings, notes: [] };
}

function finding(text: string, severity: Finding['severity'] = 'error'): Finding {
  const where = { place: 'production/ping', file: text, line: 1, side: 'head', object: text } as const;
  return { rule: 'BG001', severity, message: text, users: text, wayOut: text, ...where };
}

/** A page with a text wherever somebody else's text may stand. */
function pageOf(text: string): string {
  const serving = {
    servers: [{ colour: text, image: text, pods: 2, autoscaled: false, live: true }],
    entrances: [text],
  };
  return planPage(
    {
      compared: text,
      stories: [
        {
          place: 'production/ping',
          title: text,
          effects: [
            {
              kind: 'promote',
              text,
              compared: text,
              differences: [{ key: text, before: text, after: text }],
            },
          ],
          before: serving,
          after: serving,
          findings: [finding(text)],
        },
      ],
      findings: [finding(text)],
      notes: [text],
    },
    { ...NOTHING, fleet: [{ place: 'production/ping', colours: [{ colour: text, release: text, state: 'live' }] }] },
  ).text;
}

test('whatever a text holds, the page shows it as text, everywhere', () => {
  const pattern = pageOf('PLACEHOLDER');
  expect(pattern.split('PLACEHOLDER').length).toBeGreaterThan(20);
  fc.assert(fc.property(anyText, text => pageOf(text) === pattern.replaceAll('PLACEHOLDER', () => html`${text}`.text)));
});

test('what is wrong, and where to find what, comes before the stories', () => {
  const page = planPage(
    planOf([story('a', 'live change'), story('b', 'deploy')], [finding('bad'), finding('so-so', 'warning')]),
    NOTHING,
  ).text;
  const order = [
    'error BG001',
    '<a href="#story-0">a</a> <span class="kind danger">live change</span>',
    '<h3 id="story-0">',
    '<h3 id="story-1">',
    'warning BG001',
  ];
  expect(order.map(words => page.indexOf(words))).toEqual(
    order.map(words => page.indexOf(words)).sort((a, b) => a - b),
  );
  expect(order.filter(words => !page.includes(words))).toEqual([]);
});

test('of one story the title of the page has the name', () => {
  expect(planPage(planOf([story('ping in production', 'deploy')]), NOTHING).text).toContain(
    '<title>Plan of ping in production: Users stay where they are; 1 deploy</title>',
  );
});

test('the page forbids all requests itself', () => {
  expect(planPage(planOf([]), NOTHING).text).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;`,
  );
});

test('the fleet is in order of environments and applications, and has times only where commits tell them', () => {
  const rows = ['production-eu/a', 'production/b', 'production/a'].map(place => ({ place, colours: [] }));
  const page = planPage(planOf([]), { ...NOTHING, fleet: rows }).text;
  expect([...page.matchAll(/<th scope="row">(.*?)<\/th><td>(.*?)<\/td>/g)].map(([, ...cells]) => cells)).toEqual([
    ['a', 'production'],
    ['b', 'production'],
    ['a', 'production-eu'],
  ]);
  expect(page).not.toContain('Active since');
  const dated = rows.map(row => ({ ...row, since: 'before 2026-01-03T11:20Z' }));
  expect(planPage(planOf([]), { ...NOTHING, fleet: dated }).text).toMatch(
    /Active since<.*<td class="since">before 2026-01-03T11:20Z</s,
  );
});

test('history says that it is one of commits, and what of it there is no room for', () => {
  const one = history(['2026-01-01T10:15:00Z', { active: 'blue', blue: { version: '1.0', image: 'app:1.0' } }]);
  const page = planPage(planOf([]), { ...NOTHING, histories: Array.from({ length: 21 }, () => one) }).text;
  expect(page).toContain('the change itself is not in it');
  expect(page).toContain('Shown are 20 of 21 applications.');
  expect(planPage(planOf([]), { ...NOTHING, histories: [one] }).text).not.toContain('Shown are');
});

describe('contrast, as WCAG 2.2 asks for in level AA', () => {
  const modes = PAGE_STYLE.text
    .split('prefers-color-scheme: dark')
    .map(text => new Map([...text.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name!, value!])));

  test.each([
    [4.5, 'text', ['page', 'raised', 'danger-ground', 'warning-ground', 'before', 'after']],
    [4.5, 'quiet', ['page', 'raised', 'danger-ground', 'warning-ground']],
    [4.5, 'link', ['page']],
    [4.5, 'danger', ['page', 'danger-ground']],
    [4.5, 'warning', ['warning-ground']],
    [3, 'blue', ['page', 'raised', 'line']],
    [3, 'green', ['page', 'raised', 'line']],
    [3, 'other', ['page', 'raised', 'line']],
  ])('is %d at least for %s, in the light and in the dark', (least, front, grounds) => {
    expect(modes).toHaveLength(2);
    const low = modes.flatMap(mode =>
      grounds
        .filter(ground => contrast(mode.get(front)!, mode.get(ground)!) < least)
        .map(ground => [ground, mode.get(front)]),
    );
    expect(low).toEqual([]);
  });
});

// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
