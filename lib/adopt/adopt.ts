import type { Manifest } from '../analysis/manifests/manifest';
import { COLOURS } from '../construct/props/colour';
import { parseImage } from '../construct/props/image';
import { TrafficMode } from '../construct/props/traffic';
import { isOfCluster, type OwnObject } from '../construct/resolve/own-objects';
import type { Path } from '../construct/validate/problem';
import { Account, type FieldFate } from './account';
import { mapAnalysis } from './analysis';
import type { Allowed, Asked, Obstacle } from './asked';
import type { AskedService } from './asked-service';
import { autoscalerOf, mapAutoscaler } from './autoscaling';
import { type Chosen, choose } from './chosen';
import { canaryNames, primaryLabels } from './flagger/canary';
import { mapCanary } from './flagger/fields';
import { mapMetrics } from './flagger/metrics';
import { mapFurther } from './further-services';
import { finds, findsOurs } from './labels';
import { leadingTo, whyLate } from './load-balancer';
import { isLeftAlone } from './never-pruned';
import { mapPods } from './pods';
import { portsOf } from './ports';
import { readable } from './readable';
import { mapPreview, mapRollout, OLD_PREVIEW } from './rollout';
import { mapService } from './service';
import { mapBudget, sizeOf } from './size';
import { STAYS, whatStays } from './what-stays';
import { mapWhole } from './whole';

type Fields = { readonly [key: string]: any };

/** What is to become of an application that runs already. */
export interface Adopted {
  readonly application: string;
  /** Without name: that comes first in the file. */
  readonly spec: Fields;
  /** With tag or digest: what runs today is the first release. */
  readonly image: string;
  /** What runs today, such as `Deployment/web`. */
  readonly workload: string;
  /** What goes together with it, once users are on ours. */
  readonly goesToo: readonly string[];
  /** The worker that does what runs today, where nobody calls it. @default - users come through a Service */
  readonly worker?: string;
  /** The name that users know. */
  readonly service: string;
  /** Whether it is there already. */
  readonly serviceExists: boolean;
  /** Objects that become the application's own. */
  readonly objects: readonly OwnObject[];
  /** Others that move with it. */
  readonly furtherServices: readonly string[];
  /** Whether it carries a mark by which Flux leaves it as it is. */
  readonly serviceIsLeftAlone: boolean;
  /** Others that lead to the old pods, and would lead nowhere. */
  readonly alsoLeading: readonly string[];
  /** Where all that goes stands. */
  readonly files: readonly string[];
  readonly isRollout: boolean;
  /** Where a Canary of Flagger leads it. */
  readonly canary?: LedByCanary;
  /** Why users move in two commits at each promotion. @default - they move in one */
  readonly late?: string;
}

/** What a takeover from a Canary has to know of it. */
export interface LedByCanary {
  readonly name: string;
  /** The Deployment that users are on, which Flagger made. */
  readonly primary: string;
  /** The Deployment that it is made of. */
  readonly target: string;
  /** Whether a manifest of a person has the Service too. */
  readonly serviceIsFound: boolean;
}

/** What came of reading some manifests. */
export interface Adoption {
  /** Undefined where anything stands in the way. */
  readonly adopted?: Adopted;
  readonly obstacles: readonly Obstacle[];
  /** What becomes of each field. */
  readonly fields: readonly FieldFate[];
  /** Fields of which nothing is said; none, unless this code has a fault. */
  readonly unaccounted: readonly string[];
}

/** Turns what runs already into an application, and says what becomes of each field. */
export function adopt(manifests: readonly Manifest[], asked: Asked): Adoption {
  const { objects, obstacles: unreadable } = readable(manifests);
  if (unreadable.length) return { obstacles: unreadable, fields: [], unaccounted: [] };
  const choice = choose(objects, asked);
  if ('obstacles' in choice) {
    const obstacles = [...choice.obstacles, ...openWhateverIsChosen(manifests, asked, choice.obstacles)];
    return { obstacles, fields: [], unaccounted: [] };
  }
  const { workload, canary, template, templateOf, service, serviceFound, alsoLeading } = choice.chosen;
  // By this name people know it, autoscalers too.
  const scaled = canary ? templateOf : workload;
  const application = asked.app ?? scaled.identity.name;
  const accounts = new Map(objects.map(object => [object, accountOf(object)]));
  const account = (object: Manifest) => accounts.get(object)!;
  const obstacles: Obstacle[] = [];
  const isRollout = workload.identity.kind === 'Rollout';

  const primary = canary && primaryLabels(templateOf);
  const labels = template['metadata']?.labels ?? {};
  const findsOld = (selector: Fields) => finds(selector, labels) || (primary && finds(selector, primary.labels));
  const here = objects.filter(({ identity }) => identity.namespace === workload.identity.namespace);
  const beyond = objects.filter(one => !here.includes(one) && isAllowed(one, asked.allowed));
  const budget = here.find(one => one.identity.kind === 'PodDisruptionBudget' && findsOld(matchLabels(one)));
  const autoscaler = autoscalerOf(scaled, here);
  const selectors = [
    matchLabels(workload),
    matchLabels(templateOf),
    ...(primary ? [primary.selector] : []),
    ...[service, ...alsoLeading].flatMap(one => (one ? [one.value['spec'].selector as Fields] : [])),
    ...(budget ? [matchLabels(budget)] : []),
  ];
  const policies = here
    .filter(({ identity }) => identity.kind === 'NetworkPolicy')
    .map(one => one.value['spec']?.podSelector?.matchLabels ?? {});
  const catching = selectors.find(selector => findsOurs(selector, application));
  if (catching) {
    const said = Object.entries(catching)
      .map(([label, value]) => `${label}=${value}`)
      .join(', ');
    obstacles.push({
      message: `what selects the old pods by ${said} would select those of an application "${application}" too: users would reach them before anybody has proved them`,
      fix: `another name for the application, such as --app ${application}-app; the Service keeps its own`,
      asks: 'app',
    });
  }
  const container = servingContainer(template, service);
  const main = template['spec'].containers[container];
  const isDeployed = (name: string) =>
    here.some(one => one.identity.kind === 'Deployment' && one.identity.name === name);
  const worker = isConsumer(choice.chosen, main, asked)
    ? (WORKERS.find(name => !isDeployed(`${application}-${name}`)) ?? WORKERS[0]!)
    : undefined;
  const oldPreview: string | undefined = workload.value['spec']?.strategy?.blueGreen?.previewService;
  // The controller goes on putting a hash into the Service that a Rollout names.
  const preview = asked.preview ?? `${application}-${oldPreview === `${application}-preview` ? 'idle' : 'preview'}`;
  if (preview === oldPreview) {
    obstacles.push({
      message: `the ${nameOf(workload)} leads the Service ${preview} as its previewService, and puts its hash into it: ours would lead nowhere`,
      fix: `take previewService out of the Rollout, and the Service out of its file once it is marked as never to be pruned; let that be applied, and adopt then with --preview ${preview}. Or leave --preview out, and ours gets a name of its own`,
    });
  }
  const taken = here.find(
    ({ identity }) =>
      ['Deployment', 'Service'].includes(identity.kind) &&
      (COLOURS.some(colour => identity.name === `${application}-${colour}`) ||
        (identity.kind === 'Service' && identity.name === preview && preview !== oldPreview) ||
        (worker !== undefined &&
          identity.name === (identity.kind === 'Service' ? application : `${application}-${worker}`))),
  );
  if (taken) {
    obstacles.push({
      message: `there is a ${taken.identity.kind} ${taken.identity.name} already, and ours would be called so`,
      fix: `another name for the application: --app ${application}-app`,
      asks: 'app',
    });
  }

  const { ports: published, obstacles: portless } =
    worker === undefined ? portsOf(service?.value as Fields | undefined, main, asked) : { ports: [], obstacles: [] };
  obstacles.push(...portless);
  const further = mapFurther(canary ? [] : alsoLeading, {
    ...{ application, ports: published, container: main, account },
    findsOthers: selector =>
      here.some(one => one !== templateOf && finds(selector, one.value['spec']?.template?.metadata?.labels ?? {})),
  });
  const staying = alsoLeading.filter(one => !further.moving.includes(one));
  const ports = [...published, ...further.ports];
  const configMaps = new Map(
    here.flatMap(one => (one.identity.kind === 'ConfigMap' ? [[one.identity.name, one.value] as const] : [])),
  );
  const renamed = { from: String(main.name), to: application };
  const pods = mapPods(template, {
    application,
    at: ['spec', 'template'],
    account: account(templateOf),
    asked,
    selected: new Set([...selectors, ...policies].flatMap(selector => Object.keys(selector))),
    ports,
    container,
    configMaps,
    ...(worker !== undefined && { worker }),
    accountGivesToken: name =>
      here.find(one => one.identity.kind === 'ServiceAccount' && one.identity.name === name)?.value[
        'automountServiceAccountToken'
      ],
  });
  obstacles.push(...pods.obstacles);
  const tests: AskedService = { name: oldPreview ?? '', namespace: workload.identity.namespace, ports };
  const analysis = isRollout
    ? mapAnalysis(workload, {
        ...{ objects: here, account, preview: oldPreview === undefined ? undefined : tests },
        names: {
          old: [workload.identity.name, ...Object.values(matchLabels(workload)).map(String)],
          active: service?.identity.name ?? application,
          ...(oldPreview !== undefined && { preview: oldPreview }),
          ours: preview,
        },
      })
    : undefined;
  let requests: readonly Fields[] = [];
  if (isRollout) obstacles.push(...mapRollout(workload, account(workload)));
  else if (canary) requests = mapCanary(workload.value, canary, account(workload), tests);
  else noteDeployment(workload, account(workload));
  if (templateOf !== workload) noteDeployment(templateOf, account(templateOf));
  const metrics =
    canary && mapMetrics(workload, canary, { objects, account, selected: matchLabels(templateOf), preview });
  const measured = analysis ?? metrics ?? { templates: [], spec: {} };

  const size = sizeOf(scaled, autoscaler, canary && { canary, objects: here });
  obstacles.push(...size.obstacles);
  const previewService = here.find(one => one.identity.kind === 'Service' && one.identity.name === oldPreview);
  const ofService = serviceFound ? account(serviceFound) : service && new Account(service);
  const mapped = ofService && mapService(service!, 'service', ofService);
  ofService?.note(['metadata', 'name'], 'key', service!.identity.name === application ? 'name' : 'service.name');
  ofService?.note(['spec', 'ports'], 'key', 'ports');
  const serviceKeys: Fields = {
    ...mapped?.keys,
    ...(service && service.identity.name !== application && { name: service.identity.name }),
    ...(preview !== `${application}-preview` && { preview }),
  };
  if (canary && serviceFound) {
    for (const key of ['ports', 'selector']) account(serviceFound).note(['spec', key], 'told', BY_CANARY);
  }
  const late = whyLate(service, leadingTo(service?.identity.name ?? application, here));
  const scaling = autoscaler && { ...mapAutoscaler(autoscaler, account(autoscaler), renamed), ...size.bounds };
  const idle = isRollout ? mapPreview(workload, scaling?.min ?? size.replicas, account(workload)) : undefined;
  const runs = scaling ? { autoscaling: scaling } : { replicas: size.replicas };
  const repository = parseImage(pods.image)?.repository ?? pods.image;
  const spec: { [key: string]: unknown } =
    worker !== undefined
      ? {
          image: repository,
          command: STANDS_BY,
          ...pods.spec,
          workers: { [worker]: { ...pods.worker, ...runs, ...(takesTurns(templateOf) && { overlap: false }) } },
        }
      : {
          image: repository,
          ports: [...ports.map(({ props }) => props), ...pods.unpublished],
          ...runs,
          ...(idle && { idle }),
          ...(budget && { disruption: mapBudget(budget, account(budget)) }),
          ...(Object.keys(serviceKeys).length && { service: serviceKeys }),
          ...(mapped?.template && { serviceTemplate: mapped.template }),
          ...(further.moving.length && { services: further.services }),
          ...(late !== undefined && { traffic: TrafficMode.OVERLAP }),
          ...(requests.length && { smoke: requests }),
          ...measured.spec,
          ...pods.spec,
        };
  account(scaled).note(
    ['spec', 'replicas'],
    autoscaler ? 'told' : 'key',
    autoscaler ? 'the autoscaler says it' : worker === undefined ? 'replicas' : `workers.${worker}.replicas`,
  );
  if (worker !== undefined) {
    account(templateOf).note(['spec', 'strategy'], 'key', `workers.${worker}.overlap`);
    if (budget) account(budget).noteAll('told', 'the worker gets one of its own');
  }
  if (previewService) account(previewService).noteAll('told', OLD_PREVIEW);
  const goes = [...(templateOf === workload ? [] : [templateOf]), autoscaler, budget, previewService].flatMap(
    one => one ?? [],
  );
  const known = new Set([
    ...further.moving,
    ...[workload, templateOf, serviceFound, previewService, autoscaler, budget],
    ...measured.templates,
  ]);
  const running = {
    findsOld,
    staying: further.staying,
    alsoLeading: staying,
    preview: oldPreview,
    config: pods.spec['config'],
    files: pods.filesFrom,
    scaled,
    service,
  };
  const whole =
    asked.whole && !canary && service
      ? mapWhole(
          here.filter(one => !known.has(one) && !goes.includes(one)),
          {
            application,
            spec,
            image: pods.image,
            service,
            ports: published,
            account,
            isAlone: isAlone([...here, ...beyond], workload, templateOf),
            beyond,
            allowed: asked.allowed,
            preview: previewService,
            isOfTheOld: one => !whatStays(one, running).startsWith(STAYS),
          },
        )
      : undefined;
  Object.assign(spec, whole?.keys);
  for (const one of whole?.taken ?? []) known.add(one);
  for (const one of objects) {
    if (known.has(one)) continue;
    const why = whole?.staying.get(one);
    account(one).noteAll('told', whatStays(one, running) + (why === undefined ? '' : `: ${why}`));
  }
  return {
    ...(obstacles.length === 0 && {
      adopted: {
        application,
        spec,
        image: pods.image,
        workload: nameOf(workload),
        goesToo: goes.map(nameOf),
        ...(worker !== undefined && { worker }),
        service: service?.identity.name ?? application,
        serviceExists: service !== undefined,
        objects: whole?.objects ?? [],
        furtherServices: further.moving.map(({ identity }) => identity.name),
        serviceIsLeftAlone: canary !== undefined || isLeftAlone(service?.value['metadata'] ?? {}),
        alsoLeading: staying.map(({ identity }) => identity.name),
        files: [
          ...new Set(
            [workload, serviceFound, ...goes, ...alsoLeading, ...(whole?.taken ?? [])].flatMap(one => one?.file ?? []),
          ),
        ],
        isRollout,
        ...(canary && {
          canary: {
            name: workload.identity.name,
            primary: canaryNames(canary).primary,
            target: templateOf.identity.name,
            serviceIsFound: serviceFound !== undefined,
          },
        }),
        ...(late !== undefined && spec['traffic'] === TrafficMode.OVERLAP && { late }),
      },
    }),
    obstacles,
    fields: [...accounts.values()].flatMap(({ told }) => told),
    unaccounted: [...accounts].flatMap(([object, { unaccounted }]) =>
      unaccounted.map(path => `${nameOf(object)} ${path.join('.')}`),
    ),
  };
}

// What pods leave open, they leave open whichever Service leads to them: all is said at once.
function openWhateverIsChosen(
  manifests: readonly Manifest[],
  asked: Asked,
  [{ asks, mayBe } = {} as Obstacle]: readonly Obstacle[],
): Obstacle[] {
  if (asks === undefined || mayBe === undefined) return [];
  const { obstacles } = adopt(manifests, { ...asked, [asks]: mayBe });
  return obstacles.filter(one => one.asks === 'tag' || one.asks === 'readiness');
}

const BY_CANARY = 'Flagger has put that of the Canary in its place';

// What every object has, and a cluster adds.
function accountOf(object: Manifest): Account {
  const account = new Account(object);
  for (const key of ['apiVersion', 'kind']) account.note([key], 'key', 'name');
  for (const key of ['name', 'namespace']) account.note(['metadata', key], 'key', 'name');
  const written = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'];
  const paths: Path[] = [['status'], ...written.map(key => ['metadata', key])];
  for (const path of paths) account.note(path, 'told', 'a cluster writes it');
  account.note(['metadata', 'labels'], 'told', 'ours carry those of the pods');
  account.note(['metadata', 'annotations'], 'told', 'ours have none of these');
  account.note(
    ['metadata', 'ownerReferences'],
    'told',
    'WHO OWNS IT takes it along when it goes: take the reference off before that',
  );
  account.note(['metadata', 'finalizers'], 'told', 'ours have none');
  return account;
}

function noteDeployment(deployment: Manifest, account: Account): void {
  const told: Fields = {
    selector: 'it can not be changed in a Deployment: ours have names of their own, and select by name and colour',
    strategy: 'no pod of ours leaves before another one is ready',
    minReadySeconds: 'ours count a pod after 5 seconds',
    revisionHistoryLimit: 'git is the history',
    progressDeadlineSeconds: 'ours have 300 seconds to get ready',
    paused: 'there is nothing to be paused: each step is a commit',
    replicas: 'the workload that takes its pods from here says it',
  };
  for (const key of Object.keys(deployment.value['spec'] ?? {})) {
    if (told[key]) account.note(['spec', key], 'told', told[key]);
  }
}

// What it may be called, in this order: the old one may have such a name, and its selector can't be changed.
const WORKERS = ['consumer', 'worker'];
// What takes no work, in any image that has it.
const STANDS_BY = ['sleep', 'infinity'];

// Nobody calls it, and it says what it does. Where it says nothing, a port may have been left out that the image opens.
function isConsumer({ workload, service, templateOf }: Chosen, main: Fields, asked: Asked): boolean {
  const { command = [], args = [], ports = [] } = main;
  const isPlain = workload === templateOf && workload.identity.kind === 'Deployment';
  return isPlain && !service && asked.port === undefined && !ports?.length && Boolean(command?.length || args?.length);
}

// Whether its old pods have ended before new ones start.
function takesTurns({ value }: Manifest): boolean {
  return value['spec']?.strategy?.type === 'Recreate';
}

// Of the whole cluster, or in a namespace of others.
function isAllowed({ value, identity: { namespace } }: Manifest, allowed: Allowed = {}): boolean {
  return isOfCluster(value, allowed) || (allowed.objectNamespaces?.includes(namespace) ?? false);
}

// Whether nothing else runs there that an object may belong to.
function isAlone(objects: readonly Manifest[], ...own: readonly Manifest[]): boolean {
  return !objects.some(one => one.value['spec']?.template?.spec?.containers && !own.includes(one));
}

function servingContainer(template: Fields, service: Manifest | undefined): number {
  const containers: Fields[] = template['spec'].containers;
  const target = service?.value['spec'].ports?.[0]?.targetPort ?? service?.value['spec'].ports?.[0]?.port;
  const found = containers.findIndex(({ ports = [] }: Fields) =>
    ports.some(({ name, containerPort }: Fields) => name === target || containerPort === target),
  );
  return Math.max(0, found);
}

function matchLabels({ value }: Manifest): Fields {
  return value['spec']?.selector?.matchLabels ?? {};
}

function nameOf({ identity: { kind, name } }: Manifest): string {
  return `${kind}/${name}`;
}
