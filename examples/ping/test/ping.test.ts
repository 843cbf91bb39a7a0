import { request } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { runPing, startPing, useCompiledPing } from './ping-process';

useCompiledPing();

const hasIpv6 = Object.values(networkInterfaces()).some(addresses =>
  addresses?.some(({ address }) => address === '::1'),
);

interface Reply {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

function ask(port: number, { method = 'GET', path = '/ping', host = '127.0.0.1' } = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, method, path, agent: false }, async response => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      resolve({ status: response.statusCode, headers: response.headers, body });
    });
    sent.on('error', reject).end();
  });
}

describe('answers', () => {
  test('GET /ping says hi and its version', async () => {
    const { port } = await startPing({ APP_VERSION: '1.0' });
    const { status, headers, body } = await ask(port);
    expect([status, body]).toEqual([200, 'Hi from version 1.0\n']);
    expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  });

  test('one build gives two versions that users can tell apart', async () => {
    const [one, two] = await Promise.all([startPing({ APP_VERSION: '1.0' }), startPing({ APP_VERSION: '2.0' })]);
    expect((await ask(one.port)).body).toBe('Hi from version 1.0\n');
    expect((await ask(two.port)).body).toBe('Hi from version 2.0\n');
  });

  test('without APP_VERSION the version is dev', async () => {
    const { port } = await startPing();
    expect((await ask(port)).body).toBe('Hi from version dev\n');
  });

  test('HEAD /ping has the headers of GET and no body', async () => {
    const { port } = await startPing({ APP_VERSION: '1.0' });
    const { status, headers, body } = await ask(port, { method: 'HEAD' });
    expect([status, headers['content-length'], body]).toEqual([200, '20', '']);
  });

  test.each(['/', '/pin', '/ping/', '/pingx', '//', '/%'])('GET %s is not found', async path => {
    const { port } = await startPing();
    expect((await ask(port, { path })).status).toBe(404);
  });

  test('a query does not matter', async () => {
    const { port } = await startPing();
    expect((await ask(port, { path: '/ping?a=b' })).status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s /ping is not allowed', async method => {
    const { port } = await startPing();
    const { status, headers } = await ask(port, { method });
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });
});

describe('addresses and port', () => {
  const portInUse = (stderr: string) => Number(/EADDRINUSE.*:(\d+)$/m.exec(stderr)?.[1]);

  test('answers on IPv4', async () => {
    const { port } = await startPing();
    expect((await ask(port, { host: '127.0.0.1' })).status).toBe(200);
  });

  const onIpv6 = hasIpv6 ? test : test.skip;
  onIpv6('answers on IPv6 (skipped where the host has no ::1)', async () => {
    const ping = await startPing();
    expect((await ask(ping.port, { host: '::1' })).status).toBe(200);
    expect((await ping.logged('listening'))['address']).toBe('::');
  });

  test('the port is 5000 unless PORT says otherwise', async () => {
    // On a machine where something else holds 5000 the app says so, which proves as much.
    const ping = runPing({});
    const listening = ping.logged('listening').then(line => line['port']);
    const port = await listening.catch(async () => portInUse(await ping.stderr));
    expect(port).toBe(5000);
  });

  test.each(['http', '-1', '65536', '0x50', '80 '])('PORT=%j ends it, and says why', async PORT => {
    const ping = runPing({ PORT });
    expect(await ping.exited).toBe(1);
    expect(await ping.stderr).toContain(`PORT must be a number from 0 to 65535, got '${PORT}'`);
  });

  test('a port in use ends it, and says why', async () => {
    const other = createServer();
    const port = await new Promise<number>(resolve => {
      other.listen(0, () => resolve((other.address() as { port: number }).port));
    });
    try {
      const ping = runPing({ PORT: String(port) });
      expect(await ping.exited).toBe(1);
      expect(portInUse(await ping.stderr)).toBe(port);
    } finally {
      other.close();
    }
  });
});

test('every request is one JSON line on stdout, without its query', async () => {
  const ping = await startPing({ APP_VERSION: '1.0' });
  await ask(ping.port, { path: '/ping?token=secret' });
  const line = await ping.logged('request');
  expect(line).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    message: 'request',
    version: '1.0',
    method: 'GET',
    path: '/ping',
    status: 200,
    ms: expect.any(Number),
  });
});
