import type { ApiObjectProps } from 'cdk8s';
import type { Application } from '../decide/application';
import { shortHash } from '../decide/release';
import { gateContainer, smokeVariables } from '../gate/gate-container';
import type { SmokeRequest } from '../spec/smoke';
import { GATE_LABEL, objectLabels } from './names';
import { overlaid } from './overlay';

type Fields = Record<string, unknown>;

// A sidecar would keep the Job from ending, and what pods answer is asked of the pods themselves.
const WITHOUT_SIDECARS = {
  labels: {
    'sidecar.istio.io/inject': 'false',
    'kuma.io/sidecar-injection': 'disabled',
  },
  annotations: {
    'linkerd.io/inject': 'disabled',
    'consul.hashicorp.com/connect-inject': 'false',
  },
};

/** The Job that proves a release, and the hash in its name and in those of its Services. */
export function gateJob(application: Application): { readonly hash: string; readonly job: ApiObjectProps } {
  const { name, namespace } = application;
  const metadata = {
    namespace,
    labels: objectLabels(name, application.labels),
    // Flux would take what looks like a variable in the arguments for one of its own.
    annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
  };
  // A Job can't be changed: with any other byte it is another Job, under another name.
  const hash = shortHash({ metadata, spec: jobSpec(application, '') });
  return {
    hash,
    job: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { ...metadata, name: `${name}-verify-${hash}` },
      spec: jobSpec(application, hash),
    } as ApiObjectProps,
  };
}

function jobSpec(application: Application, hash: string): Fields {
  const { name, gate } = application;
  const template = {
    metadata: {
      labels: { [GATE_LABEL]: name, ...WITHOUT_SIDECARS.labels },
      annotations: { 'blue-green/attempt': String(gate.attempt), ...WITHOUT_SIDECARS.annotations },
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
    // A pod may be lost with its node; a request that fails has had its tries inside the pod.
    backoffLimit: 2,
    activeDeadlineSeconds: gate.deadlineSeconds,
    template: overlaid(template, gate.podTemplate),
  };
}

// Requests are sent by the container that waits for the pods; tests of the user's own start once it has ended well.
function containers(application: Application, hash: string): Fields {
  const { name, gate } = application;
  const { id, ports, replicas, autoscaling, smoke } = application[gate.target];
  const expected = {
    releaseService: `${name}-release-${hash}`,
    colourService: `${name}-colour-${hash}`,
    pods: replicas ?? autoscaling?.min ?? 1,
    release: id,
    colour: gate.target,
    ports,
  };
  const verify = (requests: readonly SmokeRequest[]) => ({
    name: 'verify',
    ...gateContainer(expected, requests, gate.image),
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
    securityContext: CONFINED,
  });
  if (!('image' in smoke)) return { containers: [verify(smoke)] };
  const { image, command, args, env = {} } = smoke;
  return {
    initContainers: [verify([])],
    containers: [
      {
        name: 'smoke',
        image,
        ...(command && { command }),
        ...(args && { args }),
        env: Object.entries({ ...smokeVariables(expected), ...env }).map(([variable, value]) =>
          typeof value === 'string' ? { name: variable, value } : { name: variable, valueFrom: value },
        ),
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        securityContext: CONFINED,
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: {} }],
  };
}

const CONFINED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};
