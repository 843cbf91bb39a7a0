import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { connect } from 'node:tls';

/**
 * A stand-in for a service mesh with strict mTLS: pods with all addresses of 127.0.0.0/8 that let in who has a
 * certificate of the mesh alone, and the sidecar of a client, which has one. It is neither Istio nor Linkerd: it shows
 * what the gate does there, and not what they do.
 */
export class StrictMesh {
  static async start(): Promise<StrictMesh> {
    const mesh = new StrictMesh(certificate());
    mesh.pods.listen(0, '0.0.0.0');
    mesh.sidecar.listen(0, '0.0.0.0');
    await Promise.all([once(mesh.pods, 'listening'), once(mesh.sidecar, 'listening')]);
    return mesh;
  }

  /** How often each pod was reached by who is in the mesh, in the order of the first time. */
  readonly reached = new Map<string, number>();
  private readonly pods: Server;
  private readonly sidecar: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(identity: string) {
    const trust = { key: identity, cert: identity, ca: identity };
    this.pods = createSecureServer({ ...trust, requestCert: true, rejectUnauthorized: true }, (request, response) => {
      const address = request.socket.localAddress!;
      this.reached.set(address, (this.reached.get(address) ?? 0) + 1);
      response.end('pong');
    });
    // A client's connection keeps its address, as iptables would keep it, and arrives at the sidecar's port.
    this.sidecar = createServer(client => {
      const pod = connect({
        ...trust,
        host: client.localAddress,
        port: this.podPort,
        checkServerIdentity: () => undefined,
      });
      client.pipe(pod).pipe(client);
      for (const [one, other] of [
        [client, pod],
        [pod, client],
      ] as const) {
        this.sockets.add(one);
        one.on('error', () => other.destroy());
      }
    });
  }

  get podPort(): number {
    return (this.pods.address() as AddressInfo).port;
  }

  get sidecarPort(): number {
    return (this.sidecar.address() as AddressInfo).port;
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.pods.close();
    this.sidecar.close();
  }
}

/** A key and a certificate that has signed itself, for whatever name. */
export function certificate(): string {
  const made = spawnSync(
    'openssl',
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout - -out - -subj /CN=elsewhere'.split(' '),
    { encoding: 'utf8' },
  );
  if (made.error) throw new Error('this test makes a certificate with openssl: install the Debian package openssl');
  return made.stdout;
}
