import { gateContainer, smokeVariables } from '../gate/gate-container';
import type { Application } from '../model';
import { GATE_LABEL, objectLabels } from '../names';
import { podsOf } from '../resolve/size';
import type { ResolvedRequest } from '../resolve/smoke';
import { CONFINED } from './confined';
import { type HashedJob, hashedJob } from './hashed-job';
import { environment, podsOverlaid } from './pod-template';
import { sidecars } from './sidecars';

type Fields = Record<string, unknown>;

/** The Job that proves a release, and the hash in its name and in those of its Services. */
export function gateJob(application: Application): HashedJob {
  const { name, namespace, labels } = application;
  const metadata = { namespace, labels: objectLabels(name, labels) };
  return hashedJob(`${name}-verify`, metadata, hash => jobSpec(application, hash));
}

function jobSpec(application: Application, hash: string): Fields {
  const { name, gate } = application;
  const { labels, annotations } = sidecars(gate.mesh);
  const template = {
    metadata: {
      labels: { [GATE_LABEL]: name, ...labels },
      annotations: { 'blue-green/attempt': String(gate.attempt), ...annotations },
    },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532,
        runAsGroup: 65532,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      ...containers(application, hash),
    },
  };
  return {
    // A request that fails has had its tries inside the pod.
    backoffLimit: 2,
    // A pod that is evicted, or lost with its node, has proved nothing, neither good nor bad: another one takes its place.
    // https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions
    podFailurePolicy: {
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    },
    activeDeadlineSeconds: gate.deadlineSeconds,
    template: podsOverlaid(application[gate.target], template, gate.podTemplate),
  };
}

// Requests are sent by the container that waits for the pods; tests of the user's own start once it has ended well.
function containers(application: Application, hash: string): Fields {
  const { name, gate } = application;
  const release = application[gate.target];
  const { id, ports, smoke } = release;
  const expected = {
    releaseService: `${name}-release-${hash}`,
    colourService: `${name}-colour-${hash}`,
    pods: podsOf(release),
    release: id,
    colour: gate.target,
    ports,
  };
  const verify = (requests: readonly ResolvedRequest[]) => ({
    name: 'verify',
    ...gateContainer(expected, requests, gate.image),
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
    securityContext: CONFINED,
  });
  if (!('image' in smoke)) return { containers: [{ ...verify(smoke), readinessProbe: TAKES_ITS_TIME }] };
  const { image, command, args, env } = smoke;
  return {
    initContainers: [verify([])],
    containers: [
      {
        name: 'smoke',
        image,
        ...(command && { command }),
        ...(args && { args }),
        env: environment({ ...smokeVariables(expected), ...env }),
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        securityContext: CONFINED,
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: {} }],
  };
}

// Ready is what still runs after that many seconds: it waits.
const TAKES_ITS_TIME = { exec: { command: ['sh', '-c', ':'] }, initialDelaySeconds: 10 };
