import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PodAddress } from './endpoints';

/** What a pod got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly body: string;
}

/** How a pod answers: its colour, with 500, or never. */
export type Behaviour = 'answers' | 'fails' | 'hangs';

/** A server on loopback in place of a pod. It keeps what it got. */
export class Pod implements PodAddress {
  public readonly address = '127.0.0.1';
  public readonly received: Received[] = [];
  /** How often it has answered with each status. */
  public readonly answered = { 200: 0, 500: 0 };
  public behaviour: Behaviour = 'answers';
  public ports: PodAddress['ports'] = {};
  private readonly server: Server;
  private readonly hanging = new Set<ServerResponse>();

  private constructor(
    public readonly name: string,
    public readonly labels: PodAddress['labels'],
  ) {
    this.server = createServer({ keepAliveTimeout: 0 }, async (asked, answer) => {
      let body = '';
      for await (const part of asked) body += part;
      this.received.push({ method: asked.method!, path: asked.url!, host: asked.headers.host!, body });
      if (this.behaviour === 'hangs') {
        this.hanging.add(answer);
        return;
      }
      const status = this.behaviour === 'fails' ? 500 : 200;
      this.answered[status]++;
      answer.writeHead(status).end(labels['blue-green/colour']);
    });
  }

  /** @param ports names of its ports: a server of this kind listens at one number for all of them */
  public static async start(name: string, labels: PodAddress['labels'], ports: readonly string[]): Promise<Pod> {
    const pod = new Pod(name, labels);
    await new Promise<void>(done => pod.server.listen(0, pod.address, done));
    const { port } = pod.server.address() as AddressInfo;
    pod.ports = Object.fromEntries(ports.map(name => [name, port]));
    return pod;
  }

  public async stop(): Promise<void> {
    for (const answer of this.hanging) answer.destroy();
    this.server.closeAllConnections();
    await new Promise(done => this.server.close(done));
  }
}
