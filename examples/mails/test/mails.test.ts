import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import { documents } from '../../../test/system/docs/document';
import { useCompiled } from '../../example-process';
import { readSettings } from '../src/settings';

const run = useCompiled('mails');

/** A queue that gives out each message until it is done, and notes what is asked of it. */
class TestQueue {
  public readonly asked: string[] = [];
  public readonly waiting: string[] = [];
  public isBroken = false;
  private readonly server: Server = createServer((request, response) => {
    this.asked.push(`${request.method} ${request.url}`);
    if (this.isBroken) response.writeHead(503).end();
    else if (request.url === '/take') {
      const [id] = this.waiting;
      if (id === undefined) response.writeHead(204).end();
      else response.end(JSON.stringify({ id, to: 'reader@example.com' }));
    } else {
      if (request.url!.startsWith('/done/')) this.waiting.splice(this.waiting.indexOf(request.url!.slice(6)), 1);
      response.end();
    }
  });

  public async listens(): Promise<Record<string, string>> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return { QUEUE: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`, APP_VERSION: '1.0' };
  }

  public close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let queue: TestQueue;
let env: Record<string, string>;
beforeEach(async () => {
  queue = new TestQueue();
  env = await queue.listens();
});
afterEach(() => queue.close());

const messages = (lines: readonly Record<string, unknown>[]) => lines.map(line => line['message']);
const takes = () => queue.asked.filter(request => request === 'POST /take').length;

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise(done => setTimeout(done, 10));
}

describe('consume', () => {
  test('takes one message after the other, says of each that it is done, and who took it', async () => {
    queue.waiting.push('1', '2');
    const mails = run(['consume'], env);
    await until(() => queue.waiting.length === 0);
    mails.signal('SIGTERM');
    expect(await mails.exited).toBe(0);
    expect(queue.asked.filter(request => request.startsWith('POST /done'))).toEqual(['POST /done/1', 'POST /done/2']);
    expect(messages(mails.lines)).toEqual(['consuming', 'took', 'done', 'took', 'done', 'stopping', 'stopped']);
    expect(mails.lines[1]).toMatchObject({ id: '1', version: '1.0' });
  });

  test('told to end, it completes what it is at, and takes no other', async () => {
    queue.waiting.push('1', '2');
    const mails = run(['consume'], env);
    await mails.logged('took');
    mails.signal('SIGTERM');
    expect(await mails.exited).toBe(0);
    expect(messages(mails.lines)).toEqual(['consuming', 'took', 'stopping', 'done', 'stopped']);
    expect(queue.waiting).toEqual(['2']);
  });

  test('a second signal ends it at once; the message stays the queue’s', async () => {
    queue.waiting.push('1');
    const mails = run(['consume'], env);
    await mails.logged('took');
    mails.signal('SIGTERM');
    mails.signal('SIGINT');
    expect(await mails.exited).toBe(1);
    expect(queue.waiting).toEqual(['1']);
  });

  test('a queue that does not answer for a while is asked again', async () => {
    queue.isBroken = true;
    queue.waiting.push('1');
    const mails = run(['consume'], env);
    expect(await mails.logged('failed')).toMatchObject({ error: expect.stringMatching(/POST .*\/take: 503/) });
    queue.isBroken = false;
    await mails.logged('done');
    mails.signal('SIGTERM');
    expect(await mails.exited).toBe(0);
  });
});

test('stand-by takes nothing, asks nobody, and ends at once when it is told to', async () => {
  queue.waiting.push('1');
  const mails = run(['stand-by'], env);
  await mails.logged('standing by');
  await new Promise(done => setTimeout(done, 300));
  mails.signal('SIGTERM');
  expect(await mails.exited).toBe(0);
  expect(queue.asked).toEqual([]);
});

describe('check', () => {
  test('succeeds where the queue answers, and takes nothing', async () => {
    queue.waiting.push('1');
    expect(await run(['check'], env).exited).toBe(0);
    expect([queue.asked, takes()]).toEqual([['GET /health'], 0]);
  });

  test('fails where it does not, and says why', async () => {
    queue.isBroken = true;
    const mails = run(['check'], env);
    expect(await mails.exited).toBe(1);
    expect(await mails.stderr).toMatch(/^Error: GET http:\S+\/health: 503\n$/);
  });
});

test.each([[[]], [['consum']], [['consume', 'more']]])(
  '%j is no mode: it ends, and says which there are',
  async args => {
    const mails = run(args, env);
    expect(await mails.exited).toBe(1);
    expect(await mails.stderr).toContain(
      `expected one of consume, stand-by, check as the argument, got '${args.join(' ')}'`,
    );
  },
);

test.each(['', 'queue', 'amqp://queue'])('QUEUE=%j ends it, and says what was expected', async QUEUE => {
  const mails = run(['stand-by'], { QUEUE });
  expect(await mails.exited).toBe(1);
  expect(await mails.stderr).toContain(
    `QUEUE must be the address of the queue, such as http://queue.example.com, got '${QUEUE}'`,
  );
});

test('the spec that README.md shows has the colours stand by, the gate ask, and the worker alone consume', () => {
  const { blocks } = documents().find(({ file }) => file === 'examples/mails/README.md')!;
  const spec = parse(blocks.find(({ text }) => text.startsWith('# apps/mails.yaml'))!.text);
  const [program, file, ...asks] = spec.readiness.exec.command;
  const modes = [spec.args, asks, spec.workers.sender.args].map(args => readSettings(args, spec.config).mode);
  expect([program, file, ...modes]).toEqual(['node', 'build/main.js', 'stand-by', 'check', 'consume']);
});
