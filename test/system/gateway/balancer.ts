import { Agent, type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KubernetesObject } from '../../construct/render/rendered';
import { ClusterObjects } from './cluster-objects';
import type { Chance, Entrance } from './entrance';
import { type Endpoint, KnownEndpoints, type Lateness } from './known-endpoints';
import type { Asked } from './matching';
import type { Target } from './target';

/** Requests, and copies of them, that it has open at once; more are turned away, or not copied. */
const MOST = 256;
/** Milliseconds that it waits for a pod. */
const PATIENCE = 20_000;
const MOST_BYTES = 1_000_000;

/**
 * A stand-in for an implementation of the Gateway API, and for the load balancers of clouds: a proxy on loopback that sends
 * to the pods that EndpointSlices name, by weights, matches and mirrors. It knows HTTP/1.1, and is neither fast nor complete.
 */
export class Balancer {
  /** What is in the cluster, as far as it knows. */
  public seen = new ClusterObjects([]);
  private readonly known: KnownEndpoints;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly copies = new Set<ClientRequest>();
  private readonly server = createServer({ keepAliveTimeout: 0 }, (asked, answer) => {
    void this.serve(asked, answer).catch(() => answer.destroy());
  });
  private open = 0;

  private constructor(
    private readonly entrance: Entrance,
    private readonly chance: Chance,
    later: Lateness,
  ) {
    this.known = new KnownEndpoints(later);
  }

  /** @param later when pods are learned that are new */
  public static async start(entrance: Entrance, chance: Chance, later: Lateness = learn => learn()): Promise<Balancer> {
    const balancer = new Balancer(entrance, chance, later);
    await new Promise<void>(done => balancer.server.listen(0, '127.0.0.1', done));
    return balancer;
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Follows what is in the cluster now. */
  public sees(objects: readonly KubernetesObject[]): void {
    this.seen = new ClusterObjects(objects);
    this.known.sees(this.entrance.targets(this.seen), this.seen);
  }

  public async stop(): Promise<void> {
    for (const copy of this.copies) copy.destroy();
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise(done => this.server.close(done));
  }

  private async serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (this.open >= MOST) return end(answer, 503);
    this.open++;
    answer.on('close', () => this.open--);
    const body = await bodyOf(asked);
    if (!body) return end(answer, 413);
    const way = this.entrance.way(askedOf(asked), this.seen, this.chance);
    if ('status' in way) return end(answer, way.status);
    for (const target of way.copies) this.copy(asked, body, target);
    const endpoint = this.pick(way.target);
    if (!endpoint) return end(answer, 503);
    const sent = this.send(asked, body, endpoint, asked.headers.host);
    sent.on('response', got => {
      answer.writeHead(got.statusCode!, got.headers);
      got.pipe(answer);
    });
    sent.on('timeout', () => {
      end(answer, 504);
      sent.destroy();
    });
    sent.on('error', () => end(answer, 502));
  }

  // Envoy, and the balancers of Google, call the host "-shadow" then; no one waits for what it says.
  private copy(asked: IncomingMessage, body: Buffer, to: Target): void {
    const endpoint = this.pick(to);
    if (!endpoint || this.copies.size >= MOST) return;
    const copy = this.send(asked, body, endpoint, `${asked.headers.host}-shadow`);
    this.copies.add(copy);
    copy.on('response', got => got.resume());
    copy.on('timeout', () => copy.destroy());
    copy.on('error', () => {});
    copy.on('close', () => this.copies.delete(copy));
  }

  private pick(to: Target): Endpoint | undefined {
    const endpoints = this.known.of(to);
    return endpoints[Math.floor(this.chance() * endpoints.length)];
  }

  private send(asked: IncomingMessage, body: Buffer, endpoint: Endpoint, host: string | undefined): ClientRequest {
    const sent = request({
      host: endpoint.address,
      port: endpoint.port,
      method: asked.method,
      path: asked.url,
      headers: { ...asked.headers, host },
      agent: this.agent,
      timeout: PATIENCE,
    });
    sent.end(body);
    return sent;
  }
}

function askedOf({ url, method, headers }: IncomingMessage): Asked {
  const { hostname, pathname, searchParams } = new URL(url!, `http://${headers.host}`);
  return { host: hostname, path: pathname, query: searchParams, method: method!, headers };
}

// Undefined where it is too large.
async function bodyOf(asked: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of asked as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function end(answer: ServerResponse, status: number): void {
  if (answer.headersSent) answer.destroy();
  else answer.writeHead(status).end();
}
