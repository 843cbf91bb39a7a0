import * as z from 'zod/mini';
import { grpcServiceName, portName, text, variables, wholeNumber } from './names';
import { HttpScheme } from './probe';
import { shapeOf } from './shape';

/** Methods of requests that can prove something by what they answer. */
export enum HttpMethod {
  GET = 'GET',
  POST = 'POST',
  PUT = 'PUT',
  PATCH = 'PATCH',
  DELETE = 'DELETE',
  OPTIONS = 'OPTIONS',
}

/**
 * A question of gRPC's own health service: whether a service is serving.
 * @see https://grpc.io/docs/guides/health-checking/
 */
export interface GrpcHealth {
  /**
   * Full name of the service that is asked about, such as `shop.v1.Baskets`.
   * @default - the server as a whole
   */
  readonly service?: string;
}

/** A request that every pod of a release has to answer before traffic moves to it. */
export interface SmokeRequest {
  /**
   * Path of the URL, with query if any. What no URL may hold is percent-encoded.
   * @default - none: `grpc` says what is asked
   */
  readonly path?: string;
  /**
   * Asked in place of a path, and has to be answered with SERVING. Beside it only `port`, `scheme`, `timeoutSeconds` and
   * `tries` say something.
   * @default - a path is asked for
   */
  readonly grpc?: GrpcHealth;
  /** @default "GET" */
  readonly method?: HttpMethod;
  /**
   * Headers by name.
   * @default - those of curl
   */
  readonly headers?: { readonly [name: string]: string };
  /**
   * What is sent with the request. A header `Content-Type` says what it is; else it is plain text.
   * @default - nothing
   */
  readonly body?: string;
  /**
   * Whether the pod is asked in clear or over TLS. The certificate is not checked: the pod is asked by its address.
   * @default "HTTP"
   */
  readonly scheme?: HttpScheme;
  /**
   * Name of the port to ask.
   * @default - the first port
   */
  readonly port?: string;
  /**
   * The status that the answer must have. Redirects are not followed.
   * @default 200
   */
  readonly status?: number;
  /**
   * Text that the answer's body must contain.
   * @default - any body will do
   */
  readonly contains?: string;
  /**
   * Values that the answer's body, in JSON, must have, by their path: names and the numbers of list entries, joined by
   * ".", such as `checks.0.ok`. A value is a text, a number, true, false or null.
   * @default - any body will do
   */
  readonly json?: { readonly [path: string]: any };
  /**
   * Seconds that one try may take.
   * @default 5
   */
  readonly timeoutSeconds?: number;
  /**
   * How often the request is sent to a pod, a second apart, until it is answered as expected.
   * @default 3
   */
  readonly tries?: number;
}

/**
 * A container of your own that tests a release before traffic moves to it; exit code 0 says that the release is good.
 * It starts once the pods are there. The variables GATE_HOST, GATE_PORT, GATE_RELEASE and GATE_COLOUR tell it where:
 * GATE_HOST is a DNS name of all pods of the release. Of an application without a port there is no GATE_PORT.
 */
export interface SmokeContainer {
  /** The container image. */
  readonly image: string;
  /** @default - the image's entrypoint */
  readonly command?: string[];
  /** @default - the image's arguments */
  readonly args?: string[];
  /**
   * Environment variables: a text, or a Kubernetes source such as `secretKeyRef`.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
   * @default - none
   */
  readonly env?: { readonly [name: string]: any };
}

// Of RFC 9110, section 5.6.2, without "#": curl takes a line that starts with it for a comment.
const HEADER_NAME = /^[!$%&'*+.^_`|~0-9A-Za-z-]+$/;
// A longer one would not fit into an argument of a Linux process, which may have 128 KiB.
const LONGEST = 32_768;

// So that a single byte tells its length, as the gate writes it.
const LONGEST_SERVICE = 120;

const sent = text.check(
  z.maxLength(LONGEST, `at most ${LONGEST} characters`),
  z.regex(/^[^\0]*$/, 'a text without the character NUL'),
);

/** Headers of a request, by name. */
export const headersSchema = z.record(
  text.check(z.regex(HEADER_NAME, 'the name of a header, such as "Accept"')),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
  sent.check(z.regex(/^(?! )[^\0-\x1f\x7f]*(?<! )$/, 'one line without spaces at its ends')),
);

const smokeRequestSchema = z
  .strictObject(
    shapeOf<SmokeRequest>()({
      path: z.optional(sent.check(z.regex(/^\//, 'a path that starts with "/"'))),
      grpc: z.optional(
        z
          .strictObject(
            shapeOf<GrpcHealth>()({
              service: z.optional(
                grpcServiceName.check(z.maxLength(LONGEST_SERVICE, `at most ${LONGEST_SERVICE} characters`)),
              ),
            }),
          )
          .register(z.globalRegistry, { id: 'GrpcHealth' }),
      ),
      method: z.optional(z.enum(HttpMethod)),
      headers: z.optional(headersSchema),
      body: z.optional(sent),
      scheme: z.optional(z.enum(HttpScheme)),
      port: z.optional(portName),
      status: z.optional(wholeNumber(100, 599, 'an HTTP status from 100 to 599')),
      contains: z.optional(sent),
      json: z.optional(
        z.record(
          text.check(z.regex(/^[^\n\0]+$/, 'the path of a value, such as "checks.0.ok"')),
          z.union([text, z.number(), z.boolean(), z.null()], 'a text, a number, true, false or null'),
        ),
      ),
      timeoutSeconds: z.optional(wholeNumber(1, 300, 'seconds from 1 to 300')),
      tries: z.optional(wholeNumber(1, 100, 'a number of tries from 1 to 100')),
    }),
  )
  .register(z.globalRegistry, { id: 'SmokeRequest' });

const smokeContainerSchema = z
  .strictObject(
    shapeOf<SmokeContainer>()({
      image: text.check(z.minLength(1, 'the name of an image')),
      command: z.optional(z.array(text)),
      args: z.optional(z.array(text)),
      env: z.optional(variables),
    }),
  )
  .register(z.globalRegistry, { id: 'SmokeContainer' });

/** What a release has to stand before traffic moves to it. */
export const smokeSchema = z.union([z.array(smokeRequestSchema), smokeContainerSchema]);
