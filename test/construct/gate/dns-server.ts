import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a name stands for: addresses, `nxdomain`, another error of the server's, or nothing said at all. */
export type Answer = readonly string[] | 'nxdomain' | 'servfail' | 'silence';

const CODES = { nxdomain: 3, servfail: 2 } as const;
const A = 1;
const AAAA = 28;

/** A DNS server over TCP, on 127.0.0.1, that is asked for addresses. RFC 1035. */
export class DnsServer {
  static async start(): Promise<DnsServer> {
    const server = new DnsServer();
    server.server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return server;
  }

  /** The names that were asked for, one per lookup of IPv4 addresses. */
  readonly asked: string[] = [];
  private readonly server = createServer(socket => this.serve(socket));
  private readonly sockets = new Set<Socket>();
  /** What is answered for a name, and its how-manieth time it is. */
  answer: (name: string, time: number) => Answer = () => 'nxdomain';

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    let waiting = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', data => {
      waiting = Buffer.concat([waiting, data]);
      while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE()) {
        const end = 2 + waiting.readUInt16BE();
        const reply = this.reply(waiting.subarray(2, end));
        waiting = waiting.subarray(end);
        if (reply) socket.write(reply);
      }
    });
  }

  private reply(query: Buffer): Buffer | undefined {
    const labels: string[] = [];
    let at = 12;
    while (query[at]) {
      labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
      at += query[at]! + 1;
    }
    const name = labels.join('.');
    const type = query.readUInt16BE(at + 1);
    if (type === A) this.asked.push(name);
    const answer = this.answer(name, this.asked.filter(asked => asked === name).length);
    if (answer === 'silence') return undefined;
    const addresses = typeof answer === 'string' ? [] : answer.filter(one => one.includes(':') === (type === AAAA));
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180 + (typeof answer === 'string' ? CODES[answer] : 0), 2);
    header.writeUInt16BE(addresses.length, 6);
    const message = Buffer.concat([header, query.subarray(12, at + 5), ...addresses.map(one => record(type, one))]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    return Buffer.concat([length, message]);
  }
}

// The name is that of the question, 12 bytes into the message.
function record(type: number, address: string): Buffer {
  const data = type === A ? Buffer.from(address.split('.').map(Number)) : ipv6(address);
  return Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 5, 0, data.length]), data]);
}

function ipv6(address: string): Buffer {
  const [before = '', after = ''] = address.split('::');
  const groups = (text: string) =>
    text
      .split(':')
      .filter(Boolean)
      .map(group => Number.parseInt(group, 16));
  const [first, last] = [groups(before), groups(after)];
  const all = [...first, ...Array(8 - first.length - last.length).fill(0), ...last];
  return Buffer.from(all.flatMap(group => [group >> 8, group & 255]));
}
