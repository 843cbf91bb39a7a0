import type { Manifest } from '../analysis/manifests/manifest';
import { COLOURS } from '../construct/props/colour';
import { parseImage } from '../construct/props/image';
import type { Path } from '../construct/validate/problem';
import { Account, type FieldFate } from './account';
import type { Asked, Obstacle } from './asked';
import { choose } from './chosen';
import { finds, findsOurs } from './labels';
import { mapPods } from './pods';
import { portsOf } from './ports';
import { readable } from './readable';
import { mapRollout, OLD_PREVIEW } from './rollout';
import { mapService } from './service';
import { mapAutoscaler, mapBudget } from './size';

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
  /** The name that users know. */
  readonly service: string;
  /** Whether it is there already. */
  readonly serviceExists: boolean;
  /** Others that lead to the old pods, and would lead nowhere. */
  readonly alsoLeading: readonly string[];
  /** Where all that goes stands. */
  readonly files: readonly string[];
  readonly isRollout: boolean;
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
  if ('obstacles' in choice) return { obstacles: choice.obstacles, fields: [], unaccounted: [] };
  const { workload, template, templateOf, service, alsoLeading } = choice.chosen;
  const application = asked.app ?? workload.identity.name;
  const accounts = new Map(objects.map(object => [object, accountOf(object)]));
  const account = (object: Manifest) => accounts.get(object)!;
  const obstacles: Obstacle[] = [];
  const isRollout = workload.identity.kind === 'Rollout';

  const labels = template['metadata']?.labels ?? {};
  const here = objects.filter(({ identity }) => identity.namespace === workload.identity.namespace);
  const budget = here.find(one => one.identity.kind === 'PodDisruptionBudget' && finds(matchLabels(one), labels));
  const autoscaler = here.find(
    ({ identity, value }) =>
      identity.kind === 'HorizontalPodAutoscaler' && value['spec']?.scaleTargetRef?.name === workload.identity.name,
  );
  const selectors = [
    matchLabels(workload),
    matchLabels(templateOf),
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
    });
  }
  const taken = here.find(
    ({ identity }) =>
      ['Deployment', 'Service'].includes(identity.kind) &&
      (COLOURS.some(colour => identity.name === `${application}-${colour}`) ||
        (identity.kind === 'Service' &&
          identity.name === `${application}-preview` &&
          identity.name !== previewOf(workload))),
  );
  if (taken) {
    obstacles.push({
      message: `there is a ${taken.identity.kind} ${taken.identity.name} already, and ours would be called so`,
      fix: `another name for the application: --app ${application}-app`,
    });
  }

  const container = servingContainer(template, service);
  const main = template['spec'].containers[container];
  const { ports, obstacles: portless } = portsOf(service?.value as Fields | undefined, main, asked);
  obstacles.push(...portless);
  const configMaps = new Map(
    here.flatMap(one => (one.identity.kind === 'ConfigMap' ? [[one.identity.name, one.value] as const] : [])),
  );
  const pods = mapPods(template, {
    application,
    at: ['spec', 'template'],
    account: account(templateOf),
    asked,
    selected: new Set([...selectors, ...policies].flatMap(selector => Object.keys(selector))),
    ports,
    container,
    configMaps,
    accountGivesToken: name =>
      here.find(one => one.identity.kind === 'ServiceAccount' && one.identity.name === name)?.value[
        'automountServiceAccountToken'
      ],
  });
  obstacles.push(...pods.obstacles);
  if (isRollout) obstacles.push(...mapRollout(workload, account(workload)));
  else noteDeployment(workload, account(workload));
  if (templateOf !== workload) noteDeployment(templateOf, account(templateOf));

  const replicas: number = workload.value['spec'].replicas ?? 1;
  const preview = previewOf(workload);
  const previewService = here.find(one => one.identity.kind === 'Service' && one.identity.name === preview);
  const serviceKeys: Fields = {
    ...(service && mapService(service, application, account(service))),
    // Its controller goes on putting a hash into the Service of that name.
    ...(preview === `${application}-preview` && { preview: `${application}-idle` }),
  };
  const spec: Fields = {
    image: parseImage(pods.image)?.repository ?? pods.image,
    ports: ports.map(({ props }) => props),
    ...(autoscaler ? { autoscaling: mapAutoscaler(autoscaler, account(autoscaler)) } : { replicas }),
    ...(budget && { disruption: mapBudget(budget, account(budget)) }),
    ...(Object.keys(serviceKeys).length && { service: serviceKeys }),
    ...pods.spec,
  };
  account(workload).note(
    ['spec', 'replicas'],
    autoscaler ? 'told' : 'key',
    autoscaler ? 'the autoscaler says it' : 'replicas',
  );
  if (previewService) account(previewService).noteAll('told', OLD_PREVIEW);
  const goes = [...(templateOf === workload ? [] : [templateOf]), autoscaler, budget, previewService].flatMap(
    one => one ?? [],
  );
  const mapped = new Set([workload, templateOf, service, previewService, autoscaler, budget]);
  for (const one of objects)
    if (!mapped.has(one))
      account(one).noteAll(...whatStays(one, { labels, alsoLeading, preview, config: pods.spec['config'] }));
  return {
    ...(obstacles.length === 0 && {
      adopted: {
        application,
        spec,
        image: pods.image,
        workload: nameOf(workload),
        goesToo: goes.map(nameOf),
        service: service?.identity.name ?? application,
        serviceExists: service !== undefined,
        alsoLeading: alsoLeading.map(({ identity }) => identity.name),
        files: [...new Set([workload, service, ...goes].flatMap(one => one?.file ?? []))],
        isRollout,
      },
    }),
    obstacles,
    fields: [...accounts.values()].flatMap(({ told }) => told),
    unaccounted: [...accounts].flatMap(([object, { unaccounted }]) =>
      unaccounted.map(path => `${nameOf(object)} ${path.join('.')}`),
    ),
  };
}

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

// Whether it goes on as it is, and whether that is enough.
function whatStays(
  { identity: { kind, name }, value }: Manifest,
  {
    labels,
    alsoLeading,
    preview,
    config,
  }: {
    readonly labels: Fields;
    readonly alsoLeading: readonly Manifest[];
    readonly preview: string | undefined;
    readonly config: Fields | undefined;
  },
): [kind: 'told', text: string] {
  const policy = value['spec']?.podSelector?.matchLabels;
  if (kind === 'NetworkPolicy' && finds(policy ?? {}, labels)) {
    return [
      'told',
      'it stays, and does NOT reach pods of ours: say who may come in "network", or give it a selector that finds them',
    ];
  }
  if (alsoLeading.some(({ identity }) => identity.name === name) && kind === 'Service') {
    return [
      'told',
      'it goes on leading to the old pods alone, and would lead NOWHERE once they go: the plan says what to do',
    ];
  }
  if (preview !== undefined && JSON.stringify(value['spec'] ?? {}).includes(`"${preview}"`)) {
    return [
      'told',
      `it leads to the Service ${preview}, which goes with the Rollout: lead it to ours for the idle colour`,
    ];
  }
  if (kind === 'Ingress' || kind === 'HTTPRoute') {
    return ['told', 'it stays where it is: it leads to the Service by its name, and so follows every promotion'];
  }
  if (kind === 'ConfigMap' && config !== undefined && config === value['data']) {
    return ['told', 'its data are "config" now, and go with each release; it stays for whoever else reads it'];
  }
  return ['told', 'it stays where it is'];
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

function previewOf(workload: Manifest): string | undefined {
  return workload.value['spec']?.strategy?.blueGreen?.previewService;
}

function nameOf({ identity: { kind, name } }: Manifest): string {
  return `${kind}/${name}`;
}
