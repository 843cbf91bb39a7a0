import { createHash } from 'node:crypto';
import type { FileProps } from '../props/file';
import { parseImage } from '../props/image';
import { type Passed, passed, reachesPods } from '../props/keys';
import type { LiveProps } from '../props/live';
import { labelValue } from '../props/names';
import type { ColourProps } from '../props/release';
import type { Disruption } from '../props/size';
import type { VolumeProps } from '../props/volume';
import type { WorkerProps } from '../props/worker';
import { type Analysis, analysisOf } from './analysis';
import { byName, keysByName } from './by-name';
import { defaultsOf } from './format';
import { type Migrations, migrationsOf } from './migrate';
import type { OwnObject } from './own-objects';
import { type ResolvedPort, resolvePorts, standsBy } from './ports';
import { probeOf, type ResolvedProbe } from './probe';
import { accountName } from './service-accounts';
import { disruptionOf, type Size, sizeOf } from './size';
import { type Smoke, smokeOf } from './smoke';
import { OF_RUNS, type Worker, workersOf } from './worker';

type Kubernetes = { readonly [key: string]: any };

/** Everything that one colour runs, with nothing left to be defaulted. */
export interface Release extends Passed, Size {
  /** Short hash of all that reaches the pods: two releases with one id run the same. */
  readonly id: string;
  /** Version of the rendering and of the defaults that it was made with. */
  readonly format: number;
  readonly image: string;
  readonly version?: string;
  /** Counts the times that just this was deployed; undefined the first time. */
  readonly again?: number;
  readonly ports: readonly ResolvedPort[];
  readonly disruption: Disruption;
  readonly retired: boolean;
  /** Whether it is only looked at, with fewer pods than it has for users. */
  readonly preview: boolean;
  readonly env: { readonly [name: string]: any };
  readonly config: { readonly [name: string]: string };
  readonly files: { readonly [path: string]: FileProps };
  readonly secrets: readonly string[];
  readonly envFrom: readonly Kubernetes[];
  readonly initContainers: readonly Kubernetes[];
  readonly sidecars: readonly Kubernetes[];
  readonly readiness?: ResolvedProbe;
  readonly liveness?: ResolvedProbe;
  readonly startup?: ResolvedProbe;
  readonly smoke: Smoke;
  /** By which figures it is judged. */
  readonly analysis: Analysis;
  readonly migrate: Migrations;
  /** Whether the last of its migrations is to run. */
  readonly contracted: boolean;
  /** How its pods learn whether users are on them. */
  readonly live?: LiveProps;
  readonly serviceAccount: { readonly name: string; readonly token: boolean };
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly volumes: { readonly [name: string]: VolumeProps };
  readonly securityContext: { readonly [key: string]: any };
  readonly drainSeconds: number;
  readonly labels: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
  readonly podTemplate: { readonly [key: string]: any };
  /** What the user brings along for its colour, with places left for the colour's name. */
  readonly colourObjects: readonly OwnObject[];
  /** What runs of it once users are on it, by name. */
  readonly workers: readonly Worker[];
}

/** Fills in every default. The application's own keys are already laid under the colour's. */
export function resolveRelease(application: string, props: ColourProps, servicePort?: number): Release {
  const retired = props.retired ?? false;
  const image = props.image ?? '';
  const format = props.format ?? 1;
  const defaults = defaultsOf(format);
  const ports = resolvePorts(props, servicePort);
  const release = {
    format,
    image,
    version: props.version ?? versionIn(image),
    again: props.again,
    ports,
    ...sizeOf(props, defaults),
    disruption: disruptionOf(props.disruption ?? defaults.disruption, props),
    retired,
    preview: !retired && (props.preview ?? false),
    env: props.env ?? {},
    config: props.config ?? {},
    files: props.files ?? {},
    secrets: props.secrets ?? [],
    envFrom: props.envFrom ?? [],
    initContainers: props.initContainers ?? [],
    sidecars: props.sidecars ?? [],
    ...passed(props),
    readiness: props.readiness,
    liveness: props.liveness,
    startup: props.startup,
    smoke: smokeOf(props.smoke, ports),
    analysis: analysisOf(props.analysis),
    migrate: migrationsOf(props, defaults.migrationSeconds),
    contracted: props.contracted ?? false,
    live: props.live,
    serviceAccount: { name: accountName(application, props), token: props.serviceAccount?.token ?? false },
    command: props.command,
    args: props.args,
    volumes: props.volumes ?? {},
    securityContext: props.securityContext ?? {},
    // Nobody has to learn that pods which nobody calls are going.
    drainSeconds: props.drainSeconds ?? (standsBy(props) ? 0 : defaults.drainSeconds),
    labels: props.labels ?? {},
    annotations: props.annotations ?? {},
    podTemplate: props.podTemplate ?? {},
    colourObjects: props.colourObjects ?? [],
    workers: props.workers ?? {},
  };
  return {
    // An id is older than what is made of a probe: it stands for what is said. So it does of a worker.
    id: releaseId(release),
    ...release,
    readiness: probeOf(props.readiness, ports),
    liveness: probeOf(props.liveness, ports),
    startup: probeOf(props.startup, ports),
    workers: workersOf(props, defaults),
  };
}

// A tag may be longer than a label's value and end in other characters; then it is left out.
export function versionIn(image: string): string | undefined {
  const tag = parseImage(image)?.tag;
  return labelValue.safeParse(tag).data;
}

// What reaches the pods, and nothing else: raising, shrinking, publishing, proving or migrating for a release makes no
// other release of it.
function releaseId(release: Omit<Release, 'id' | 'workers'> & Required<Pick<ColourProps, 'workers'>>): string {
  const { format, ports, env, volumes, workers } = release;
  const keys = (Object.keys(release) as (keyof typeof release)[]).filter(reachesPods);
  const content = {
    ...Object.fromEntries(keys.map(key => [key, release[key]])),
    // There are ids that are older than these keys.
    files: Object.keys(release.files).length ? release.files : undefined,
    envFrom: someOf(release.envFrom),
    initContainers: someOf(release.initContainers),
    sidecars: someOf(release.sidecars),
    // Of the first format there are ids without it.
    format: format > 1 ? format : undefined,
    ports: ports.map(({ name, port, protocol }) => ({ name, port, protocol })),
    env: Object.entries(env),
    volumes: Object.fromEntries(Object.entries(volumes).map(([name, { scratch, ...volume }]) => [name, volume])),
    // There are ids without any.
    workers: Object.keys(workers).length ? byName(workers).map(podsOfWorker) : undefined,
  };
  return shortHash(content);
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length ? list : undefined;
}

// What reaches its pods, as above: how many there are and when they are started does not.
function podsOfWorker([name, { replicas, autoscaling, overlap, schedule, env = {}, ...worker }]: [
  string,
  WorkerProps,
]) {
  const ofRuns = new Set<string>(OF_RUNS);
  const pods = Object.fromEntries(Object.entries(worker).filter(([key]) => !ofRuns.has(key)));
  return { name, ...pods, env: Object.entries(env), ...(schedule !== undefined && { ends: true }) };
}

/** Ten hexadecimal digits of a value's content; the order of an object's keys does not count. */
export function shortHash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(keysByName(value)))
    .digest('hex')
    .slice(0, 10);
}
