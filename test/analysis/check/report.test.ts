import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { sortedBy } from '../../../lib/analysis/check/allowance';
import type { Finding } from '../../../lib/analysis/check/finding';
import { verdictForGitHub } from '../../../lib/analysis/check/report/github';
import { verdictJson } from '../../../lib/analysis/check/report/json';
import { verdictMarkdown } from '../../../lib/analysis/check/report/markdown';
import { verdictSarif } from '../../../lib/analysis/check/report/sarif';
import { verdictText } from '../../../lib/analysis/check/report/text';
import type { Verdict } from '../../../lib/analysis/check/report/verdict';

const FOLDER = 'dist/apps/production/ping';

const FOUND: readonly Finding[] = [
  {
    rule: 'BG001',
    severity: 'error',
    place: 'production/ping',
    file: `${FOLDER}/blue/Deployment.ping-blue.k8s.yaml`,
    line: 35,
    side: 'head',
    object: 'Deployment ping-blue',
    message: 'users are on blue (ping-blue), and its pod template changes: spec.template.spec.containers[0].image',
    users: 'every pod that serves them is replaced',
    wayOut: 'put it on the idle colour',
  },
  {
    rule: 'BG005',
    severity: 'error',
    place: 'production/ping',
    file: `${FOLDER}/green/Service.ping-green.k8s.yaml`,
    line: 1,
    side: 'base',
    object: 'Service ping-green',
    message: 'Service ping-green disappears',
    users: 'the engine deletes it',
    wayOut: 'put it back',
  },
];

function verdict(more: Partial<Verdict> = {}): Verdict {
  const sorted = sortedBy(
    [
      {
        rule: 'BG005',
        application: 'production/*',
        reason: 'it moves',
        expires: '2026-12-31',
        by: 'bluegreen-allow.yaml:2',
      },
      { rule: 'BG001', application: '*/ping', reason: 'hotfix', expires: '2026-11-23', by: 'bluegreen-allow.yaml:6' },
    ],
    FOUND,
    '2026-11-24',
  );
  return {
    compared: 'Compared: the last commit (0123456789) against the work tree, in dist/apps',
    judged: { colours: '1 application delivered blue-green: production/ping by Service ping', isRead: true },
    ...sorted,
    standing: 1,
    notes: ['production/shop: the gate is skipped, and nothing proves the release before users move: no nodes'],
    undecided: ['default/web: it could be either'],
    unread: [
      { file: 'chart/a.yaml', line: 3, message: 'this is a template, and no YAML', fix: 'check what it renders to' },
    ],
    ...more,
  };
}

const CLEAN = { findings: [], allowed: [], expired: [], standing: 0, notes: [], undecided: [], unread: [] };

test('for a terminal', () => {
  expect(verdictText(verdict()).text).toMatchSnapshot();
  expect(verdictText(verdict(CLEAN)).text).toMatchSnapshot('nothing found');
});

test('for a comment on a pull request', () => {
  expect(verdictMarkdown(verdict()).text).toMatchSnapshot();
  expect(verdictMarkdown(verdict(CLEAN)).text).toMatchSnapshot('nothing found');
});

test('as annotations on a pull request: paths from the root of the repository, one line each', () => {
  expect(verdictForGitHub(verdict(), 'deploy/').text).toMatchSnapshot();
});

test('names out of YAML end no table cell and no annotation', () => {
  const [first] = FOUND as [Finding];
  const odd: Finding = { ...first, object: 'Service a|b\n<img src=x> @all', message: 'x % y\n::error::z' };
  const markdown = verdictMarkdown(verdict({ ...CLEAN, findings: [odd] })).text;
  expect(markdown).toContain('Service a&#124;b &lt;img src=x&gt; @<!-- -->all');
  expect(markdown.split('\n').filter(line => line.startsWith('|'))).toHaveLength(3);
  expect(verdictForGitHub(verdict({ ...CLEAN, findings: [odd] }), '').text.split('\n')).toHaveLength(4);
});

test('JSON holds all that the text says', () => {
  const said = JSON.parse(verdictJson(verdict()).text);
  expect(said).toMatchObject({ findings: verdict().findings, allowed: [{ finding: FOUND[1] }], standing: 1 });
  expect(Object.keys(said).sort()).toEqual(Object.keys(verdict()).sort());
});

describe('SARIF', () => {
  const {
    id: _,
    $schema: __,
    ...schema
  } = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
  // It is written for draft-04 of JSON Schema, and uses nothing that draft-07 reads in another way; one of its patterns is none of unicode.
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  test.each([
    ['findings of all kinds', verdict()],
    ['nothing', verdict(CLEAN)],
    ['a finding without a line', verdict({ findings: [{ ...FOUND[0]!, line: undefined }] })],
  ])('fits the public schema: %s', (_, given) => {
    validate(JSON.parse(verdictSarif(given, 'deploy/', '1.2.3').text));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('the schema refuses what is none', () => {
    const odd = JSON.parse(verdictSarif(verdict(), '', '1.2.3').text.replace('"error"', '"grave"'));
    expect(validate(odd)).toBe(false);
  });

  test('leads from each result to its rule and its line, and holds what was allowed as suppressed', () => {
    const [run] = JSON.parse(verdictSarif(verdict(), 'deploy/', '1.2.3').text).runs;
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: {
        uri: 'deploy/dist/apps/production/ping/blue/Deployment.ping-blue.k8s.yaml',
        uriBaseId: 'ROOT',
      },
      region: { startLine: 35 },
    });
    expect(run.results.map(({ suppressions }: any) => suppressions?.[0].justification)).toEqual([
      undefined,
      'it moves',
    ]);
  });
});

describe('what is allowed', () => {
  const today = '2026-11-24';
  const allow = (application: string, more = {}) =>
    sortedBy([{ rule: 'BG001', application, by: '--allow', ...more }], FOUND, today);

  test.each(['production/ping', 'production/*', '*/ping', '*'])('%s lets it pass', application => {
    expect(allow(application).findings.map(({ rule }) => rule)).toEqual(['BG005']);
    expect(allow(application).allowed.map(({ finding }) => finding.rule)).toEqual(['BG001']);
  });

  test.each(['production/pin', 'staging/*', 'ping', 'production/p.ng'])('%s does not', application => {
    expect(allow(application).findings).toHaveLength(FOUND.length);
  });

  test('holds on its last day, and not on the next one: then it is said', () => {
    expect(allow('*', { expires: today }).expired).toEqual([]);
    const over = allow('*', { expires: '2026-11-23' });
    expect([over.findings.length, over.expired.length]).toEqual([FOUND.length, 1]);
  });

  test('is not said to be over where it would let nothing pass', () => {
    expect(allow('staging/*', { expires: '2020-01-01' }).expired).toEqual([]);
  });
});
