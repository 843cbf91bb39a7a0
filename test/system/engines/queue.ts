import { apply, kubectl } from './cluster';

/** A message that was given to somebody. */
export interface Taken {
  readonly at: number;
  readonly message: number;
  readonly pod: string;
  readonly version: string;
}

/** How long a worker is at work on a message, in seconds: there is always one more, and so it is never at rest. */
const AT_WORK = 1;
/** A message is put so often, in seconds. */
const PUT = 0.5;

// The oldest message that is not done is given to whoever asks, and so to two who ask while it is at work on.
const SERVER = `
mkdir -p /tmp/queue/cgi-bin; cd /tmp/queue; echo 0 >put; echo 0 >done
cat >cgi-bin/take <<'END'
#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\n'
next=$(($(cat /tmp/queue/done) + 1))
[ $next -le $(cat /tmp/queue/put) ] || exit
echo "taken $next $QUERY_STRING" >&2
echo $next
END
cat >cgi-bin/done <<'END'
#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\n'
echo "$QUERY_STRING" >/tmp/queue/done.new; mv /tmp/queue/done.new /tmp/queue/done
END
chmod +x cgi-bin/*
(n=0; while sleep ${PUT}; do n=$((n + 1)); echo $n >put.new; mv put.new put; done) &
exec busybox httpd -f -p 8000 -h /tmp/queue
`;

/**
 * The program of a worker: it takes a message, works on it, and says that it is done. Told to end, it completes what it
 * is at. Kubernetes names the queue to it by its address.
 */
const CONSUMER = `trap 'ends=1' TERM
queue=http://$QUEUE_SERVICE_HOST/cgi-bin
while [ ! "$ends" ]; do
  message=$(wget -q -O - "$queue/take?$HOSTNAME,$VERSION")
  sleep ${AT_WORK}
  [ ! "$message" ] || wget -q -O - "$queue/done?$message"
done
`;

/** Lines of a spec that have workers know the queue. */
export const KNOWS_QUEUE = 'podTemplate: { spec: { enableServiceLinks: true } }\n';
/** What a worker says that takes from the queue. */
export const CONSUMES = `command: [sh, -c, ${JSON.stringify(CONSUMER)}]`;

/** A queue of the namespace, into which messages are put all the time. */
export async function startQueue(namespace: string): Promise<void> {
  const labels = { app: 'queue' };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'queue', namespace, labels },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'queue',
          image: 'busybox:1.37',
          imagePullPolicy: 'IfNotPresent',
          command: ['sh', '-c', SERVER],
          readinessProbe: { tcpSocket: { port: 8000 }, periodSeconds: 1 },
          securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 65532 },
        },
      ],
    },
  };
  const spec = { selector: labels, ports: [{ port: 80, targetPort: 8000 }] };
  apply(JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'queue', namespace }, spec }));
  apply(JSON.stringify(pod));
  await kubectl('wait', 'pod/queue', `--namespace=${namespace}`, '--for=condition=Ready', '--timeout=60s');
}

/** Which messages were taken so far, in their order. */
export async function takenIn(namespace: string): Promise<Taken[]> {
  const log = await kubectl('logs', 'queue', `--namespace=${namespace}`, '--timestamps');
  return [...log.matchAll(/^(\S+) taken (\d+) (.*),(.*)$/gm)].map(([, at, message, pod, version]) => ({
    at: Date.parse(at!),
    message: Number(message),
    pod: pod!,
    version: version!,
  }));
}
