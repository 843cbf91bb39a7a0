import * as z from 'zod/mini';
import { type AnalysisProps, analysisSchema } from './analysis';
import { type Autoscaling, autoscalingSchema } from './autoscaling';
import { type FileProps, filePath, fileSchema } from './file';
import type { ColourKey, ReleaseKey, Rows } from './key';
import { type LiveProps, liveSchema } from './live';
import { type MigrateProps, migrateSchema } from './migrate';
import {
  dnsLabel,
  kubernetesObject,
  labelKey,
  labelValue,
  nameForColours,
  objectName,
  portNumber,
  text,
  variableName,
  variables,
  wholeNumber,
} from './names';
import { type PortProps, portSchema } from './port';
import { type Probe, probeSchema } from './probe';
import { type ServiceAccountProps, serviceAccountSchema } from './service-account';
import { shapeOf } from './shape';
import { type Disruption, disruptionSchema, type Idle, idleSchema, replicasSchema } from './size';
import { type SmokeContainer, type SmokeRequest, smokeSchema } from './smoke';
import { type VolumeProps, volumeSchema } from './volume';
import { type WorkerProps, workerSchema } from './worker';

/**
 * What one colour runs. Each key may stand at the application, for both colours, or at one colour, which then wins:
 * `env`, `config`, `files`, `labels`, `annotations`, `volumes`, `nodeSelector` and `analysis` are merged by name, and `workers` by name and each
 * of them in the same way; every other key is taken whole.
 */
export interface ReleaseProps {
  /**
   * The container image. At the application: the repository, without tag. At a colour: with tag or digest.
   * @default - at the application none; a colour needs one
   */
  readonly image?: string;
  /**
   * Lets an image pass that has neither tag nor digest, or the tag `latest`: a rollback may then bring back other bytes
   * than it left.
   * @default false
   */
  readonly allowLatest?: boolean;
  /**
   * The only port, under the name `http`. Give either this or `ports`. With neither, an application has `workers` alone:
   * its colours stand by, as `command` or `args` says, and nobody is led to them.
   * @default - none
   */
  readonly port?: number;
  /**
   * The ports, the most important one first: probes, Ingress and `service.port` mean that one unless they say otherwise.
   * @default - the one of `port`
   */
  readonly ports?: PortProps[];
  /**
   * Number of pods. Not together with `autoscaling`.
   * @default 2 - without a port 1
   */
  readonly replicas?: number;
  /** @default - a fixed number of pods */
  readonly autoscaling?: Autoscaling;
  /** @default - one pod at a time may be away */
  readonly disruption?: Disruption;
  /** @default - nothing is left once retired; with a HorizontalPodAutoscaler one pod */
  readonly idle?: Idle;
  /**
   * Environment variables: a text, or a Kubernetes source such as `secretKeyRef` or `fieldRef`. Their order is kept,
   * because `$(NAME)` only sees variables above it.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
   * @default - none
   */
  readonly env?: { readonly [name: string]: any };
  /**
   * Settings of this release: they become an immutable ConfigMap named by its content, and environment variables.
   * With a volume that says `config: true` they are files too. What is only a file stands in `files`.
   * @default - none
   */
  readonly config?: { readonly [name: string]: string };
  /**
   * Files of this release, by the path where the container finds each, read-only: they become an immutable ConfigMap of
   * their own, named by its content, and no variables. Other files in the same folder stay as the image has them. All of
   * them together have 1 MiB at most.
   * @default - none
   */
  readonly files?: { readonly [path: string]: FileProps };
  /**
   * Names of existing Secrets whose keys become environment variables. Values never stand in files. `$(COLOUR)` stands for the
   * colour's name here, and wherever else pods name a Secret, a ConfigMap or a claim: so they find what `colourObjects` make.
   * @default - none
   */
  readonly secrets?: string[];
  /**
   * More variables out of existing ConfigMaps and Secrets, as in Kubernetes, after those of `config` and `secrets`: for a
   * `prefix`, or for sources that are `optional`. What changes in them makes no other release: pods see it when they
   * restart.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
   * @default - none
   */
  readonly envFrom?: { readonly [key: string]: any }[];
  /**
   * What the container requests and is limited to, as in Kubernetes.
   * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
   * @default - none
   */
  readonly resources?: { readonly [key: string]: any };
  /**
   * When a pod gets traffic. `{ none: true }` says that there is no probe, on purpose.
   * @default - it has to be given, at the application or at each colour; without a port a pod is ready when it has started
   */
  readonly readiness?: Probe;
  /**
   * When a container is restarted.
   * @default - only when its process ends
   */
  readonly liveness?: Probe;
  /**
   * How long a container may take to start, before the liveness probe asks.
   * @default - none
   */
  readonly startup?: Probe;
  /**
   * What a release has to stand before traffic moves to it: requests that the gate sends to each of its pods, or a
   * container of your own with tests.
   * @default - the gate waits for the pods to be ready, and no more
   */
  readonly smoke?: SmokeRequest[] | SmokeContainer;
  /**
   * By which figures a release is judged: `gate.analysis` says before users are on it, and for how long.
   * @default - by none
   */
  readonly analysis?: AnalysisProps;
  /**
   * What a release changes in the database that both colours share.
   * @default - nothing
   */
  readonly migrate?: MigrateProps;
  /** @default - pods know neither their colour nor the active one */
  readonly live?: LiveProps;
  /** @default - an account with the application's name, no token */
  readonly serviceAccount?: ServiceAccountProps;
  /**
   * The program. Without a port one has to be said, by this or `args`: the pods of a colour only stand by then, and it
   * must take no work from anywhere.
   * @default - the image's entrypoint
   */
  readonly command?: string[];
  /** @default - the image's arguments */
  readonly args?: string[];
  /**
   * Volumes by name. A path that the application writes to needs one: the container's own files are read-only.
   * @default - none
   */
  readonly volumes?: { readonly [name: string]: VolumeProps };
  /**
   * The container's Kubernetes security context, laid over ours: not root, read-only files, no privileges to gain, no
   * capabilities, the runtime's seccomp profile.
   * @default - ours as it is
   */
  readonly securityContext?: { readonly [key: string]: any };
  /**
   * Seconds that a pod which is to end goes on serving, while proxies and load balancers take it off their lists.
   * The image has to hold a `sleep` command. 0 turns the pause off.
   * @default 10 - without a port 0
   */
  readonly drainSeconds?: number;
  /**
   * Labels for all objects and the pods.
   * @default - ours alone
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * Annotations for the pods.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
  /**
   * Containers that run to their end, one after the other, before the application's starts; also in the pods of
   * migrations. As in Kubernetes, with our security context unless they say otherwise. With `restartPolicy: Always`
   * Kubernetes 1.29 and later runs them beside the application.
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
   * @default - none
   */
  readonly initContainers?: { readonly [key: string]: any }[];
  /**
   * Containers that run beside the application's own in each of its pods, as in Kubernetes, with our security context
   * unless they say otherwise.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container
   * @default - none
   */
  readonly sidecars?: { readonly [key: string]: any }[];
  /**
   * Existing Secrets with which images are pulled, as in Kubernetes. The gate's own image has
   * `gate.podTemplate.spec.imagePullSecrets`.
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   * @default - those of the ServiceAccount
   */
  readonly imagePullSecrets?: { readonly [key: string]: any }[];
  /**
   * Labels that a node has to have for the pods, and those of migrations, to run there.
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
   * @default - any node
   */
  readonly nodeSelector?: { readonly [key: string]: string };
  /**
   * Taints of nodes that the pods, and those of migrations, put up with, as in Kubernetes.
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
   * @default - none
   */
  readonly tolerations?: { readonly [key: string]: any }[];
  /**
   * Which nodes the pods, and those of migrations, prefer or need, as in Kubernetes. The spread of a colour over nodes and
   * zones stays beside it.
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
   * @default - none
   */
  readonly affinity?: { readonly [key: string]: any };
  /**
   * Name of an existing PriorityClass.
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * A raw Kubernetes PodTemplateSpec that is laid over ours, for all that has no key here: objects are merged, lists
   * that Kubernetes keeps by name (containers, env, volumes …) and `envFrom` too, other values replaced, and null takes
   * our defaults away. What another key makes of the pods stays: to take that away is refused. The container is called
   * like the application; others need an image that is pinned, and get our security context unless they say otherwise.
   * Fields of Kubernetes newer than 1.28 pass, with a warning; what no Kubernetes knows is refused.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-template-v1/#PodTemplateSpec
   * @default - nothing
   */
  readonly podTemplate?: { readonly [key: string]: any };
  /**
   * Programs of the application that nobody calls, by name, such as consumers of a queue: they run the release that users
   * are on, and no other. Of each there is one Deployment, called `<app>-<name>`.
   * @default - none
   */
  readonly workers?: { readonly [name: string]: WorkerProps };
  /**
   * Kubernetes objects of one's own that belong to a colour, such as a ServiceMonitor or a ScaledObject: each colour has its
   * own, frozen with its release, and changes with it. Where a text says `$(COLOUR)` stands the colour's name; the name of the
   * object has to say it. What makes pods is refused: `workers` are for that. The tool reads them from `apps/<app>/objects/`.
   * @default - none
   */
  readonly colourObjects?: { readonly [key: string]: any }[];
}

/** What one colour runs, as far as it differs from the application's own keys. */
export interface ColourProps extends ReleaseProps {
  /**
   * The version as people say it; it becomes the label `app.kubernetes.io/version`.
   * @default - the image's tag
   */
  readonly version?: string;
  /**
   * True once the colour is taken out of use: it keeps its objects, at its idle size.
   * @default false
   */
  readonly retired?: boolean;
  /**
   * True while the colour is only looked at: it has `idle.preview` pods. `bluegreen deploy` writes it where the spec says that
   * number, and the first commit of the promotion takes it away.
   * @default false
   */
  readonly preview?: boolean;
  /**
   * True once the release's `migrate.contract` is to run: nothing of before can be brought back then.
   * @default false
   */
  readonly contracted?: boolean;
  /**
   * Which time it is that just this is deployed: `bluegreen deploy --again` counts, so that the same content is another
   * release, and its pods restart.
   * @default - the first
   */
  readonly again?: number;
  /**
   * Number of pods that `autoscaling` starts with in place of `min`, for a promotion at a peak. `bluegreen deploy --live`
   * writes it, and the retire after the promotion takes it away.
   * @default - autoscaling.min
   */
  readonly raised?: number;
  /**
   * The id of the release, which makes this entry a frozen one: it says all that the colour runs, and nothing of the
   * application is laid under it. `bluegreen deploy` writes it; an entry that was edited since is refused.
   * @default - not frozen: this entry is laid over the application's keys
   */
  readonly release?: string;
  /**
   * Version of the rendering and of the defaults that the release was made with, so that a newer version of this
   * package does not restart its pods. In the first format other containers of `podTemplate` are not confined, and
   * `envFrom` there is refused beside `secrets` or `config`, which it would replace.
   * @default 1
   */
  readonly format?: number;
}

/** Whether an entry says all that its colour runs, so that nothing is laid under it. */
export function isFrozen(entry: ColourProps): boolean {
  return entry.release !== undefined;
}

const image = z.string().check(z.minLength(1, 'the name of an image'));
const volumeName = z
  .string()
  .check(
    z.regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'a DNS label'),
    z.maxLength(63, 'a DNS label: at most 63 characters'),
  );
const words = z.array(z.string());

export const releaseShape = shapeOf<ReleaseProps>()({
  image: z.optional(image),
  allowLatest: z.optional(z.boolean()),
  port: z.optional(portNumber),
  ports: z.optional(z.array(portSchema).check(z.minLength(1, 'at least one port'))),
  replicas: z.optional(replicasSchema),
  autoscaling: z.optional(autoscalingSchema),
  disruption: z.optional(disruptionSchema),
  idle: z.optional(idleSchema),
  env: z.optional(variables),
  config: z.optional(z.record(variableName, text)),
  files: z.optional(z.record(filePath, fileSchema)),
  secrets: z.optional(z.array(nameForColours)),
  envFrom: z.optional(z.array(kubernetesObject('EnvFromSource'))),
  resources: z.optional(kubernetesObject('ResourceRequirements')),
  readiness: z.optional(probeSchema),
  liveness: z.optional(probeSchema),
  startup: z.optional(probeSchema),
  smoke: z.optional(smokeSchema),
  analysis: z.optional(analysisSchema),
  migrate: z.optional(migrateSchema),
  live: z.optional(liveSchema),
  serviceAccount: z.optional(serviceAccountSchema),
  command: z.optional(words),
  args: z.optional(words),
  volumes: z.optional(z.record(volumeName, volumeSchema)),
  securityContext: z.optional(kubernetesObject('SecurityContext')),
  drainSeconds: z.optional(wholeNumber(0, 3600, 'seconds from 0 to 3600')),
  labels: z.optional(z.record(labelKey, labelValue)),
  annotations: z.optional(z.record(labelKey, text)),
  initContainers: z.optional(z.array(kubernetesObject('Container'))),
  sidecars: z.optional(z.array(kubernetesObject('Container'))),
  imagePullSecrets: z.optional(z.array(kubernetesObject('LocalObjectReference'))),
  nodeSelector: z.optional(z.record(labelKey, labelValue)),
  tolerations: z.optional(z.array(kubernetesObject('Toleration'))),
  affinity: z.optional(kubernetesObject('Affinity')),
  priorityClassName: z.optional(objectName),
  podTemplate: z.optional(kubernetesObject('PodTemplateSpec')),
  workers: z.optional(z.record(dnsLabel, workerSchema)),
  colourObjects: z.optional(z.array(z.record(z.string(), z.unknown()))),
});

export const colourShape = shapeOf<ColourProps>()({
  version: z.optional(labelValue),
  ...releaseShape,
  retired: z.optional(z.boolean()),
  preview: z.optional(z.boolean()),
  contracted: z.optional(z.boolean()),
  again: z.optional(wholeNumber(1, 1_000_000, 'a whole number of at least 1')),
  raised: z.optional(replicasSchema),
  release: z.optional(z.string().check(z.regex(/^[0-9a-f]{10}$/, 'a release id: ten hexadecimal digits'))),
  format: z.optional(wholeNumber(1, 1000, 'the number of a format')),
});

/** Keys of the application that a colour may say for itself. */
export const RELEASE_KEYS = {
  image: { by: 'deploy', reachesPods: true },
  allowLatest: { by: 'deploy', reachesPods: false },
  port: { by: 'person', reachesPods: true, insteadOf: 'ports' },
  ports: { by: 'person', reachesPods: true, insteadOf: 'port' },
  replicas: { by: 'person', reachesPods: false, insteadOf: 'autoscaling' },
  autoscaling: { by: 'person', reachesPods: false, insteadOf: 'replicas' },
  disruption: { by: 'person', reachesPods: false },
  idle: { by: 'person', reachesPods: false },
  env: { by: 'person', reachesPods: true, merges: true },
  config: { by: 'person', reachesPods: true, merges: true },
  files: { by: 'person', reachesPods: true, merges: true },
  secrets: { by: 'person', reachesPods: true },
  envFrom: { by: 'person', reachesPods: true },
  resources: { by: 'person', reachesPods: true, passedTo: 'container' },
  readiness: { by: 'person', reachesPods: true },
  liveness: { by: 'person', reachesPods: true },
  startup: { by: 'person', reachesPods: true },
  smoke: { by: 'person', reachesPods: false },
  analysis: { by: 'person', reachesPods: false, merges: true },
  migrate: { by: 'person', reachesPods: false },
  live: { by: 'person', reachesPods: true },
  serviceAccount: { by: 'person', reachesPods: true },
  command: { by: 'person', reachesPods: true },
  args: { by: 'person', reachesPods: true },
  volumes: { by: 'person', reachesPods: true, merges: true },
  securityContext: { by: 'person', reachesPods: true },
  drainSeconds: { by: 'person', reachesPods: true },
  labels: { by: 'person', reachesPods: true, merges: true },
  annotations: { by: 'person', reachesPods: true, merges: true },
  initContainers: { by: 'person', reachesPods: true },
  sidecars: { by: 'person', reachesPods: true },
  imagePullSecrets: { by: 'person', reachesPods: true, passedTo: 'pod' },
  nodeSelector: { by: 'person', reachesPods: true, merges: true, passedTo: 'pod' },
  tolerations: { by: 'person', reachesPods: true, passedTo: 'pod' },
  affinity: { by: 'person', reachesPods: true, passedTo: 'pod' },
  priorityClassName: { by: 'person', reachesPods: true, passedTo: 'pod' },
  podTemplate: { by: 'person', reachesPods: true },
  workers: { by: 'person', reachesPods: true, merges: 'each' },
  colourObjects: { by: 'person', reachesPods: false },
} as const satisfies Rows<keyof ReleaseProps, ReleaseKey<keyof ReleaseProps>>;

/** Keys of a colour alone. */
export const COLOUR_KEYS = {
  version: { by: 'deploy', reachesPods: true },
  retired: { by: 'verb', reachesPods: false },
  preview: { by: 'verb', reachesPods: false },
  contracted: { by: 'verb', reachesPods: false },
  again: { by: 'verb', reachesPods: true },
  raised: { by: 'verb', reachesPods: false },
  release: { by: 'verb', reachesPods: false },
  format: { by: 'verb', reachesPods: true },
} as const satisfies Rows<Exclude<keyof ColourProps, keyof ReleaseProps>, ColourKey>;
