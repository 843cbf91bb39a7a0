import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { AskedNowAndThen } from '../../lib/cli/serve/asked-now-and-then';
import { CurrentPage } from '../../lib/cli/serve/current-page';
import type { Clusters } from '../../lib/cli/status/clusters';
import { FakeKubectl } from '../cluster/kubectl/fake-kubectl';
import { fleetOf } from '../dashboard/shown';
import { PingProject } from './tool-project';

// PATH, on which the fake stands, is that of the test's own process.
const path = process.env['PATH'];
const started: ChildProcess[] = [];
afterEach(() => {
  process.env['PATH'] = path;
  for (const one of started.splice(0)) one.kill('SIGKILL');
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

class Served {
  private constructor(
    private readonly process: ChildProcess,
    public readonly port: number,
  ) {}

  public static async by(project: PingProject, ...words: string[]): Promise<Served> {
    const child = project.start('serve', '--port', '0', ...words);
    started.push(child);
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout!.on('data', chunk => {
        said += chunk;
        if (said.includes('\n')) resolve();
      });
      child.on('exit', () => reject(new Error(`it ended: ${said}`)));
    });
    return new Served(child, Number(/127\.0\.0\.1:(\d+)/.exec(said)![1]));
  }

  public ask(options: { method?: string; path?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: this.port, ...options }, response => {
        let text = '';
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
      });
      asked.on('error', reject).end();
    });
  }

  /** Asks until the page is another one. */
  public async newer(than: string): Promise<Answer> {
    for (;;) {
      const answer = await this.ask({ headers: { 'if-none-match': than } });
      if (answer.status !== 304) return answer;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  public end(signal: NodeJS.Signals): Promise<number | null> {
    return new Promise(resolve => {
      this.process.on('exit', resolve);
      this.process.kill(signal);
    });
  }
}

test('serve tells this machine alone, changes nothing, asks seldom, and has a new page once git, a file or a mistake is new', async () => {
  const kubectl = new FakeKubectl({ stdout: '{ "items": [] }' });
  const project = new PingProject();
  const served = await Served.by(project, '--live');
  const first = await served.ask();
  expect(first.status).toBe(200);
  expect(first.text).toContain('id="production/ping"');
  expect(first.text).toContain('nothing there yet');
  const policy = first.headers['content-security-policy'];
  expect(policy).toMatch(/^default-src 'none'.*connect-src 'self'; frame-ancestors 'none'$/);
  expect(first.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  const version = first.headers.etag!;
  expect(first.text).toContain(`data-version="${version.replaceAll('"', '&quot;')}"`);

  const refused: ReadonlyArray<readonly [number, Parameters<Served['ask']>[0]]> = [
    [421, { headers: { host: 'evil.example' } }],
    [421, { headers: { host: `localhost.evil.example:${served.port}` } }],
    [421, { headers: { host: '127.0.0.1@evil.example' } }],
    [405, { method: 'POST' }],
    [405, { method: 'DELETE' }],
    [405, { method: 'OPTIONS' }],
    [404, { path: '/../bluegreen.yaml' }],
    [404, { path: '/bluegreen.yaml' }],
    [404, { path: '/?' }],
    [404, { path: '//' }],
    [403, { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } }],
  ];
  for (const [status, asked] of refused) {
    const answer = await served.ask(asked);
    expect([asked, answer.status]).toEqual([asked, status]);
    expect(answer.text).not.toContain('ping');
    expect(answer.headers['content-security-policy']).toBe(policy);
  }
  for (const host of ['localhost:9', '[::1]:9', 'LOCALHOST']) {
    expect((await served.ask({ method: 'HEAD', headers: { host } })).status).toBe(200);
  }
  // A request that is none ends its own connection, and nothing else.
  await new Promise<void>(resolve => {
    connect(served.port, '127.0.0.1')
      .on('close', () => resolve())
      .on('error', () => {})
      .resume()
      .end('NONSENSE\r\n\r\n');
  });

  expect((await served.ask({ headers: { 'if-none-match': version } })).status).toBe(304);
  expect(project.run('promote', 'ping', '--env', 'production', '--commit').status).toBe(0);
  const promoted = await served.newer(version);
  expect(promoted.text).toContain('<b>promoted</b> green 2.0');
  const settings = project.read('bluegreen.yaml');
  project.write('bluegreen.yaml', 'environments: nonsense\n');
  const wrong = await served.newer(promoted.headers.etag!);
  expect([wrong.status, wrong.headers['content-type']]).toEqual([503, 'text/plain; charset=utf-8']);
  expect(wrong.text).toContain('bluegreen.yaml:1:1: error');
  writeFileSync(join(project.root, 'bluegreen.yaml'), settings);
  let mended = wrong;
  while (mended.status === 503) mended = await served.newer('');
  expect(mended.text).toContain('id="production/ping"');
  expect(project.changed()).toEqual([]);

  // All this took less than fifteen seconds, and every environment is asked once in that time: for objects, and its namespace.
  expect(new Set(kubectl.calls.map(([verb]) => verb))).toEqual(new Set(['get']));
  expect(kubectl.calls.filter(([, kinds]) => kinds!.startsWith('deployments')).length).toBeLessThanOrEqual(4);
  expect(await served.end('SIGTERM')).toBe(0);

  const other = await Served.by(project);
  const taken = project.run('serve', '--port', String(other.port));
  expect(taken).toMatchObject({ status: 1, stdout: '' });
  expect(taken.stderr).toContain(`port ${other.port} is taken: name another one with --port`);
  expect(await other.end('SIGINT')).toBe(0);
}, 60_000);

test('a page is made by one at a time, and anew only when something changed or what is waited for is over', async () => {
  let now = 0;
  let files = 'a';
  let made = 0;
  const failing = { is: false };
  const page = new CurrentPage(
    {
      look: async () => {},
      files: () => files,
      clusters: () => '',
      fleet: async () => {
        made++;
        await Promise.resolve();
        if (failing.is) throw new Error('it fails');
        return fleetOf([]);
      },
    },
    () => now,
  );
  const [first, second] = await Promise.all([page.current(), page.current()]);
  expect([made, first]).toEqual([1, second]);
  now = 5000;
  expect([await page.current(), made]).toEqual([first, 1]);
  files = 'b';
  // Many windows ask at once.
  expect(await page.current()).toBe(first);
  now = 10_000;
  expect(await page.current()).not.toBe(first);
  expect(made).toBe(2);
  failing.is = true;
  files = 'c';
  now = 20_000;
  await expect(page.current()).rejects.toThrow('it fails');
  await expect(page.current()).rejects.toThrow('it fails');
  expect(made).toBe(3);
  failing.is = false;
  now = 30_000;
  await page.current();
  now = 30_000 + 6 * 60_000;
  await page.current();
  expect(made).toBe(5);
});

test('clusters are asked again after a while, and are other ones when what is told of them changed', async () => {
  let now = 0;
  let status: object = { readyReplicas: 1 };
  let asked = 0;
  const shares: string[][] = [];
  const source = new AskedNowAndThen(
    async (_, withShares): Promise<Clusters> => {
      asked++;
      shares.push([...withShares]);
      const metadata = { name: 'ping-blue' };
      const objects = [
        { kind: 'Deployment', metadata, status },
        { kind: 'HorizontalPodAutoscaler', metadata, status: { currentMetrics: asked } },
      ];
      return { answers: new Map([['production', { objects, taken: now }]]), failures: [] };
    },
    15_000,
    () => now,
  );
  await source.look();
  expect([asked, source.stamp]).toEqual([0, '']);
  await source.clusters(['production'], new Set());
  const { stamp } = source;
  now = 14_000;
  await source.look();
  expect(asked).toBe(1);
  now = 16_000;
  await source.look();
  expect([asked, source.stamp]).toEqual([2, stamp]);
  status = { readyReplicas: 2 };
  now = 32_000;
  await source.look();
  expect([asked, source.stamp === stamp]).toEqual([3, false]);
  // Somebody moves in steps from now on.
  await source.clusters(['production'], new Set(['production']));
  now = 48_000;
  await source.look();
  expect(shares).toEqual([[], [], [], ['production'], ['production']]);
});
