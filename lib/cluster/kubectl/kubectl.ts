import { execFile } from 'node:child_process';
import { ClusterError } from './cluster-error';
import type { ClusterRef } from './cluster-ref';

/** How kubectl ended. */
interface KubectlResult {
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `kubectl get`, with JSON as its output.
 * @param limit milliseconds after which kubectl is ended: on its own it asks a silent server six times and more, each
 * time for 32 seconds
 * @throws LiveError when kubectl is missing or does not end in time
 */
export function kubectlGet(ref: ClusterRef, what: readonly string[], limit: number): Promise<KubectlResult> {
  return kubectl(ref, ['get', ...what, '--output=json'], limit);
}

/**
 * Runs `kubectl logs` of a container of a Job, of its last lines, each with its time.
 * @param limit milliseconds
 * @throws LiveError when kubectl is missing or does not end in time
 */
export function kubectlLogs(ref: ClusterRef, job: string, container: string, limit: number): Promise<KubectlResult> {
  const of = [`job/${job}`, `--namespace=${ref.namespace}`, `--container=${container}`];
  return kubectl(ref, ['logs', ...of, '--timestamps', '--tail=1000', '--limit-bytes=200000'], limit);
}

/** Nothing but `get` and `logs` is ever run. */
function kubectl(ref: ClusterRef, words: readonly string[], limit: number): Promise<KubectlResult> {
  const context = ref.cluster === undefined ? [] : [`--context=${ref.cluster}`];
  const args = [...words, ...context];
  // We understand English only.
  const env = { ...process.env, LC_ALL: 'C' };
  return new Promise((resolve, reject) => {
    const child = execFile(
      'kubectl',
      args,
      { env, timeout: limit, killSignal: 'SIGKILL', maxBuffer: Number.POSITIVE_INFINITY },
      (error, stdout, stderr) => {
        if (!error || typeof error.code === 'number') resolve({ succeeded: !error, stdout, stderr });
        else reject(new ClusterError(`${ref.environment}: ${notRun(error, limit)}`));
      },
    );
    // A login that asks for a password must fail, not wait.
    child.stdin?.end();
  });
}

function notRun(
  error: { readonly code?: unknown; readonly killed?: boolean; readonly message: string },
  limit: number,
) {
  if (error.code === 'ENOENT') return 'kubectl is not found: install it, or add its folder to PATH';
  if (error.killed) {
    return `the cluster did not answer within ${limit / 1000} s: see whether it is up and whether you reach its network`;
  }
  return `kubectl can't be run: ${error.message}`;
}
