import type { PortProps } from '../props/port';
import type { ResolvedRequest } from '../resolve/smoke';
import grpc from './grpc/script.generated.json';
import script from './script.generated.json';

/** What has to be there before traffic moves. Both Services are headless, stand beside the Job, and live as long. */
export interface Expectation {
  /** Name of the Service that selects the pods of the expected release in the target colour. */
  readonly releaseService: string;
  /** Name of the Service that selects all pods of the target colour. */
  readonly colourService: string;
  /** Pods that have to be ready at least. */
  readonly pods: number;
  /** Id of the expected release, for the log. */
  readonly release: string;
  /** The target colour, for the log. */
  readonly colour: string;
  /** Ports of the expected release, the most important one first. */
  readonly ports: readonly PortProps[];
}

/** What Kubernetes starts in the gate's container. */
export interface GateContainer {
  readonly image: string;
  readonly command: string[];
  readonly args: string[];
}

/**
 * The container that waits until all ready pods of the colour are of the expected release, and enough, and sends every
 * request to each of them. Without requests it only waits. It needs no rights, no writable files and no root.
 */
export function gateContainer(
  expected: Expectation,
  requests: readonly ResolvedRequest[],
  image: string,
): GateContainer {
  const args = [
    ...['--release', expected.release],
    ...['--colour', expected.colour],
    ...['--release-service', expected.releaseService],
    ...['--colour-service', expected.colourService],
    ...['--pods', String(expected.pods)],
    ...requests.flatMap(requestArguments),
  ];
  return {
    image,
    command: ['sh', '-c', requests.some(({ grpc }) => grpc) ? SCRIPT_WITH_GRPC : SCRIPT, 'gate'],
    args: args.map(kubernetesLiteral),
  };
}

/** What a container of the user's own is told, as environment variables: `SmokeContainer` says what they mean. */
export function smokeVariables(expected: Expectation): Record<string, string> {
  return {
    GATE_HOST: expected.releaseService,
    ...(expected.ports[0] && { GATE_PORT: String(expected.ports[0].port) }),
    GATE_RELEASE: expected.release,
    GATE_COLOUR: expected.colour,
  };
}

function requestArguments(request: ResolvedRequest): string[] {
  const { grpc, path = '/', scheme, port, timeoutSeconds, tries } = request;
  if (grpc) {
    return [
      ...['--request', 'GRPC', grpc.service ?? '/'],
      ...['--scheme', scheme.toLowerCase()],
      ...['--port', String(port!.port)],
      ...['--seconds', String(timeoutSeconds)],
      ...['--tries', String(tries)],
    ];
  }
  return [
    ...['--request', request.method, urlPath(path)],
    ...['--scheme', request.scheme.toLowerCase()],
    ...['--port', String(request.port!.port)],
    ...['--status', String(request.status)],
    ...['--seconds', String(request.timeoutSeconds)],
    ...['--tries', String(request.tries)],
    ...Object.entries(request.headers).flatMap(([name, value]) => ['--header', headerLine(name, value)]),
    ...(request.body === undefined ? [] : ['--body', request.body]),
    ...(request.contains === undefined ? [] : ['--contains', request.contains]),
    ...Object.entries(request.json).flatMap(([path, value]) => ['--json', path, JSON.stringify(value)]),
  ];
}

/** A header as curl takes it: "Name:" without a value means that it is to be left out. https://curl.se/docs/manpage.html#-H */
export function headerLine(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

/**
 * A path, with query if any, as it may stand in a URL: what no URL may hold is percent-encoded as UTF-8, and "#" too,
 * because nothing behind it would be sent. What is encoded already stays.
 */
function urlPath(path: string): string {
  return path.replaceAll(/\p{Cs}/gu, '\ufffd').replaceAll(/[^!-~]|["#<>\\^`{|}]/gu, encodeURIComponent);
}

/**
 * A text as it has to stand in `command` or `args` so that the container gets it unchanged: Kubernetes puts variables
 * in place of `$(NAME)` there, and takes `$$` for `$`.
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/
 */
export function kubernetesLiteral(text: string): string {
  return text.replaceAll(/\$(?=[$(])/g, '$$$$');
}

const SCRIPT = kubernetesLiteral(script.join('\n'));

// Only where it is asked for: every other gate keeps its bytes, and so its name.
const SCRIPT_WITH_GRPC = kubernetesLiteral(
  script
    .flatMap(line => {
      if (line === 'send() {') return ['send_http() {'];
      return line === 'prove() {' ? [...grpc, '', line] : [line];
    })
    .join('\n'),
);
