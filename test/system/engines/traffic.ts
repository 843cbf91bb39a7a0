import { apply, kubectl } from './cluster';

/** What became of the requests of one kind: over a connection each, or all over one that is kept. */
interface Requests {
  readonly sent: number;
  readonly lost: readonly string[];
  /** The pod that answered last. */
  readonly last: string;
  /** All pods that have answered. */
  readonly pods: ReadonlySet<string>;
  /** What was answered, without the pod's name; the same answer in a row counts once. */
  readonly saw: readonly string[];
}

const SECONDS = 600;
const curl = (name: string, rate: number, ...more: readonly string[]) => ({
  name,
  image: 'curlimages/curl:8.12.1',
  command: ['curl'],
  args: [
    ...['--silent', '--no-buffer', '--max-time', '3', '--rate', `${rate}/s`, ...more],
    ...['--write-out', '\n%{http_code} %{errormsg}\n', `http://ping:5000/ping?[1-${rate * SECONDS}]`],
  ],
  securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 65532 },
});

/** Users of the active Service: a pod that sends requests at a steady rate, for ten minutes at most. */
export async function startTraffic(namespace: string): Promise<void> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'users', namespace },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: [curl('new', 20, '--header', 'Connection: close'), curl('kept', 5)],
    },
  };
  apply(JSON.stringify(pod));
  await kubectl('wait', 'pod/users', `--namespace=${namespace}`, '--for=condition=Ready', '--timeout=60s');
}

/** What users have seen so far. */
export async function trafficOf(namespace: string, kind: 'new' | 'kept'): Promise<Requests> {
  const log = await kubectl('logs', 'users', `--namespace=${namespace}`, `--container=${kind}`, '--timestamps');
  let sent = 0;
  let last = '';
  const pods = new Set<string>();
  let answer = '';
  const lost: string[] = [];
  const saw: string[] = [];
  for (const line of log.split('\n')) {
    const [, moment, text] = /^(\S+) (.*)$/.exec(line) ?? [];
    if (!text) continue;
    // What curl says at the end of each; its status for "no answer" is 000.
    if (!/^\d{3} /.test(text)) {
      answer = text;
      continue;
    }
    sent++;
    if (text.startsWith('200 ')) {
      const words = answer.split(/\s+/);
      last = words.pop()!;
      pods.add(last);
      if (saw.at(-1) !== words.join(' ')) saw.push(words.join(' '));
    } else lost.push(`${moment} ${kind} connection: ${text} ${answer}`.trim());
    answer = '';
  }
  return { sent, lost, last, pods, saw };
}
