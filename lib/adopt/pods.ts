import { parseImage } from '../construct/props/image';
import { passesToPod } from '../construct/props/keys';
import type { PortProps } from '../construct/props/port';
import type { Path } from '../construct/validate/problem';
import type { Account } from './account';
import type { Asked, Obstacle } from './asked';
import { whyLeftOut } from './labels';
import type { PublishedPort } from './ports';
import { volumesOf } from './volumes';

type Fields = { readonly [key: string]: any };

/** What pods are mapped with. */
interface Around {
  readonly application: string;
  /** Where the template stands in its object. */
  readonly at: Path;
  readonly account: Account;
  readonly asked: Asked;
  /** Labels by which anything selects the pods. */
  readonly selected: ReadonlySet<string>;
  readonly ports: readonly PublishedPort[];
  /** The container that serves, by its place in the list. */
  readonly container: number;
  /** ConfigMaps among the input, by name. */
  readonly configMaps: ReadonlyMap<string, Fields>;
  /** What an account says of tokens; undefined where nobody knows. */
  readonly accountGivesToken: (name: string) => boolean | undefined;
  /** The worker that does what they do, where nobody calls them; pods of a colour stand by then. @default - they serve */
  readonly worker?: string;
}

/** The part of a spec that pods make, the image of the first release, and what is open. */
export interface MappedPods {
  readonly spec: Fields;
  /** What the worker says itself, where there is one. */
  readonly worker: Fields;
  readonly image: string;
  /** Ports of the container that no Service publishes. */
  readonly unpublished: readonly PortProps[];
  /** ConfigMaps of which files are made. */
  readonly filesFrom: ReadonlySet<string>;
  readonly obstacles: readonly Obstacle[];
}

// What a Deployment gives pods anyway, as an export of a cluster writes it out.
const DEFAULTS: Fields = {
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};

const PROBES = { readinessProbe: 'readiness', livenessProbe: 'liveness', startupProbe: 'startup' } as const;

const NOT_ASKED = 'nobody is sent to a worker, and what stands by does not do what is asked for here';

/** Seconds that ours goes on serving before it is told to end. */
const DRAIN = 10;

/** Turns a pod template into keys of a spec; what has no key is laid into `podTemplate` as it is. */
export function mapPods(template: Fields, around: Around): MappedPods {
  const { application, at, account, container: index } = around;
  const { metadata = {}, spec = {} } = template;
  const here = (...path: Path): Path => [...at, ...path];
  const main: Fields = spec.containers[index];
  const own = here('spec', 'containers', index);
  const image = imageOf(main, own, around);
  const kept: { [key: string]: unknown } = {};
  const pod: { [key: string]: unknown } = {};
  const works: { [key: string]: unknown } = {};
  const ofWorker = (key: string) => `workers.${around.worker}.${key}`;
  const obstacles: Obstacle[] = [...image.obstacles];

  account.note([...own, 'name'], 'told', `the container is called ${application}, like the application`);
  account.note([...own, 'ports'], 'key', 'ports');
  account.note(here('metadata', 'creationTimestamp'), 'told', 'a cluster writes it');
  account.note(here('metadata', 'name'), 'told', 'pods get names of their own');

  // Of the container.
  const { name: _n, image: _i, ports = [], env, envFrom, resources, command, args, volumeMounts, ...raw } = main;
  const { securityContext, readinessProbe, livenessProbe, startupProbe, lifecycle, ...rest } = raw;
  for (const [key, value] of Object.entries({ resources, command, args })) {
    if (isEmpty(value)) {
      account.note([...own, key], 'told', 'it is empty');
      continue;
    }
    // What stands by needs no more than that, and where the worker says nothing it has the same.
    const isOfWorker = around.worker !== undefined && key !== 'resources';
    account.note([...own, key], 'key', isOfWorker ? ofWorker(key) : key);
    (isOfWorker ? works : kept)[key] = value;
  }
  const renamed = renamedIn(around.ports);
  for (const [field, probe] of Object.entries({ readinessProbe, livenessProbe, startupProbe })) {
    const key = PROBES[field as keyof typeof PROBES];
    if (around.worker !== undefined) {
      const isAsked = key === 'liveness';
      account.note([...own, field], isAsked ? 'key' : 'told', isAsked ? ofWorker(key) : NOT_ASKED);
      if (isAsked && probe) works[key] = probe;
      continue;
    }
    account.note([...own, field], 'key', key);
    if (probe) kept[key] = byPortNames(probe, renamed);
  }
  if (!readinessProbe && around.worker === undefined) {
    const said = readinessAsked(around.asked.readiness);
    if (said) kept['readiness'] = said;
    else
      obstacles.push({
        message: `the container ${main['name']} has no readiness probe: nothing tells when its pods can serve`,
        fix: 'say --readiness /path, --readiness tcp, or --readiness none if there is nothing to ask',
        asks: 'readiness',
      });
  }
  Object.assign(kept, environmentOf(env, envFrom, own, around));
  account.note([...own, 'securityContext'], 'key', 'securityContext');
  kept['securityContext'] = asToday(securityContext);

  const ours: { [key: string]: unknown } = {};
  const unpublished: PortProps[] = [];
  ports.forEach((port: Fields, position: number) => {
    for (const key of ['hostPort', 'hostIP']) {
      account.note([...own, 'ports', position, key], 'told', 'two colours on one node can not share it');
    }
    if (around.ports.some(({ of }) => of === port)) return;
    const taken = [...around.ports.map(({ props }) => props), ...unpublished].map(({ name }) => name);
    const { name, containerPort, protocol } = port;
    unpublished.push({
      name: name !== undefined && !taken.includes(name) ? name : `port-${containerPort}`,
      port: containerPort,
      published: false,
      ...((protocol ?? 'TCP') !== 'TCP' && { protocol }),
    });
  });
  if (lifecycle !== undefined && around.worker !== undefined) {
    account.note([...own, 'lifecycle'], 'podTemplate', ofWorker('podTemplate'));
    works['podTemplate'] = { spec: { containers: [{ name: application, lifecycle }] } };
  } else if (lifecycle !== undefined) {
    account.note([...own, 'lifecycle'], 'podTemplate', 'with "drainSeconds: 0" where it has a preStop of its own');
    ours['lifecycle'] = Object.fromEntries(
      Object.entries<Fields>(lifecycle ?? {}).map(([when, handler]) => [when, byPortNames(handler, renamed)]),
    );
    if (lifecycle?.preStop) kept['drainSeconds'] = 0;
  }
  for (const [key, value] of Object.entries(rest)) {
    const isDefault = DEFAULTS[key] === value;
    account.note([...own, key], isDefault ? 'told' : 'podTemplate', isDefault ? 'it is what Kubernetes does' : '');
    if (!isDefault) ours[key] = value;
  }

  // Of the pod.
  const { containers, initContainers, volumes, serviceAccountName, serviceAccount, ...more } = spec;
  const { automountServiceAccountToken, terminationGracePeriodSeconds, enableServiceLinks, ...others } = more;
  const mounted = volumesOf(spec, index, here('spec'), around);
  if (Object.keys(mounted.files).length) kept['files'] = mounted.files;
  if (Object.keys(mounted.volumes).length) kept['volumes'] = mounted.volumes;
  if (mounted.laidVolumes.length) pod['volumes'] = mounted.laidVolumes;
  if (mounted.laidMounts.length) ours['volumeMounts'] = mounted.laidMounts;
  const beside: Fields[] = containers.filter((_: unknown, position: number) => position !== index);
  containers.forEach((_: unknown, position: number) => {
    if (position !== index) noteBeside(here('spec', 'containers', position), 'sidecars');
  });
  noteBeside(here('spec', 'initContainers'), 'initContainers');
  if (Object.keys(ours).length) pod['containers'] = [{ name: application, ...ours }];
  if (beside.length) kept['sidecars'] = beside.map(whole);
  if (initContainers?.length) kept['initContainers'] = initContainers.map(whole);
  const namesake = [...beside, ...(initContainers ?? [])].some(({ name }) => name === application);
  if (namesake) {
    obstacles.push({
      message: `a container beside the one that serves is called ${application}, as ours is called after the application`,
      fix: `another name for the application: --app ${application}-app`,
      asks: 'app',
    });
  }

  const account_ = serviceAccountName ?? serviceAccount ?? 'default';
  for (const key of ['serviceAccountName', 'serviceAccount']) account.note(here('spec', key), 'key', 'serviceAccount');
  account.note(here('spec', 'automountServiceAccountToken'), 'key', 'serviceAccount.token');
  kept['serviceAccount'] = {
    name: account_,
    existing: true,
    token: automountServiceAccountToken ?? around.accountGivesToken(account_) ?? true,
  };
  const grace = terminationGracePeriodSeconds ?? 30;
  const drain = kept['drainSeconds'] === 0 ? 0 : DRAIN;
  const graceAt = here('spec', 'terminationGracePeriodSeconds');
  if (around.worker !== undefined) {
    // What a worker may say.
    const within = Math.min(Math.max(grace, 1), 3600);
    account.note(graceAt, within === grace ? 'key' : 'told', ofWorker(`drainSeconds: ${within}`));
    if (within !== 30) works['drainSeconds'] = within;
  } else {
    account.note(graceAt, 'podTemplate', drain ? `${grace}, and the ${drain} seconds of the drain` : '');
  }
  if (around.worker === undefined && grace + drain !== 30 + drain) pod['terminationGracePeriodSeconds'] = grace + drain;
  account.note(here('spec', 'enableServiceLinks'), 'podTemplate', '');
  // So it is where nobody says anything, and programs may read what it gives.
  pod['enableServiceLinks'] = enableServiceLinks ?? true;
  pod['securityContext'] = podAsToday(others['securityContext']);
  account.note(here('spec', 'securityContext'), 'podTemplate', '');
  for (const [key, value] of Object.entries(others)) {
    if (key === 'securityContext') continue;
    if (key === 'topologySpreadConstraints') {
      account.note(here('spec', key), 'told', 'pods of ours are spread over nodes and zones within their colour');
      continue;
    }
    if (passesToPod(key)) {
      if (isEmpty(value)) account.note(here('spec', key), 'told', 'it is empty');
      else {
        account.note(here('spec', key), 'key', key);
        kept[key] = value;
      }
      continue;
    }
    const isDefault = DEFAULTS[key] === value;
    account.note(here('spec', key), isDefault ? 'told' : 'podTemplate', isDefault ? 'it is what Kubernetes does' : '');
    if (!isDefault) pod[key] = value;
  }

  const labels = labelsOf(metadata.labels ?? {}, here('metadata', 'labels'), around);
  const annotations = annotationsOf(metadata.annotations ?? {}, here('metadata', 'annotations'), account);
  const { labels: _l, annotations: _a, creationTimestamp: _c, name: _m, ...metaRest } = metadata;
  for (const key of Object.keys(metaRest))
    account.note(here('metadata', key), 'told', 'Kubernetes leaves it out of pods');
  return {
    spec: {
      ...kept,
      ...(Object.keys(labels).length && { labels }),
      ...(Object.keys(annotations).length && { annotations }),
      podTemplate: { spec: pod },
    },
    worker: works,
    image: image.image,
    unpublished,
    filesFrom: mounted.filesFrom,
    obstacles,
  };

  function noteBeside(path: Path, key: string): void {
    if (around.worker === undefined) account.note(path, 'key', key);
    else account.note(path, 'told', `${key}: they run beside what stands by as well, and must take no work there`);
  }

  function whole(container: Fields): Fields {
    return { ...container, securityContext: asToday(container['securityContext']) };
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (typeof value === 'object' && !Object.keys(value ?? {}).length);
}

// The image with its tag or digest.
function imageOf(main: Fields, own: Path, { account, asked }: Around): { image: string; obstacles: Obstacle[] } {
  account.note([...own, 'image'], 'key', 'image');
  const image = String(main['image'] ?? '');
  const parsed = parseImage(image);
  if (parsed && asked.tag !== undefined) return { image: `${parsed.repository}:${asked.tag}`, obstacles: [] };
  if (parsed?.digest || (parsed?.tag !== undefined && parsed.tag !== 'latest')) return { image, obstacles: [] };
  return {
    image,
    obstacles: [
      {
        message: `the image ${image} has ${parsed?.tag ? 'the tag latest' : 'no tag'}: nobody knows what a rollback would bring back`,
        fix: 'say --tag with the tag that runs today',
        asks: 'tag',
      },
    ],
  };
}

// By what the container's ports are called from now on.
function renamedIn(ports: readonly PublishedPort[]): ReadonlyMap<unknown, string> {
  return new Map(ports.flatMap(({ of, props }) => (of?.['name'] === undefined ? [] : [[of['name'], props.name]])));
}

/** A probe, or what is run as a pod starts or ends, that asks ports by their names of now. */
function byPortNames(probe: Fields, renamed: ReadonlyMap<unknown, string>): Fields {
  return Object.fromEntries(
    Object.entries(probe).map(([key, asks]) => {
      const port: unknown = ['httpGet', 'tcpSocket'].includes(key) ? asks?.port : undefined;
      return [key, renamed.has(port) ? { ...asks, port: renamed.get(port) } : asks];
    }),
  );
}

function readinessAsked(said: string | undefined): Fields | undefined {
  if (said === undefined) return undefined;
  if (said === 'none') return { none: true };
  return said === 'tcp' ? { tcpSocket: {} } : { path: said };
}

// What has a single name once; a ConfigMap that is among the input becomes part of the release.
function environmentOf(env: Fields[] = [], envFrom: Fields[] = [], own: Path, { account, configMaps }: Around) {
  const keys: { [key: string]: unknown } = {};
  const variables: { [name: string]: unknown } = {};
  env.forEach((variable, index) => {
    const later = env.findLastIndex(({ name }) => name === variable['name']) !== index;
    account.note([...own, 'env', index], later ? 'told' : 'key', later ? 'a later one of this name wins' : 'env');
    // Where it stood first, because $(NAME) only sees variables above it.
    variables[variable['name']] = variable['valueFrom'] ?? String(variable['value'] ?? '');
  });
  if (env.length) keys['env'] = variables;
  const [first] = envFrom;
  const known = first?.['configMapRef'] && !first['prefix'] ? configMaps.get(first['configMapRef'].name) : undefined;
  const data: Fields | undefined = known?.['binaryData'] ? undefined : known?.['data'];
  const others = envFrom.filter((_, index) => {
    const isConfig = index === 0 && data !== undefined && Object.keys(data).length > 0;
    account.note([...own, 'envFrom', index], 'key', isConfig ? 'config' : 'envFrom');
    return !isConfig;
  });
  if (others.length < envFrom.length) keys['config'] = data;
  if (others.length) keys['envFrom'] = others;
  return keys;
}

// What containers may do today: ours may do less unless they say otherwise.
function asToday(given: Fields | undefined | null): Fields {
  const { capabilities, ...rest } = given ?? {};
  return {
    allowPrivilegeEscalation: true,
    readOnlyRootFilesystem: false,
    ...rest,
    capabilities: { drop: [], ...capabilities },
  };
}

function podAsToday(given: Fields | undefined | null): Fields {
  return { runAsNonRoot: null, seccompProfile: null, ...given };
}

function labelsOf(labels: Fields, at: Path, { account, selected }: Around): Fields {
  return Object.fromEntries(
    Object.entries(labels).filter(([label]) => {
      const why = whyLeftOut(label, selected);
      account.note([...at, label], why ? 'told' : 'key', why ?? 'labels');
      return why === undefined;
    }),
  );
}

function annotationsOf(annotations: Fields, at: Path, account: Account): Fields {
  return Object.fromEntries(
    Object.entries(annotations).filter(([name]) => {
      const isRestart = name === 'kubectl.kubernetes.io/restartedAt';
      account.note(
        [...at, name],
        isRestart ? 'told' : 'key',
        isRestart ? 'it stands for a restart by hand' : 'annotations',
      );
      return !isRestart;
    }),
  );
}
