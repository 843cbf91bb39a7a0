import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type Expectation, gateContainer } from '../../../lib/construct/gate/gate-container';
import type { SmokeRequest } from '../../../lib/construct/props/smoke';
import { requestsOf } from '../../../lib/construct/resolve/smoke';
import { expanded } from './kubernetes-expansion';

for (const [program, debianPackage] of [
  ['busybox', 'busybox-static'],
  ['curl', 'curl'],
] as const) {
  if (spawnSync(program, ['--help']).error) {
    throw new Error(`these tests run the gate's script with ${program}: install the Debian package ${debianPackage}`);
  }
}

export const DOMAIN = 'shop.svc.cluster.local';

/** What of the gate's surroundings is not as it is on this machine, or not as it mostly is in a cluster. */
export interface Surroundings {
  /** The ports of this machine at which the nameservers listen that the gate is told of; at one without number nobody does. */
  readonly nameservers: readonly (number | undefined)[];
  /** @default - the file that the kubelet writes, with all nameservers */
  readonly resolver?: string;
  /** The port to which all that curl sends is led, as the sidecar of a mesh does it. Addresses stay. */
  readonly sidecar?: number;
}

const nameserver = (index: number) => `10.96.0.${10 + index}`;

const RESOLVER = (nameservers: Surroundings['nameservers']) =>
  [
    `search ${DOMAIN} svc.cluster.local cluster.local`,
    ...nameservers.map((_, index) => `nameserver ${nameserver(index)}`),
    'options ndots:5\n',
  ].join('\n');

// The first file that the gate reads is not this machine's, and DNS servers listen on other ports than 53.
const SCRIPT = ({ nameservers, resolver = RESOLVER(nameservers), sidecar }: Surroundings) => `
cat() { printf '%s' '${resolver}'; }
timeout() {
  case $5 in
${nameservers.map((port, index) => `    ${nameserver(index)}) command timeout "$1" nc -w 1 127.0.0.1 ${port ?? 1} ;;`).join('\n')}
  esac
}
${sidecar === undefined ? '' : `curl() { command curl --connect-to ":::${sidecar}" "$@"; }`}
`;

/** The gate as the kubelet starts it: with busybox' shell and tools, and this machine's curl. */
export class GateProcess {
  private readonly process: ChildProcess;
  private output = '';

  constructor(expected: Expectation, requests: readonly SmokeRequest[], surroundings: Surroundings) {
    const { command, args } = gateContainer(expected, requestsOf(requests, expected.ports), 'curl');
    const [shell, option, script, name] = command.map(text => expanded(text));
    this.process = spawn(
      'busybox',
      [shell!, option!, SCRIPT(surroundings) + script, name!, ...args.map(text => expanded(text))],
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { PATH: process.env['PATH'] } },
    );
    for (const stream of [this.process.stdout!, this.process.stderr!]) {
      stream.setEncoding('utf8').on('data', text => {
        this.output += text;
      });
    }
  }

  /** What it has said so far. */
  get log(): string {
    return this.output;
  }

  /** Its exit code, once it and all it started are gone. */
  async ended(): Promise<number | null> {
    const [code] = await once(this.process, 'close');
    return code;
  }

  /** Its exit code, be there processes of its left or not: in a container the kernel ends those. */
  async exited(): Promise<number | null> {
    const [code] = await once(this.process, 'exit');
    return code;
  }

  /** Ends it as the kubelet does. */
  terminate(): void {
    this.process.kill('SIGTERM');
  }

  /** Ends it and all that it started. */
  kill(): void {
    try {
      process.kill(-this.process.pid!, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
