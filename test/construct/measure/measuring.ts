import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { analysisContainer } from '../../../lib/construct/measure/analysis-container';
import type { Measured } from '../../../lib/construct/measure/measured';
import type { AnalysisProps } from '../../../lib/construct/props/analysis';
import { Colour } from '../../../lib/construct/props/colour';
import { analysisOf } from '../../../lib/construct/resolve/analysis';
import { expanded } from '../gate/kubernetes-expansion';

/** What is measured in these tests. */
const PING: Measured = {
  application: 'ping',
  namespace: 'demo',
  colour: Colour.GREEN,
  release: '0f3a5b7c9d',
  rules: [1],
};

export interface Run {
  /** @default 1 */
  readonly rounds?: number;
  /** Seconds until it gives up. @default 5 */
  readonly within?: number;
  /** @default "ping" */
  readonly application?: string;
  /** Seconds that an answer may take, and from one round to the next. @default 1 */
  readonly every?: number;
  /** Whether it waits from one round to the next. @default false */
  readonly paced?: boolean;
  /** What stands in place of /analysis, where Secrets are mounted. */
  readonly mounted?: string;
  readonly env?: { readonly [name: string]: string };
}

/** The analysis as the kubelet starts it, but with a round every second or so, or at once: with busybox' shell and tools, and this machine's curl. */
export function start(
  analysis: AnalysisProps,
  { application = 'ping', rounds = 1, within = 5, every = 1, paced, mounted, env }: Run = {},
) {
  const { command, args } = analysisContainer(
    { ...analysisOf(analysis), everySeconds: every },
    { ...PING, application },
    { seconds: rounds * every, within },
    'curl',
  );
  return started({ command, args }, paced, mounted, env);
}

/** The same to its end. */
export const measured = (analysis: AnalysisProps, run: Run = {}) => start(analysis, run).ended();

/**
 * A container that measures, as it is rendered.
 * @param paced whether it waits from one round to the next
 */
export function started(
  { command, args }: { readonly command: readonly string[]; readonly args: readonly string[] },
  paced = false,
  mounted = '/analysis',
  env: { readonly [name: string]: string } = {},
) {
  const [shell, option, script, ...rest] = [...command, ...args].map(text =>
    expanded(text).replace(/^\/analysis\//, `${mounted}/`),
  );
  const words = [shell!, option!, paced ? script! : `sleep() { :; }\n${script}`, ...rest];
  const process_ = spawn('busybox', words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...env },
  });
  let log = '';
  for (const stream of [process_.stdout, process_.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      log += text;
    });
  }
  return {
    process: process_,
    said: () => log.trimEnd().split('\n'),
    ended: async (): Promise<{ readonly code: number | null; readonly lines: string[] }> => {
      const [code] = await once(process_, 'close');
      return { code, lines: log.trimEnd().split('\n') };
    },
  };
}
