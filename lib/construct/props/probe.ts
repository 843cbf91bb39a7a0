import * as z from 'zod/mini';
import { portName, portNumber, requestPath } from './names';
import { shapeOf } from './shape';

/** Asks by HTTP; an answer from 200 to 399 is good. */
export interface HttpProbe {
  /** @default "/" */
  readonly path?: string;
  /**
   * Name or number of the port.
   * @default - the first port
   */
  readonly port?: string | number;
  /** @default "HTTP" */
  readonly scheme?: HttpScheme;
  /**
   * Host name to ask instead of the pod's address.
   * @default - the pod's address
   */
  readonly host?: string;
  /** @default - none */
  readonly httpHeaders?: HttpHeader[];
}

/** Whether a probe asks in clear or over TLS. The certificate is not checked. */
export enum HttpScheme {
  HTTP = 'HTTP',
  HTTPS = 'HTTPS',
}

/** A header of a request. */
export interface HttpHeader {
  /** Such as `Accept`. */
  readonly name: string;
  /** Such as `text/plain`. */
  readonly value: string;
}

/** Opens a TCP connection. */
export interface TcpProbe {
  /**
   * Name or number of the port.
   * @default - the first port
   */
  readonly port?: string | number;
  /** @default - the pod's address */
  readonly host?: string;
}

/** Calls the gRPC health checking protocol. */
export interface GrpcProbe {
  /**
   * Number of the port; Kubernetes takes no name here.
   * @default - the first port
   */
  readonly port?: number;
  /**
   * The service to ask for.
   * @default - none: the server's overall health
   */
  readonly service?: string;
}

/** Runs a command in the container; exit code 0 is good. */
export interface ExecProbe {
  /** Program and arguments; no shell reads them. */
  readonly command: string[];
}

/**
 * How Kubernetes asks a container whether it is well. Exactly one of `path`, `httpGet`, `tcpSocket`, `grpc`, `exec` and
 * `none` says how; the numbers mean what they mean in Kubernetes.
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
 */
export interface Probe {
  /**
   * Short for `httpGet` with this path, on the first port or on `port`.
   * @default - asked in another way
   */
  readonly path?: string;
  /**
   * Name or number of the port that `path` is asked at.
   * @default - the first port
   */
  readonly port?: string | number;
  /**
   * An HTTP request.
   * @default - asked in another way
   */
  readonly httpGet?: HttpProbe;
  /**
   * A TCP connection.
   * @default - asked in another way
   */
  readonly tcpSocket?: TcpProbe;
  /**
   * A call of the gRPC health checking protocol.
   * @default - asked in another way
   */
  readonly grpc?: GrpcProbe;
  /**
   * A command that runs in the container.
   * @default - asked in another way
   */
  readonly exec?: ExecProbe;
  /**
   * No probe, on purpose. Without a readiness probe a pod gets traffic as soon as its process runs.
   * @default false
   */
  readonly none?: boolean;
  /**
   * Seconds from the container's start to the first question.
   * @default 0
   */
  readonly initialDelaySeconds?: number;
  /**
   * Seconds between questions.
   * @default 10
   */
  readonly periodSeconds?: number;
  /**
   * Seconds after which a question counts as not answered.
   * @default 1
   */
  readonly timeoutSeconds?: number;
  /**
   * Good answers in a row that turn the container well. Liveness and startup probes take only 1.
   * @default 1
   */
  readonly successThreshold?: number;
  /**
   * Bad answers in a row that turn it unwell.
   * @default 3
   */
  readonly failureThreshold?: number;
  /**
   * Seconds that the container gets to end after its liveness or startup probe failed.
   * @default - the pod's grace period
   */
  readonly terminationGracePeriodSeconds?: number;
}

const atLeast = (least: number) =>
  z.int('a whole number').check(z.minimum(least, `a whole number of at least ${least}`));
const portReference = z.union([portName, portNumber]);

const httpHeaderSchema = z
  .strictObject(shapeOf<HttpHeader>()({ name: z.string(), value: z.string() }))
  .register(z.globalRegistry, { id: 'HttpHeader' });

const httpProbeSchema = z
  .strictObject(
    shapeOf<HttpProbe>()({
      path: z.optional(requestPath),
      port: z.optional(portReference),
      scheme: z.optional(z.enum(HttpScheme)),
      host: z.optional(z.string()),
      httpHeaders: z.optional(z.array(httpHeaderSchema)),
    }),
  )
  .register(z.globalRegistry, { id: 'HttpProbe' });

const tcpProbeSchema = z
  .strictObject(shapeOf<TcpProbe>()({ port: z.optional(portReference), host: z.optional(z.string()) }))
  .register(z.globalRegistry, { id: 'TcpProbe' });

const grpcProbeSchema = z
  .strictObject(shapeOf<GrpcProbe>()({ port: z.optional(portNumber), service: z.optional(z.string()) }))
  .register(z.globalRegistry, { id: 'GrpcProbe' });

const execProbeSchema = z
  .strictObject(
    shapeOf<ExecProbe>()({
      command: z.array(z.string()).check(z.minLength(1, 'a command of at least one word')),
    }),
  )
  .register(z.globalRegistry, { id: 'ExecProbe' });

export const probeSchema = z
  .strictObject(
    shapeOf<Probe>()({
      path: z.optional(requestPath),
      port: z.optional(portReference),
      httpGet: z.optional(httpProbeSchema),
      tcpSocket: z.optional(tcpProbeSchema),
      grpc: z.optional(grpcProbeSchema),
      exec: z.optional(execProbeSchema),
      none: z.optional(z.boolean()),
      initialDelaySeconds: z.optional(atLeast(0)),
      periodSeconds: z.optional(atLeast(1)),
      timeoutSeconds: z.optional(atLeast(1)),
      successThreshold: z.optional(atLeast(1)),
      failureThreshold: z.optional(atLeast(1)),
      terminationGracePeriodSeconds: z.optional(atLeast(1)),
    }),
  )
  .register(z.globalRegistry, { id: 'Probe' });
