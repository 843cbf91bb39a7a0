import fc from 'fast-check';
import type { Finding } from '../../lib/analysis/check/finding';
import { verdictForGitHub } from '../../lib/analysis/check/report/github';
import { verdictJson } from '../../lib/analysis/check/report/json';
import { verdictMarkdown } from '../../lib/analysis/check/report/markdown';
import { verdictSarif } from '../../lib/analysis/check/report/sarif';
import { verdictText } from '../../lib/analysis/check/report/text';
import type { Verdict } from '../../lib/analysis/check/report/verdict';
import { planPage } from '../../lib/analysis/plan/page/page';
import { planJson } from '../../lib/analysis/plan/report/json';
import { planMarkdown } from '../../lib/analysis/plan/report/markdown';
import { planText } from '../../lib/analysis/plan/report/text';
import type { Plan } from '../../lib/analysis/plan/story';
import { refusalText, reportText } from '../../lib/cli/report';
import { statusText } from '../../lib/cli/status/status-text';
import type { ApplicationHistory } from '../../lib/history/application-history';
import { historyJson } from '../../lib/history/history-json';
import { historyText } from '../../lib/history/history-text';
import { timelineSvg } from '../../lib/history/timeline/timeline-svg';
import { diagnosticText } from '../../lib/project/files/diagnostic';
import { message } from '../../lib/text/terminal';
import { history, NOW } from '../history/story';
import { hostile } from './hostile';

function finding(text: string): Finding {
  const where = { place: text, file: text, line: 1, side: 'head', object: text } as const;
  return { rule: 'BG001', severity: 'error', message: text, users: text, wayOut: text, ...where };
}

function verdictWith(text: string): Verdict {
  const allowance = { rule: 'BG001', application: text, reason: text, expires: text, by: text };
  return {
    compared: text,
    findings: [finding(text), { ...finding(text), side: 'base' }],
    allowed: [{ finding: finding(text), allowance }],
    expired: [allowance],
    judged: { colours: text, plain: text, isRead: true },
    standing: 1,
    notes: [text],
    undecided: [text],
    unread: [{ file: text, line: 1, message: text, fix: text }],
  };
}

function planWith(text: string): Plan {
  const servers = [
    { colour: text, version: text, image: text, pods: 2, autoscaled: false, live: true, share: 40 },
    { colour: text, image: text, pods: 2, autoscaled: false, live: false },
  ];
  const serving = { servers, entrances: [text] };
  const differences = [{ key: text, before: text, after: text }];
  return {
    compared: text,
    stories: [
      {
        place: text,
        title: text,
        effects: [{ kind: 'promote', text, compared: text, differences }],
        before: serving,
        after: serving,
        findings: [finding(text)],
      },
    ],
    findings: [finding(text), { ...finding(text), severity: 'warning' }],
    notes: [text],
  };
}

function historyWith(text: string): ApplicationHistory {
  const told = history(
    ['2026-01-01T10:15:00Z', { active: 'blue', blue: { version: text, image: text } }, text],
    [
      '2026-01-02T10:15:00Z',
      { active: 'green', blue: { version: text, image: text }, green: { version: text, image: text } },
      text,
    ],
    ['2026-01-03T10:15:00Z', 'active: gren', text],
  );
  return {
    ...told,
    environment: text,
    application: text,
    skipped: told.skipped.map(skipped => ({ ...skipped, why: text })),
  };
}

function reportWith(text: string) {
  const which = { environment: text, application: text };
  const changed = { ...which, effect: text, notes: [text], next: [], files: [text], removed: [text] };
  const refused = [{ ...which, why: text, wayOut: text }];
  const rest = { problems: [], commit: text, next: [text] };
  return { verb: text, dryRun: false, changed: [changed], unchanged: [{ ...which, why: text }], refused, ...rest };
}

function situationWith(text: string) {
  const runs = { version: text, image: text, pods: 2, retired: false };
  return {
    application: text,
    environment: text,
    active: 'blue',
    blue: runs,
    green: runs,
    next: [text],
    undeployed: [text],
  };
}

const TERMINAL: Readonly<Record<string, (text: string) => string>> = {
  'check as text': text => verdictText(verdictWith(text)).text,
  'plan as text': text => planText(planWith(text)).text,
  'history as text': text => historyText([historyWith(text)]).text,
  status: text => statusText([situationWith(text) as never]).text,
  'what a verb did': text => reportText(reportWith(text)).text,
  'what a verb refused': text => refusalText(reportWith(text)).text,
  'a problem in a file': text => diagnosticText({ file: text, line: 1, column: 2, message: text, fix: text }).text,
};

const MARKDOWN: Readonly<Record<string, (text: string) => string>> = {
  'check as Markdown': text => verdictMarkdown(verdictWith(text)).text,
  'plan as Markdown, with its pictures': text => planMarkdown(planWith(text)).text,
};

const JSONS: Readonly<Record<string, (text: string) => string>> = {
  'check as JSON': text => verdictJson(verdictWith(text)).text,
  'plan as JSON': text => planJson(planWith(text)).text,
  'history as JSON': text => historyJson([historyWith(text)]).text,
  'check as SARIF': text => verdictSarif(verdictWith(text), 'deploy/', '1.2.3').text,
};

const MARKUP: Readonly<Record<string, (text: string) => string>> = {
  'plan as a page': text =>
    planPage(planWith(text), {
      fleet: [{ place: text, colours: [{ colour: text, release: text, state: 'live' }], since: text }],
      histories: [historyWith(text)],
      now: NOW,
    }).text,
  'history as a picture': text => timelineSvg([historyWith(text)], NOW).text,
};

const GITHUB = { 'check for GitHub': (text: string) => verdictForGitHub(verdictWith(text), 'deploy/').text };

/** Lines that GitHub's runner takes for commands: see its ActionCommand, where it trims a line and looks for "::" and "##[". */
function commandsIn(output: string): string[] {
  return output.split(/\r\n|\n|\r/).filter(line => line.trimStart().startsWith('::') || /##(vso)?\[/.test(line));
}

describe.each(Object.entries({ ...TERMINAL, ...MARKDOWN, ...JSONS, ...MARKUP }))('%s', (_, told) => {
  test('orders a pipeline nothing, and prints no control character but the ends of its lines', () => {
    fc.assert(
      fc.property(hostile, text => {
        const output = told(text);
        expect(commandsIn(output)).toEqual([]);
        expect(output).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u);
      }),
    );
  });
});

describe.each(Object.entries({ ...TERMINAL, ...GITHUB }))('%s', (_, told) => {
  const expected = told('web').split('\n').length;

  test('has as many lines as with a plain name', () => {
    fc.assert(fc.property(hostile, text => expect(told(text).split('\n')).toHaveLength(expected)));
  });
});

test('check for GitHub gives the commands that it gives with a plain name, and no other', () => {
  const shape = (output: string) => output.split('\n').map(line => /^::(error|warning|notice)(?= |::)/.exec(line)?.[0]);
  const expected = shape(GITHUB['check for GitHub']('web'));
  fc.assert(
    fc.property(hostile, text => {
      const output = GITHUB['check for GitHub'](text);
      expect(shape(output)).toEqual(expected);
      expect(output).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u);
      // Of each property nothing but its value is theirs.
      for (const line of output.split('\n').filter(line => line.startsWith('::'))) {
        const [, properties] = /^::\w+(?: (.*?))?::/.exec(line)!;
        const keys = (properties ?? '').split(',').map(pair => pair.split('=')[0]);
        expect(['', 'file,line,title', 'title']).toContain(keys.join(','));
        expect(commandsIn(`x${line}`)).toEqual([]);
      }
    }),
  );
});

describe.each(Object.entries(JSONS))('%s', (_, told) => {
  test('is JSON', () => {
    fc.assert(fc.property(hostile, text => expect(() => JSON.parse(told(text))).not.toThrow()));
  });
});

test('check as JSON keeps every name as it is', () => {
  fc.assert(
    fc.property(
      hostile.filter(text => !/\p{Cs}/u.test(text)),
      text => {
        expect(JSON.parse(JSONS['check as JSON']!(text)).findings[0]).toEqual(finding(text));
      },
    ),
  );
});

describe('SARIF', () => {
  const run = (text: string) => JSON.parse(JSONS['check as SARIF']!(text)).runs[0];

  test('leads to the file, whatever its name', () => {
    fc.assert(
      fc.property(hostile, text => {
        const { uri } = run(text).results[0].locations[0].physicalLocation.artifactLocation;
        expect(uri).toMatch(/^deploy\/([\w.!~*'()/-]|%[0-9A-F]{2})*$/);
        expect(decodeURIComponent(uri)).toBe(`deploy/${text.replace(/\p{Cs}/gu, '\ufffd')}`);
      }),
    );
  });

  test('has no link in a message', () => {
    fc.assert(
      fc.property(hostile, text => {
        for (const { message } of run(text).results) expect(message.text).not.toMatch(/\]\(/);
      }),
    );
  });
});

describe.each(Object.entries(MARKUP))('%s', (_, told) => {
  test('has the tags that it has with a plain name', () => {
    const tags = (output: string) => output.match(/<\/?[a-z!]+/g);
    const expected = tags(told('web'))!;
    expect(expected.length).toBeGreaterThan(20);
    // How much of the page there is hangs on which words fit into a bar.
    const sorts = new Set(expected);
    fc.assert(fc.property(hostile, text => expect(tags(told(text))!.filter(tag => !sorts.has(tag))).toEqual([])));
  });
});

test('a message of several lines keeps them, and orders a pipeline nothing', () => {
  expect(message('error: a\n  ::error::b\n##[group]c\x1b[2J\rd').text).toBe(
    'error: a\n  : :error::b\n## [group]c [2J d',
  );
});
