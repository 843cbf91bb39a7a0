import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a pod was asked, and what it says. */
export type Pod = (...exchange: Parameters<RequestListener>) => void;

/** Pods with addresses 127.0.0.2, 127.0.0.3 and so on: one server, because all of 127.0.0.0/8 is this machine. */
export class Pods {
  static async start(): Promise<Pods> {
    const pods = new Pods();
    pods.server.listen(0, '0.0.0.0');
    await once(pods.server, 'listening');
    return pods;
  }

  /** How often each pod was asked, in the order of the first time. */
  readonly asked = new Map<string, number>();
  /** What each pod does; one that is not here answers "pong". */
  readonly does = new Map<string, Pod>();
  private readonly server = createServer((request, response) => {
    const address = request.socket.localAddress!;
    this.asked.set(address, (this.asked.get(address) ?? 0) + 1);
    const pod = this.does.get(address) ?? (() => response.end('pong'));
    pod(request, response);
  });

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
