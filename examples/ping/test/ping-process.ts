import { type ExampleProcess, type RunExample, useCompiled } from '../../example-process';

let run: RunExample;

export function useCompiledPing(): void {
  run = useCompiled('ping');
}

interface PingProcess extends ExampleProcess {
  readonly port: number;
}

/** The real entry, as a process on a free port, listening. */
export async function startPing(env: Record<string, string> = {}): Promise<PingProcess> {
  const ping = runPing({ PORT: '0', ...env });
  const { port } = await ping.logged('listening');
  return { ...ping, port: Number(port) };
}

/** The real entry with exactly this environment. */
export function runPing(env: Record<string, string>): ExampleProcess {
  return run([], env);
}
