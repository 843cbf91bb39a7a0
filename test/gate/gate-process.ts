import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type Expectation, gateContainer } from '../../lib/gate/gate-container';
import type { SmokeRequest } from '../../lib/spec/smoke';
import { expanded } from './kubernetes-expansion';

for (const [program, debianPackage] of [
  ['busybox', 'busybox-static'],
  ['curl', 'curl'],
] as const) {
  if (spawnSync(program, ['--help']).error) {
    throw new Error(`these tests run the gate's script with ${program}: install the Debian package ${debianPackage}`);
  }
}

// The first file that the gate reads is not this machine's, and the DNS server listens on another port than 53.
const SURROUNDINGS = (dnsPort: number, resolver: string) => `
cat() { printf '%s' '${resolver}'; }
timeout() { command timeout "$1" nc -w 1 127.0.0.1 ${dnsPort}; }
`;
export const DOMAIN = 'shop.svc.cluster.local';
const RESOLVER = `search ${DOMAIN} svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n`;

/** The gate as the kubelet starts it: with busybox' shell and tools, and this machine's curl. */
export class GateProcess {
  private readonly process: ChildProcess;
  private output = '';

  constructor(expected: Expectation, requests: readonly SmokeRequest[], dnsPort: number, resolver = RESOLVER) {
    const { command, args } = gateContainer(expected, requests);
    const [shell, option, script, name] = command.map(text => expanded(text));
    this.process = spawn(
      'busybox',
      [shell!, option!, SURROUNDINGS(dnsPort, resolver) + script, name!, ...args.map(text => expanded(text))],
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
