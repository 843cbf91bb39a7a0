import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { drainOf } from '../src/drain';
import { startPing, useCompiledPing } from './ping-process';

useCompiledPing();

// Raw sockets: only they can send half a request, or leave a connection open on purpose.
interface Client {
  readonly socket: Socket;
  received(): string;
  /** Resolves once this text has come. */
  until(text: string): Promise<void>;
  readonly closed: Promise<unknown>;
}

async function client(port: number): Promise<Client> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let received = '';
  socket.on('data', data => {
    received += data;
  });
  socket.on('error', () => {}); // a reset is a way to be closed
  const closed = new Promise(resolve => socket.once('close', resolve));
  await once(socket, 'connect');
  return {
    socket,
    closed,
    received: () => received,
    until: async text => {
      while (!received.includes(text)) await once(socket, 'data');
    },
  };
}

const HALF = 'GET /ping HTTP/1.1\r\nHost: ping\r\n';
const REST = '\r\n';

/** A client whose request is in flight: the app has read the first half of it. */
async function inFlight(port: number): Promise<Client> {
  const waiting = await client(port);
  // An answer to a first request on the same connection tells that what came after it, in one piece, was read too.
  waiting.socket.write(HALF + REST + HALF);
  await waiting.until('Hi from');
  return waiting;
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', signal => {
  test('without connections the app ends at once with 0', async () => {
    const ping = await startPing();
    ping.signal(signal);
    expect(await ping.exited).toBe(0);
    expect(ping.lines.map(line => line['message'])).toEqual(['listening', 'stopping', 'stopped']);
  });

  test('a request in flight is answered, then the app ends with 0', async () => {
    const ping = await startPing({ APP_VERSION: '1.0' });
    const waiting = await inFlight(ping.port);
    ping.signal(signal);
    await ping.logged('stopping');

    waiting.socket.write(REST);
    await waiting.closed;
    const answer = waiting.received().split('Hi from version 1.0\n')[1];
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toMatch(/\r\nConnection: close\r\n/);
    expect(waiting.received()).toMatch(/Hi from version 1\.0\n$/);
    expect(await ping.exited).toBe(0);
  });

  test('a second one ends the app, whatever is in flight', async () => {
    const ping = await startPing();
    await inFlight(ping.port);
    ping.signal(signal);
    await ping.logged('stopping');
    ping.signal(signal);
    expect(await ping.exited).toBe(1);
    expect(ping.lines.at(-1)).toMatchObject({ message: 'stopped at once', signal });
  });
});

test('new connections are refused while requests are in flight', async () => {
  const ping = await startPing();
  const waiting = await inFlight(ping.port);
  ping.signal('SIGTERM');
  await ping.logged('stopping');
  await expect(once(connect(ping.port, '127.0.0.1'), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  waiting.socket.write(REST);
  expect(await ping.exited).toBe(0);
});

test('connections that wait for a next or a first request do not delay the end', async () => {
  const ping = await startPing();
  const idle = await client(ping.port);
  const silent = await client(ping.port);
  idle.socket.write(HALF + REST);
  await idle.until('Hi from');

  const started = performance.now();
  ping.signal('SIGTERM');
  await Promise.all([idle.closed, silent.closed]);
  expect(await ping.exited).toBe(0);
  expect(performance.now() - started).toBeLessThan(5_000); // the limit of the app is 10 s
});

test('when the time is up, what is still in flight is cut, and the caller is told', async () => {
  const server = createServer(); // never answers
  const drain = drainOf(server);
  await once(server.listen(0), 'listening');
  const stuck = await client((server.address() as AddressInfo).port);
  stuck.socket.write(HALF + REST);
  await once(server, 'request');

  expect(await drain(50)).toBe(false);
  await stuck.closed;
  expect(stuck.received()).toBe('');
});
