import fc from 'fast-check';
import type { Drift } from '../../lib/cluster/drift/drift';
import { roleOf, type Shown, type Stage, stageOf } from '../../lib/dashboard/application';
import { dashboardPage, PAGE_POLICY } from '../../lib/dashboard/page/page';
import { PAGE_SCRIPT } from '../../lib/dashboard/page/script';
import { html } from '../../lib/text/html';
import { HOUR, Story } from '../delivery/story';
import { anyText } from '../text/any-text';
import { fleetOf, shownOf } from './shown';

const people = () => Object.assign(new Story(), { policy: {} });

function drifting(kind: Drift['kind'], text = 'something differs'): Partial<Shown> {
  return { live: { environment: 'production', application: 'ping', differences: [{ about: 'traffic', kind, text }] } };
}

function watched(): Story {
  const story = new Story();
  story.watched = true;
  story.after(HOUR).deploy('2.0').after(HOUR).promote();
  const [watch] = story.jobs.watch;
  story.seen = now => ({ ...now.asGitSays(), jobs: { [watch!]: { state: 'failed', why: 'errors: 3 %' } } });
  return story;
}

test.each<[Stage, () => Shown]>([
  ['needs a person', () => shownOf(Object.assign(watched(), { policy: {} }))],
  ['needs a person', () => shownOf(people(), drifting('no answer'))],
  ['step due', () => shownOf(watched())],
  ['step due', () => shownOf(new Story().after(HOUR).deploy('2.0'))],
  ['waits', () => shownOf(Object.assign(new Story().after(HOUR).deploy('2.0'), { seen: () => undefined }))],
  ['differs from git', () => shownOf(people(), drifting('behind'))],
  ['held', () => shownOf(people().after(HOUR).hold('the campaign'))],
  ['to promote', () => shownOf(people().after(HOUR).deploy('2.0'))],
  ['settled', () => shownOf(people().after(HOUR).deploy('2.0').after(HOUR).promote())],
  ['settled', () => shownOf(people().after(HOUR).deploy('2.0').after(HOUR).promote().after(HOUR).retire())],
])('it stands at "%s"', (stage, shown) => {
  expect(stageOf(shown())).toBe(stage);
});

test('what is edited and not committed is under way', () => {
  const shown = shownOf(people());
  expect(stageOf({ ...shown, status: { ...shown.status, uncommitted: true } })).toBe('under way');
});

test('a colour is what users are on, a way back, retired, or new to them', () => {
  const story = people();
  const roles = () => ['blue', 'green'].map(colour => roleOf(shownOf(story), colour as never));
  expect(roles()).toEqual(['users', undefined]);
  story.after(HOUR).deploy('2.0');
  expect(roles()).toEqual(['users', 'new']);
  story.after(HOUR).promote();
  expect(roles()).toEqual(['way back', 'users']);
  story.after(HOUR).retire();
  expect(roles()).toEqual(['retired', 'users']);
});

test('what needs a person comes first, and the heading says how many do, or that nobody has seen a cluster', () => {
  const settled = shownOf(people());
  const failed = shownOf(Object.assign(watched(), { policy: {} }));
  const page = dashboardPage(fleetOf([settled, failed])).text;
  expect(page).toContain('<h1>1 of 2 applications needs a person</h1>');
  expect(page.indexOf('id="needs-a-person"')).toBeLessThan(page.indexOf('id="settled"'));
  expect(page).toContain('bluegreen rollback ping --env production');
  expect(page).toMatch(/Watch <code>watch-[\w-]+<\/code>: <b>failed<\/b>, errors: 3 %/);
  const unseen = fleetOf([settled], { isSeen: false });
  expect(dashboardPage(unseen).text).toContain('<h1>Git knows of no application that needs a person</h1>');
});

const shown = shownOf(watched());

/** A page with a text wherever somebody else's text may stand. */
function pageOf(text: string): string {
  const { status, situation, history } = shown;
  const colour = { ...status.green!, version: text, image: text, release: text };
  const job = { state: 'failed' as const, why: text };
  const [gate] = situation.jobs.gate;
  const commit = { hash: text, author: text, date: '2026-03-01T00:00:00Z', subject: text, cutOff: true };
  const told: Shown = {
    ...shown,
    status: {
      ...status,
      blue: colour,
      green: colour,
      undeployed: [text],
      services: [text],
      workers: [{ name: text, release: text, image: text, schedule: text }],
      next: [text],
    },
    situation: {
      ...situation,
      current: { ...situation.current, state: { ...situation.current.state!, hold: text } },
      jobs: { gate: [gate!], watch: [text] },
      evidence: { taken: situation.now, jobs: { [gate!]: job } },
    },
    decision: { kind: 'calls', why: text, wayOut: text },
    history: { ...history, cutOff: commit, events: [{ ...history.events[0]!, version: text, commit }] },
    ...drifting('behind', text),
  };
  return dashboardPage(fleetOf([told], { problems: [text], seen: text })).text;
}

test('whatever a text holds, the page shows it as text, everywhere', () => {
  const pattern = pageOf('PLACEHOLDER');
  const hash = html`${'PLACEHOLDER'.slice(0, 7)}`.text;
  expect(pattern.split('PLACEHOLDER').length).toBeGreaterThan(20);
  fc.assert(
    fc.property(anyText, text => {
      const page = pageOf(text);
      const expected = pattern
        .replaceAll('PLACEHOLDER', () => html`${text}`.text)
        .replaceAll(hash, () => html`${text.slice(0, 7)}`.text);
      expect(page).toBe(expected);
    }),
  );
});

test('the page allows itself one script and one style, by their contents, and nothing else', () => {
  const page = dashboardPage(fleetOf([])).text;
  expect(PAGE_POLICY).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']{44}'; script-src 'sha256-[^']{44}'; base-uri 'none'; form-action 'none'$/,
  );
  expect(page).not.toMatch(/\sstyle=|\son\w+=|\bsrc=|\bhref="(?!#)|url\(|@import/);
  expect(page.split('<script').length).toBe(2);
  expect(PAGE_SCRIPT.text).not.toMatch(/innerHTML|document\.write|eval|Function|insertAdjacent|outerHTML/);
});
