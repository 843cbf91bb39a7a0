import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { MetricBaseline, MetricPreset } from '../../../lib/construct/props/analysis';
import { Colour, otherColour } from '../../../lib/construct/props/colour';
import { TrafficMode } from '../../../lib/construct/props/traffic';
import { ToolProject } from '../../cli/tool-project';
import { Prometheus } from '../../construct/measure/prometheus';
import { temporaryFolder } from '../../folder';
import { analysisIn, ended } from './analysis-job';
import { AppliedProject } from './applied-project';
import type { Cluster } from './cluster';
import { Stage } from './stage';
import { counted } from './users';

// A real Prometheus looks at the pods of whichever cluster stands just now.
let prometheus: Prometheus;
let cluster: Cluster | undefined;
const path = process.env['PATH'];

beforeAll(async () => {
  prometheus = await Prometheus.start(() => cluster?.metrics ?? '', 'up');
});

afterEach(async () => {
  process.env['PATH'] = path;
  await cluster?.end();
});

afterAll(() => prometheus.stop());

/** Waits until Prometheus knows what pods have answered by now. */
async function seen(): Promise<void> {
  const pods = [Colour.BLUE, Colour.GREEN].flatMap(colour => cluster!.of(colour));
  const queries = pods.map(({ name, answered }) => {
    const query = `sum(http_request_duration_seconds_count{pod="${name}"})`;
    return `${query} >= ${answered[200] + answered[500]}`;
  });
  await prometheus.learns(queries.join(' and on() '));
}

/** What users hear. Prometheus has seen the pods before, or it would not know how many requests are new. */
async function asked(times: number): Promise<Record<string, number>> {
  await seen();
  const answers = counted(await cluster!.ask(times));
  await seen();
  return answers;
}

test('copies of requests decide: a release that fails under them does not pass its gate, and users heard the other one alone', async () => {
  const errors = { preset: MetricPreset.HTTP, over: '5m' };
  const stage = await Stage.set({
    ...{ name: 'copied', namespace: 'demo', image: 'pkw0301/app', port: 5000, readiness: { path: '/ping' } },
    traffic: TrafficMode.ROUTE,
    route: { gateway: { name: 'edge' }, hostnames: ['ping.example.com'], mirror: { percent: 100 } },
    analysis: {
      source: prometheus.address,
      metrics: [
        { ...errors, name: 'errors', max: 1, minRequests: 10 },
        { ...errors, name: 'worse', baseline: MetricBaseline.OTHER, max: 0.5, minRequests: 10 },
      ],
    },
    gate: { analysis: '30s' },
  });
  cluster = stage;
  const gate = () => ended(analysisIn(stage.gate));
  expect(await asked(40)).toEqual({ blue: 40 });
  expect(await gate()).toEqual({
    state: 'passed',
    said: [
      'errors: 0%, at most 1%: within',
      'worse: 0%, at most 0.5% above blue: within',
      expect.stringMatching(/^passed: all metrics were measured 1 times; release \w+ in green$/),
    ],
  });
  stage.behave(Colour.GREEN, 'fails');
  expect(await asked(40)).toEqual({ blue: 40 });
  expect(await gate()).toEqual({
    state: 'failed',
    said: [
      'errors: 50%, at most 1%: outside, 1 where 0 may be',
      'worse: 50%, at most 0.5% above blue: outside, 1 where 0 may be',
      expect.stringMatching(/^failed: errors was outside its limits .* in green$/),
    ],
  });
});

const APPLICATION = (source: string) => `name: ping
image: pkw0301/app
port: 5000
replicas: 2
readiness: { path: /ping }
traffic: route
route: { gateway: { name: edge }, hostnames: [ping.example.com], mirror: { percent: 100 } }
analysis: { source: "${source}", metrics: [{ name: errors, preset: http, max: 1, over: 5m }] }
gate: { analysis: 30s }
watch: { minutes: 1 }
delivery: { promote: automatic, steps: [5, 50], pause: 1s }
`;

// Three times the deviation of 200 requests that each go there by chance, which is the same in each run.
const isShare = (answers: Record<string, number>, colour: Colour, percent: number): boolean => {
  const { [colour]: share = 0, [otherColour(colour)]: rest = 0 } = answers;
  return share + rest === 200 && Math.abs(share - 2 * percent) < 3 * Math.sqrt(2 * percent * (1 - percent / 100));
};

test('advance walks a release through its steps to all users, a commit each, and takes back at the second one what fails there', async () => {
  const project = new ToolProject(temporaryFolder());
  for (const folder of ['apps', 'releases/production']) mkdirSync(join(project.root, folder), { recursive: true });
  project.write('bluegreen.yaml', 'environments: { production: { namespace: demo } }\n');
  project.write('apps/ping.yaml', APPLICATION(prometheus.address));
  const image = (tag: string) => `{ image: "pkw0301/app:${tag}" }`;
  project.write('releases/production/ping.yaml', `active: blue\nblue: ${image('1.0')}\ngreen: ${image('2.0')}\n`);
  project.git('init', '--quiet', '--initial-branch=main');
  expect(project.run('synth')).toMatchObject({ status: 0, stderr: '' });
  project.commit();
  const applied = await AppliedProject.start(project);
  cluster = applied;

  /** One pass, applied; of its commit the subject. */
  const advanced = async (): Promise<[status: number | null, subject: string]> => {
    // The pause is counted from a commit, to the second.
    const due = 1000 * (Number(project.git('log', '-1', '--format=%ct')) + 1);
    await new Promise(done => setTimeout(done, due - Date.now()));
    const { status, stderr } = project.run('advance', 'ping', '--live', '--commit');
    expect([stderr, project.changed()]).toEqual(['', []]);
    expect(await applied.sync()).toMatchObject({ state: 'passed' });
    return [status, project.git('log', '-1', '--format=%s').trim()];
  };
  /** Both steps of a release: after each its share of the requests, and from the first to the second one its watch. */
  const stepped = async (colour: Colour, [to, from]: readonly [string, string]): Promise<void> => {
    // Copies tell of it before anybody is moved there.
    expect(await asked(20)).toEqual({ [otherColour(colour)]: 20 });
    for (const percent of [5, 50]) {
      const share = `${percent} % of the requests go to ${colour} (${to}), the others stay on ${otherColour(colour)} (${from})`;
      expect(await advanced()).toEqual([0, `promote(ping): in production, ${share}`]);
      expect(isShare(await asked(200), colour, percent)).toBe(true);
      if (percent < 50) expect(await applied.watched()).toMatchObject({ state: 'passed' });
    }
  };
  await stepped(Colour.GREEN, ['2.0', '1.0']);
  expect(await applied.watched()).toMatchObject({ state: 'passed' });
  expect(await advanced()).toEqual([0, 'promote(ping): in production, users move from blue (1.0) to green (2.0)']);
  expect(await asked(40)).toEqual({ green: 40 });
  expect(await applied.watched()).toMatchObject({ state: 'passed' });

  expect(project.run('deploy', 'ping', '--env', 'production', '--tag', '3.0', '--commit')).toMatchObject({ status: 0 });
  await applied.deployed();
  await stepped(Colour.BLUE, ['3.0', '2.0']);
  applied.behave(Colour.BLUE, 'fails');
  const { 500: failed = 0 } = await asked(40);
  expect(failed).toBeGreaterThan(10);
  expect(await applied.watched()).toMatchObject({ state: 'failed' });

  expect(await advanced()).toEqual([
    3,
    'rollback(ping): in production, users leave blue (3.0), and all of them are on green (2.0)',
  ]);
  expect(project.git('log', '-1', '--format=%b')).toMatch(
    /the watch of blue \(3\.0\) failed: .*errors was outside its limits/,
  );
  const release = project.read('releases/production/ping.yaml');
  expect(parse(release)).toMatchObject({ active: 'green', green: { image: 'pkw0301/app:2.0' } });
  expect(release).not.toMatch(/^(weight|watched):/m);
  await applied.received(Colour.BLUE);
  expect(await asked(40)).toEqual({ green: 40 });
  // It gets copies, whose answers nobody hears.
  const hosts = (await applied.received(Colour.BLUE, 40)).map(({ host }) => host);
  expect(new Set(hosts)).toEqual(new Set(['ping.example.com-shadow']));
}, 180_000);
