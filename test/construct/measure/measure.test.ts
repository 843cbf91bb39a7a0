import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { analysisContainer } from '../../../lib/construct/measure/analysis-container';
import {
  type AnalysisProps,
  MetricBaseline,
  MetricPreset,
  type MetricProps,
  type NoData,
} from '../../../lib/construct/props/analysis';
import { Colour } from '../../../lib/construct/props/colour';
import { analysisOf } from '../../../lib/construct/resolve/analysis';
import { temporaryFolder } from '../../folder';
import { measured, start } from './measuring';
import type { Prometheus } from './prometheus';
import { prometheusOfShapes } from './shapes';

const value = (text: string) => vector(`{"metric":{},"value":[1700000000.1,"${text}"]}`);
const vector = (...results: string[]) =>
  `{"status":"success","data":{"resultType":"vector","result":[${results.join(',')}]}}`;

type Answer = string | ((response: ServerResponse) => void);

// What a query is answered with, by the query.
const ANSWERS: { readonly [query: string]: Answer } = {
  half: value('0.5'),
  tiny: value('1e-7'),
  five: value('5'),
  inf: value('+Inf'),
  minusInf: value('-Inf'),
  scalar: '{"status":"success","data":{"resultType":"scalar","result":[1700000000,"0.25"]}}',
  empty: vector(),
  nan: value('NaN'),
  several: vector('{"metric":{"a":"1"},"value":[1,"0.5"]}', '{"metric":{"a":"2"},"value":[1,"0.5"]}'),
  matrix: '{"status":"success","data":{"resultType":"matrix","result":[]}}',
  histogram: vector('{"metric":{},"histogram":[1,{"count":"1","sum":"1"}]}'),
  words: value('0.5 or so'),
  hex: value('0x1'),
  number: '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,0.5]}]}}',
  warned: vector('{"metric":{},"value":[1,"0.5"]}').replace('{"status"', '{"warnings":["partial"],"status"'),
  refused: response =>
    answer(response, 400, '{"status":"error","errorType":"bad_data","error":"parse error: \\"x\\""}'),
  failedWell: '{"status":"error","errorType":"execution","error":"too many samples"}',
  unauthorized: response => answer(response, 401, 'who are you?'),
  broken: response => answer(response, 503, value('0.5')),
  redirected: response => {
    response.setHeader('location', 'https://login.example.com/');
    answer(response, 302, value('0.5'));
  },
  html: '<html>0.5</html>',
  nothing: '',
  cutOff: response => {
    response.writeHead(200, { 'content-length': '5000' });
    response.write(value('0.5'));
    setTimeout(() => response.destroy(), 20);
  },
  cutJson: value('0.5').slice(0, -3),
  huge: response => {
    response.writeHead(200);
    response.end(`${value('0.5')}${' '.repeat(10_000_000)}`);
  },
  hugeAndTold: response => answer(response, 200, `${value('0.5')}${' '.repeat(10_000_000)}`),
  late: () => undefined,
  drips: response => {
    response.writeHead(200);
    response.write(value('0.5').slice(0, 20));
  },
};

async function listening<T extends Server>(server: T): Promise<T> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const portOf = (of: Server): number => (of.address() as AddressInfo).port;

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

let server: Server;
let source: string;
let prometheus: Promise<Prometheus>;
let asked: Array<{ url: URL; headers: IncomingMessage['headers'] }>;

beforeAll(async () => {
  prometheus = prometheusOfShapes();
  server = await listening(
    createServer((request, response) => {
      const url = new URL(request.url!, 'http://stub');
      asked.push({ url, headers: request.headers });
      const said = ANSWERS[url.searchParams.get('query') ?? ''] ?? value('0.5');
      if (typeof said === 'string') answer(response, 200, said);
      else said(response);
    }),
  );
  source = `http://127.0.0.1:${portOf(server)}`;
});

beforeEach(() => {
  asked = [];
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await (await prometheus).stop();
});

// A round of metrics that each ask for one of the answers, and never decide.
const all = (...queries: string[]): MetricProps[] =>
  queries.map(query => ({ name: query.toLowerCase(), query, max: 1, failures: 99 }));

async function lines(metrics: readonly MetricProps[], more: Partial<AnalysisProps> = {}): Promise<string[]> {
  const { lines } = await measured({ source, ...more, metrics: [...metrics] }, { within: 0 });
  return lines.slice(0, -1);
}

test('a number is within its limits or outside, and what is infinite is within none', async () => {
  const queries = ['half', 'tiny', 'five', 'inf', 'minusInf', 'scalar', 'number', 'warned'];
  const tiny = [1e-7, 9e-8].map(
    (max, index): MetricProps => ({ name: `near${index}`, query: 'tiny', max, failures: 9 }),
  );
  expect(await lines([...all(...queries), ...tiny])).toEqual([
    'half: 0.5, at most 1: within',
    'tiny: 1e-07, at most 1: within',
    'five: 5, at most 1: outside, 1 where 99 may be',
    'inf: +Inf, at most 1: outside, 1 where 99 may be',
    'minusinf: -Inf, at most 1: outside, 1 where 99 may be',
    'scalar: 0.25, at most 1: within',
    'number: 0.5, at most 1: within',
    'warned: 0.5, at most 1: within',
    'near0: 1e-07, at most 1e-7: within',
    'near1: 1e-07, at most 9e-8: outside, 1 where 9 may be',
  ]);
});

test('nothing but a number is ever taken for good: each answer is told with what is wrong with it', async () => {
  const queries = Object.keys(ANSWERS).slice(Object.keys(ANSWERS).indexOf('empty'));
  const wrong = queries.filter(query => query !== 'number' && query !== 'warned');
  const unending = ['late', 'drips'];
  // A slow machine takes its time for what does end.
  const [ended, unended] = await Promise.all([
    measured({ source, metrics: all(...wrong.filter(query => !unending.includes(query))) }, { within: 0, every: 10 }),
    measured({ source, metrics: all(...unending) }, { within: 0 }),
  ]);
  const lines = [...ended.lines.slice(0, -1), ...unended.lines.slice(0, -1)];
  // What curl says differs from version to version.
  expect(lines.map(line => line.replace(/(\(\d+\)) [^,]*/, '$1'))).toMatchSnapshot();
  expect([ended.code, unended.code]).toEqual([1, 1]);
});

test('what there is no data for waits, counts as good or counts as bad, as its metric says', async () => {
  const metrics = (['wait', 'pass', 'fail'] as const).map(
    (noData): MetricProps => ({ name: noData, query: 'nan', min: 1, failures: 5, noData: noData as NoData }),
  );
  // Whatever it says of no data, an answer that is wrong is none.
  const wrong = metrics.map((metric): MetricProps => ({ ...metric, name: `no-${metric.name}`, query: 'unauthorized' }));
  expect(await lines([...metrics, ...wrong])).toEqual([
    'wait: no data, it is NaN, at least 1: waits',
    'pass: no data, it is NaN, at least 1: within',
    'fail: no data, it is NaN, at least 1: outside, 1 where 5 may be',
    ...['wait', 'pass', 'fail'].map(name => `no-${name}: no answer, status 401, at least 1: waits`),
  ]);
});

test('a number in any JSON is found by its path, as a number or in quotes', async () => {
  const body = '{"a":[{"b":99.5},{"b":"12"},{"b":null},{"b":true},{"b":[]}]}';
  const urls = await listening(createServer((_, response) => answer(response, 200, body)));
  try {
    const url = `http://127.0.0.1:${portOf(urls)}/$(COLOUR).json?of=$(APPLICATION)`;
    const metrics = [0, 1, 2, 3, 4, 5].map(
      (index): MetricProps => ({ name: `m${index}`, url, json: `a.${index}.b`, min: 50, failures: 9 }),
    );
    expect(await lines(metrics)).toEqual([
      'm0: 99.5, at least 50: within',
      'm1: 12, at least 50: outside, 1 where 9 may be',
      'm2: no data, a.2.b is not there, at least 50: waits',
      'm3: no answer, it is no number: true, at least 50: waits',
      'm4: no data, a.4.b is not there, at least 50: waits',
      'm5: no data, a.5.b is not there, at least 50: waits',
    ]);
  } finally {
    urls.close();
  }
});

test('a query reaches Prometheus as it was written, with what is measured in place of its words, and headers of Secrets', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'source-1'));
  writeFileSync(join(folder, 'source-1', 'X-Scope-OrgID'), 'shop\r\nX-Forged: 1\n');
  mkdirSync(join(folder, 'source-2'));
  writeFileSync(join(folder, 'source-2', 'bearer'), 'a$b"c\n');
  const query = 'sum(rate(x{a="$(APPLICATION)", b=~"$(NAMESPACE)|$(COLOUR)|$(RELEASE)"}[1m])) + 1 & # %41 \'"';
  const sent = {
    source: `${source}/prefix/`,
    headers: { 'X-Plain': "it's $HOME", 'X-Empty': '' },
    headersFrom: { secret: 'org' },
    token: { secret: 'access', key: 'bearer' },
    metrics: [{ name: 'any', query, max: 1 }],
  };
  await measured(sent, { within: 0, mounted: folder });
  expect(asked[0]!.url.pathname).toBe('/prefix/api/v1/query');
  expect(asked[0]!.url.searchParams.get('query')).toBe(
    'sum(rate(x{a="ping", b=~"demo|green|0f3a5b7c9d"}[1m])) + 1 & # %41 \'"',
  );
  expect(asked[0]!.headers).toMatchObject({
    'x-plain': "it's $HOME",
    'x-empty': '',
    'x-scope-orgid': 'shop',
    authorization: 'Bearer a$b"c',
  });
  expect(asked[0]!.headers).not.toHaveProperty('x-forged');
  // A Secret that is changed is read anew, so nothing of it may stand in what runs.
  rmSync(folder, { recursive: true });
});

test('a proxy of the pod is asked, and by TLS only a server that somebody known has signed', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'source-1'));
  const made = spawnSync(
    'openssl',
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout - -out - -subj /CN=localhost -addext subjectAltName=DNS:localhost'.split(
      ' ',
    ),
    { encoding: 'utf8' },
  ).stdout;
  writeFileSync(join(folder, 'source-1', 'ca.crt'), made.slice(made.indexOf('-----BEGIN CERT')));
  const secure = createSecureServer({ key: made, cert: made }, (_, response) => answer(response, 200, value('0.5')));
  await listening(secure);
  try {
    const ours = { source: `https://localhost:${portOf(secure)}`, metrics: all('half') };
    const ended = await Promise.all([
      measured({ ...ours, source: 'http://prometheus.example.com' }, { env: { http_proxy: source } }),
      measured({ ...ours, ca: { configMap: 'ca' } }, { mounted: folder }),
      measured(ours, { within: 0 }),
    ]);
    expect(ended.map(({ code, lines }) => [code, lines[0]])).toEqual([
      [0, 'half: 0.5, at most 1: within'],
      [0, 'half: 0.5, at most 1: within'],
      [1, expect.stringMatching(/no answer, \(60\) .*certificate/)],
    ]);
  } finally {
    secure.close();
  }
});

test('it ends well after so many rounds in which every metric told something, and at once when one is too often outside', async () => {
  let count = 0;
  const rising = await listening(
    createServer((_, response) => answer(response, 200, value(String([0, 9, 0, 9][count++] ?? 0)))),
  );
  try {
    const url = `http://127.0.0.1:${portOf(rising)}`;
    const metric = { name: 'errors', query: 'x', max: 1 };
    const [good, bad, waiting] = await Promise.all([
      measured({ source, metrics: all('half') }, { rounds: 2, paced: true }),
      measured({ source: url, metrics: [{ ...metric, failures: 1 }] }, { rounds: 9, within: 30 }),
      measured({ source, metrics: all('half', 'nan', 'unauthorized') }, { rounds: 1, within: 2, paced: true }),
    ]);
    expect(good).toEqual({
      code: 0,
      lines: [
        'half: 0.5, at most 1: within',
        'half: 0.5, at most 1: within',
        'passed: all metrics were measured 2 times; release 0f3a5b7c9d in green',
      ],
    });
    expect(bad.code).toBe(1);
    expect(bad.lines).toHaveLength(5);
    expect(bad.lines.at(-1)).toBe(
      'failed: errors was outside its limits 2 times, where 1 may be: 9, at most 1; release 0f3a5b7c9d in green',
    );
    expect(waiting.code).toBe(1);
    expect(waiting.lines.at(-1)).toBe(
      'failed: 2 seconds are over, with 0 of 1 measurements; nan: no data, it is NaN; unauthorized: no answer, status 401; release 0f3a5b7c9d in green',
    );
  } finally {
    rising.close();
  }
});

test('it ends at once when it is told to, in the middle of an answer too', async () => {
  const run = start({ source, metrics: all('late') }, { within: 60 });
  while (!asked.length) await new Promise(resolve => setTimeout(resolve, 20));
  const before = Date.now();
  run.process.kill('SIGTERM');
  const code = await new Promise(resolve => run.process.once('exit', resolve));
  expect(code).toBe(143);
  expect(Date.now() - before).toBeLessThan(500);
  expect(run.said()).toEqual(['ended from outside; release 0f3a5b7c9d in green']);
});

test('a real Prometheus: every preset measures the requests of the colour alone, and how long they take', async () => {
  const { address } = await prometheus;
  const presets = Object.values(MetricPreset);
  const metrics = [
    ...presets.flatMap((preset): MetricProps[] => [
      { name: `${preset}-errors`, preset, over: '10s', max: 1, failures: 9 },
      { name: `${preset}-p99`, preset, quantile: 0.99, over: '10s', max: '1s', failures: 9 },
      { name: `${preset}-thin`, preset, minRequests: 1_000_000, over: '10s', max: 1, failures: 9 },
    ]),
    { name: 'odd', query: 'sum(rate(', max: 1 },
  ];
  const { lines } = await measured({ source: address, metrics }, { within: 0 });
  expect(lines.map(line => line.replace(/[0-9.]+ of at least/, 'some of at least')).slice(0, -1)).toEqual([
    ...presets.flatMap(preset => [
      `${preset}-errors: 5%, at most 1%: outside, 1 where 9 may be`,
      `${preset}-p99: 248.5ms, at most 1000ms: within`,
      `${preset}-thin: no data, some of at least 1000000 requests, at most 1%: waits`,
    ]),
    expect.stringMatching(/^odd: no answer, status 400, bad_data: .*parse error.*: waits$/),
  ]);
  // Without a request that failed there are no errors, and without any request nobody knows.
  const errors = { name: 'errors', preset: MetricPreset.HTTP, over: '10s', max: 1 };
  const others = await Promise.all(
    ['fine', 'asleep', 'absent'].map(application =>
      measured({ source: address, metrics: [errors] }, { within: 0, application }),
    ),
  );
  expect(others.map(({ lines: [line] }) => line)).toEqual([
    'errors: 0%, at most 1%: within',
    'errors: no data, it is NaN, at most 1%: waits',
    'errors: no data, the query gives no number, at most 1%: waits',
  ]);
});

test('a real Prometheus: by a baseline the limits are of the difference, and where one side has no data there is none', async () => {
  const { address: source } = await prometheus;
  // What was a second ago was before the switch.
  const aSecondAgo = { within: 1 };
  await new Promise(resolve => setTimeout(resolve, 3000));
  const query =
    '100 * sum(rate(http_request_duration_seconds_count{namespace="$(NAMESPACE)", pod=~"$(APPLICATION)-$(COLOUR)-[0-9a-z]+-[0-9a-z]+", status="503"}[10s])) / sum(rate(http_request_duration_seconds_count{namespace="$(NAMESPACE)", pod=~"$(APPLICATION)-$(COLOUR)-[0-9a-z]+-[0-9a-z]+"}[10s]))';
  const [other, before] = [MetricBaseline.OTHER, MetricBaseline.BEFORE];
  const ofPresets = [MetricPreset.HTTP, MetricPreset.ISTIO, MetricPreset.LINKERD].flatMap((preset): MetricProps[] => [
    { name: `${preset}-errors`, preset, over: '10s', baseline: other, max: -44, failures: 9 },
    { name: `${preset}-p99`, preset, quantile: 0.99, over: '10s', baseline: other, max: '0ms', failures: 9 },
    { name: `${preset}-thin`, preset, over: '10s', baseline: other, minRequests: 1_000_000, max: 1, failures: 9 },
    { name: `${preset}-before`, preset, over: '10s', baseline: before, min: -44, failures: 9 },
  ]);
  const metrics: MetricProps[] = [
    ...ofPresets,
    { name: 'query', query, baseline: other, min: -46, max: -44 },
    { name: 'query-before', query, baseline: before, min: -46, max: -44 },
    // Users were on the other colour, whichever is judged now; without a colour it is the same then and now.
    { name: 'same', query: 'count(up)', baseline: before, min: 0, max: 0 },
    { name: 'several', query: 'http_request_duration_seconds_count{pod=~".*$(COLOUR).*"}', baseline: other, max: 0 },
  ];
  const { lines } = await measured({ source, metrics }, aSecondAgo);
  expect(lines.slice(0, metrics.length).map(line => line.replace(/[0-9.]+ of at least/, 'some of at least'))).toEqual([
    ...['http', 'istio', 'linkerd'].flatMap(preset => [
      `${preset}-errors: -45%, at most -44% above blue: within`,
      `${preset}-p99: 0ms, at most 0ms above blue: within`,
      `${preset}-thin: no data, some of at least 1000000 requests, at most 1% above blue: waits`,
      `${preset}-before: -45%, at least -44% above the hour before: outside, 1 where 9 may be`,
    ]),
    'query: -45, at least -46 and at most -44 above blue: within',
    'query-before: -45, at least -46 and at most -44 above the hour before: within',
    'same: 0, at least 0 and at most 0 above the hour before: within',
    expect.stringMatching(/^several: no answer, status 4\d\d, .*, at most 0 above blue: waits$/),
  ]);
  const more: MetricProps[] = [
    { name: 'other', preset: MetricPreset.HTTP, over: '10s', baseline: other, max: 1 },
    { name: 'few', preset: MetricPreset.HTTP, over: '10s', baseline: other, minRequests: 1, max: 1 },
    { name: 'before', preset: MetricPreset.HTTP, over: '10s', baseline: before, minRequests: 1, max: 1 },
  ];
  const others = await Promise.all(
    ['fine', 'asleep', 'first'].map(application => measured({ source, metrics: more }, { ...aSecondAgo, application })),
  );
  expect(others.map(one => one.lines.slice(0, 3))).toEqual([
    [
      'other: -2%, at most 1% above blue: within',
      'few: -2%, at most 1% above blue: within',
      'before: -2%, at most 1% above the hour before: within',
    ],
    // Green has no requests.
    [
      'other: no data, it is NaN, at most 1% above blue: waits',
      'few: no data, 0 of at least 1 requests, at most 1% above blue: waits',
      'before: no data, 0 of at least 1 requests, at most 1% above the hour before: waits',
    ],
    // Nobody was ever on blue.
    [
      'other: no data, the query gives no number, at most 1% above blue: waits',
      'few: no data, the query gives no number, at most 1% above blue: waits',
      'before: no data, the query gives no number, at most 1% above the hour before: waits',
    ],
  ]);
});

test('of the hour before the switch nothing counts that was after it, however long an analysis takes', () => {
  const query = 'x{colour="$(COLOUR)"}';
  const metrics = [
    { name: 'mine', query, baseline: MetricBaseline.BEFORE, max: 1 },
    { name: 'errors', preset: MetricPreset.HTTP, baseline: MetricBaseline.BEFORE, max: 1 },
  ];
  const { args } = analysisContainer(
    analysisOf({ source: 'http://a', metrics }),
    { application: 'ping', namespace: 'demo', colour: Colour.GREEN, release: 'a', rules: [1] },
    { seconds: 300, within: 600 },
    'curl',
  );
  const queries = args.filter((_, index) => args[index - 1] === '--query');
  expect(queries[0]).toBe(
    'round((x{colour="green"}) - on() (avg_over_time(((x{colour="blue"}) >= -Inf)[1h:] offset 600s)), 1e-9)',
  );
  expect(queries[1]!.split(' - on() ')[0]).not.toContain('offset');
  expect(queries[1]!.split(' - on() ')[1]!.match(/\[\w+\]( offset \w+)?/g)).toEqual(Array(4).fill('[1h] offset 600s'));
});
