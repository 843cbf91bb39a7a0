import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { EXEC } from './cluster';

/** A Service came to select this colour. */
interface Switch {
  readonly at: number;
  readonly service: string;
  readonly colour: string;
}

const COLUMNS = `jsonpath={.metadata.name} {.spec.selector['blue-green/colour']}{"\\n"}`;

/** What the Services of a namespace select, told by the API server as it changes. */
export class Switches {
  private readonly switches: Switch[] = [];
  private readonly process: ChildProcess;

  public constructor(namespace: string) {
    const [program, ...words] = [...EXEC, 'kubectl', 'get', 'services', `--namespace=${namespace}`, '--watch'];
    this.process = spawn(program!, [...words, `--output=${COLUMNS}`], { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: this.process.stdout! }).on('line', line => {
      const [service, colour] = line.split(' ');
      const last = this.switches.findLast(one => one.service === service)?.colour;
      if (colour !== last) this.switches.push({ at: Date.now(), service: service!, colour: colour! });
    });
  }

  /** What these Services came to select after a moment, in the order of time. */
  public since(moment: number, services: readonly string[]): readonly Switch[] {
    return this.switches.filter(({ at, service }) => at > moment && services.includes(service));
  }

  /** What a Service selects. */
  public of(service: string): string | undefined {
    return this.switches.findLast(one => one.service === service)?.colour;
  }

  public stop(): void {
    this.process.kill();
  }
}
