import type { Finding } from '../../../lib/analysis/check/finding';
import { planMarkdown } from '../../../lib/analysis/plan/report/markdown';
import { servingPicture } from '../../../lib/analysis/plan/report/serving-picture';
import type { Server } from '../../../lib/analysis/plan/serving';
import type { Story } from '../../../lib/analysis/plan/story';

function server(rest: Partial<Server>): Server {
  return { colour: 'blue', image: 'app:1.0', pods: 2, autoscaled: false, live: true, share: 100, ...rest };
}

function story(index: number): Story {
  const serving = { servers: [server({}), server({ colour: 'green', live: false })], entrances: [] };
  const differences = [{ key: 'image', before: 'a'.repeat(80), after: 'b'.repeat(80) }];
  return {
    place: `production/app-${index}`,
    title: `app-${index} in production`,
    effects: [{ kind: 'promote', text: `users move ${'far '.repeat(20)}`, compared: 'both', differences }],
    before: serving,
    after: serving,
    findings: [],
  };
}

function planOf(count: number, findings: readonly Finding[] = []) {
  return {
    compared: 'then with now',
    stories: Array.from({ length: count }, (_, index) => story(index)),
    findings,
    notes: [],
  };
}

const names = (comment: string) => [...comment.matchAll(/- \*\*(app-\d+)/g)].map(([, name]) => name);

test('a change of a thousand applications fits into a comment, which says at its top what is left out', () => {
  const comment = planMarkdown(planOf(1000)).text;
  expect(comment.length).toBeLessThan(65_536);
  const told = names(comment);
  expect(told.length).toBeGreaterThan(300);
  expect(told).toEqual(Array.from({ length: told.length }, (_, index) => `app-${index}`));
  const [, , said] = comment.split('\n\n');
  expect(said).toMatch(
    new RegExp(
      `^\\*\\*Not all .* Left out: ${1000 - told.length} of 1000 changes and findings, and \\d+ of 1000 folded`,
    ),
  );
});

test('of what does not fit, the folded details go first', () => {
  const comment = planMarkdown(planOf(200)).text;
  expect(names(comment)).toHaveLength(200);
  const details = comment.match(/<details>/g)!.length;
  expect(details).toBeGreaterThan(0);
  expect(comment).toContain(`Left out: 0 of 200 changes and findings, and ${200 - details} of 200 folded details.`);
});

test('what fits is not said to be cut', () => {
  expect(planMarkdown(planOf(3)).text).not.toContain('Not all');
});

test('an error of another place comes before the changes, a warning after them', () => {
  const finding = (severity: Finding['severity']) =>
    ({
      rule: 'BG001',
      severity,
      place: '',
      file: 'a',
      side: 'head',
      object: '',
      message: '',
      users: '',
      wayOut: '',
    }) as const;
  const comment = planMarkdown(planOf(1, [finding('warning'), finding('error')])).text;
  const [error, change, warning] = ['🛑 error', '**app-0', '⚠️ warning'].map(words => comment.indexOf(words));
  expect([error! < change!, change! < warning!]).toEqual([true, true]);
});

test('a name mentions nobody, no issue, and is no formula', () => {
  const named = { ...planOf(1), compared: '@team #12 $x$' };
  expect(planMarkdown(named).text).toContain('<sub>@<!-- -->team #<!-- -->12 <span>$</span>x<span>$</span></sub>');
});

describe('the picture in Mermaid', () => {
  const picture = (rest: Partial<Server>) =>
    servingPicture({ ...story(1), before: undefined as never, after: { servers: [server(rest)], entrances: [] } })
      ?.text;

  test('quotes labels, and writes what could end one by its number', () => {
    expect(picture({ version: '1"];<b>#`x`@y' })).toBe(`flowchart LR
  subgraph after
    afterUsers(["users"]) --> after0["blue 1#34;#93;#59;#60;b#62;#35;#96;x#96;#64;y<br/>2 pods"]
  end
classDef idle stroke-dasharray: 4 4`);
  });

  test('names an image by its tag or the beginning of its digest, so that boxes stay small', () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    expect(picture({ image: `registry.example.com:5000/team/app@${digest}` })).toContain(
      '["blue sha256:0123456789ab<br/>',
    );
    expect(picture({ image: 'registry.example.com:5000/team/app:1.0', share: 40 })).toContain(
      '-->|40 %| after0["blue 1.0<br/>',
    );
    expect(picture({ image: 'no image' })).toContain('["blue no image<br/>');
  });
});
