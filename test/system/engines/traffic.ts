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

/** As long as a scenario may take. */
const SECONDS = 1800;
const curl = (name: string, path: string, rate: number, ...more: readonly string[]) => ({
  name,
  image: 'curlimages/curl:8.12.1',
  command: ['curl'],
  args: [
    ...['--silent', '--no-buffer', '--max-time', '3', '--rate', `${rate}/s`, ...more],
    ...['--write-out', '\n%{http_code} %{errormsg}\n', `http://ping:5000${path}?[1-${rate * SECONDS}]`],
  ],
  securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 65532 },
});

/** Users of the active Service: a pod that sends requests at a steady rate, for half an hour at most. */
export async function startTraffic(namespace: string, path: string): Promise<void> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'users', namespace },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: [curl('new', path, 20, '--header', 'Connection: close'), curl('kept', path, 5)],
    },
  };
  apply(JSON.stringify(pod));
  await kubectl('wait', 'pod/users', `--namespace=${namespace}`, '--for=condition=Ready', '--timeout=60s');
}

/** What one request came to. */
export interface Answer {
  readonly at: number;
  /** Status and what curl says of it; 200 alone where all is well. */
  readonly status: string;
  /** What was answered: words, and the name of the pod at the end. */
  readonly words: readonly string[];
}

/** All that users were answered so far, in its order. */
export async function answersIn(namespace: string, kind: 'new' | 'kept'): Promise<Answer[]> {
  const log = await kubectl('logs', 'users', `--namespace=${namespace}`, `--container=${kind}`, '--timestamps');
  const answers: Answer[] = [];
  let body = '';
  for (const line of log.split('\n')) {
    const [, moment, text] = /^(\S+) (.*)$/.exec(line) ?? [];
    if (!text) continue;
    // What curl says at the end of each; its status for "no answer" is 000.
    if (!/^\d{3} /.test(text)) {
      body = text;
      continue;
    }
    answers.push({ at: Date.parse(moment!), status: text.trim(), words: body.split(/\s+/).filter(Boolean) });
    body = '';
  }
  return answers;
}

/** What users have seen so far. */
export async function trafficOf(namespace: string, kind: 'new' | 'kept'): Promise<Requests> {
  const answers = await answersIn(namespace, kind);
  const good = answers.filter(({ status }) => status === '200');
  const lost = answers
    .filter(({ status }) => status !== '200')
    .map(({ at, status, words }) => `${new Date(at).toISOString()} ${kind} connection: ${status} ${words.join(' ')}`);
  const pods = good.map(({ words }) => words.at(-1)!);
  const saw = good.map(({ words }) => words.slice(0, -1).join(' ')).filter((one, at, all) => one !== all[at - 1]);
  return { sent: answers.length, lost, last: pods.at(-1) ?? '', pods: new Set(pods), saw };
}
