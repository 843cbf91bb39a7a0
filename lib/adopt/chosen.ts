import type { Manifest } from '../analysis/manifests/manifest';
import type { Asked, Obstacle } from './asked';
import {
  apexService,
  type CanarySpec,
  canaryNames,
  canarySpecOf,
  isCanary,
  isOfACanary,
  primaryLabels,
  refusalsOf,
} from './flagger/canary';
import { finds } from './labels';

type Fields = { readonly [key: string]: any };

/** What is to be taken over, among all that was given. */
export interface Chosen {
  /** A Deployment, or the Rollout or the Canary that one is led by. */
  readonly workload: Manifest;
  /** What it says, where it is a Canary. */
  readonly canary?: CanarySpec;
  /** Its pods, and where they stand. */
  readonly template: Fields;
  readonly templateOf: Manifest;
  /** The Service that users come through, as the cluster has it; undefined where there is none yet. */
  readonly service?: Manifest;
  /** The same among the manifests; undefined where it is not there, because Flagger made it. */
  readonly serviceFound?: Manifest;
  /** Others that lead to the same pods. */
  readonly alsoLeading: readonly Manifest[];
}

const isRollout = ({ identity: { group, kind } }: Manifest) => group === 'argoproj.io' && kind === 'Rollout';
const isDeployment = ({ identity: { group, kind } }: Manifest) => group === 'apps' && kind === 'Deployment';

const NOT_OURS: { readonly [kind: string]: string } = {
  StatefulSet: 'its pods keep state and names, which two colours side by side can not share',
  DaemonSet: 'it has a pod on each node, and no second one beside it',
};

/** Chooses the workload and its Service, or says what stands in the way. */
export function choose(
  objects: readonly Manifest[],
  asked: Asked,
): { readonly chosen: Chosen } | { readonly obstacles: readonly Obstacle[] } {
  const referred = new Set(
    objects.flatMap(object => {
      const { workloadRef, targetRef } = Object(object.value['spec']) as Fields;
      if (isRollout(object)) return workloadRef?.name ?? [];
      return isCanary(object) ? [targetRef?.name, `${targetRef?.name}-primary`] : [];
    }),
  );
  const workloads = objects.filter(
    object =>
      isRollout(object) ||
      isCanary(object) ||
      (isDeployment(object) && !referred.has(object.identity.name) && !isOfACanary(object)),
  );
  const names = workloads.map(({ identity }) => identity.name);
  const name = asked.workload ?? (workloads.length > 1 && names.includes(asked.app ?? '') ? asked.app : undefined);
  const [workload, ...more] = name === undefined ? workloads : workloads.filter(one => one.identity.name === name);
  if (!workload) {
    const other = objects.find(({ identity }) => NOT_OURS[identity.kind]);
    if (name !== undefined)
      return stop(`there is no Deployment "${name}" among them`, `one of: ${names.join(', ')}`, 'workload');
    return other
      ? stop(
          `the ${other.identity.kind} ${other.identity.name} can't be delivered blue-green: ${NOT_OURS[other.identity.kind]}`,
          'adopt what serves requests without state, each as an application of its own',
        )
      : stop(
          'there is no Deployment among them',
          'name the files, or the folder, with the Deployment that users reach',
        );
  }
  if (more.length) {
    return stop(
      `there are several Deployments: ${names.join(', ')}`,
      `say which one: --workload ${names[0]}`,
      'workload',
    );
  }

  const canary = isCanary(workload) ? canarySpecOf(workload) : undefined;
  if (Array.isArray(canary)) return { obstacles: canary };
  const refusals = canary ? refusalsOf(workload, canary) : [];
  if (refusals.length) return { obstacles: refusals };
  const reference = canary ? canary.targetRef.name : workload.value['spec']?.workloadRef?.name;
  const templateOf =
    reference === undefined ? workload : objects.find(one => isDeployment(one) && one.identity.name === reference);
  if (!templateOf) {
    return stop(
      `the ${workload.identity.kind} ${workload.identity.name} takes its pods from the Deployment ${reference}, which is not among them`,
      'name its file too',
    );
  }
  const template: Fields = templateOf.value['spec']?.template ?? {};
  if (!template['spec']?.containers?.length) {
    return stop(
      `the ${templateOf.identity.kind} ${templateOf.identity.name} has no containers`,
      'name the manifest that the cluster runs',
    );
  }
  if (!canary) return chooseService(objects, { workload, template, templateOf }, asked);
  const { apex } = canaryNames(canary);
  if (asked.service !== undefined && asked.service !== apex) {
    return stop(
      `users of the Canary ${workload.identity.name} come through ${apex}`,
      `say --service ${apex}, or nothing`,
    );
  }
  return { chosen: { workload, canary, template, templateOf, ...apexOf(objects, workload, canary, templateOf) } };
}

// Flagger keeps the Service, whoever made it, and leads it to pods that it made.
function apexOf(
  objects: readonly Manifest[],
  workload: Manifest,
  canary: CanarySpec,
  target: Manifest,
): Pick<Chosen, 'service' | 'serviceFound' | 'alsoLeading'> {
  const { namespace } = workload.identity;
  const services = objects.filter(({ identity }) => identity.kind === 'Service' && identity.namespace === namespace);
  const { apex, primaryService, canaryService } = canaryNames(canary);
  const serviceFound = services.find(({ identity }) => identity.name === apex);
  const { labels } = primaryLabels(target);
  return {
    service: apexService(workload, canary, target, serviceFound),
    ...(serviceFound && { serviceFound }),
    alsoLeading: services.filter(
      ({ identity: { name }, value }) =>
        ![apex, primaryService, canaryService].includes(name) && finds(value['spec']?.selector ?? {}, labels),
    ),
  };
}

function chooseService(
  objects: readonly Manifest[],
  { workload, template, templateOf }: Pick<Chosen, 'workload' | 'template' | 'templateOf'>,
  asked: Asked,
): ReturnType<typeof choose> {
  const { namespace } = workload.identity;
  const selectorOf = ({ value }: Manifest) => value['spec']?.selector ?? {};
  const services = objects.filter(
    ({ identity, value }) =>
      identity.kind === 'Service' &&
      identity.namespace === namespace &&
      finds(selectorOf({ value } as Manifest), template['metadata']?.labels ?? {}),
  );
  const preview = workload.value['spec']?.strategy?.blueGreen?.previewService;
  const active = asked.service ?? workload.value['spec']?.strategy?.blueGreen?.activeService;
  const open = services.filter(({ identity }) => identity.name !== preview);
  const named = open.filter(({ identity }) => identity.name === active);
  if (asked.service !== undefined && !named.length) {
    return stop(
      `there is no Service "${asked.service}" that leads to the pods of ${workload.identity.name}`,
      `one of: ${open.map(({ identity }) => identity.name).join(', ') || 'none'}`,
      'service',
    );
  }
  const ordinary = open.filter(one => !isHeadless(one));
  const namesake = ordinary.filter(({ identity }) => identity.name === (asked.app ?? workload.identity.name));
  const users = named.length ? named : namesake.length ? namesake : ordinary;
  const [service, ...others] = users;
  if (!service) {
    const [headless] = open;
    if (headless) {
      return stop(
        `the Service ${headless.identity.name} is headless: clients know the pods themselves, and a promotion by its selector reaches none of them`,
        'give them an ordinary Service first, and adopt that',
      );
    }
    return { chosen: { workload, template, templateOf, alsoLeading: [] } };
  }
  if (others.length) {
    const names = users.map(({ identity }) => identity.name);
    return stop(
      `several Services lead to the pods of ${workload.identity.name}: ${names.join(', ')}; all move with a promotion, and one has to come first`,
      `say which one most users come through: --service ${names[0]}; the others go to "services"`,
      'service',
      names[0],
    );
  }
  if (isHeadless(service)) {
    return stop(
      `the Service ${service.identity.name} is headless: clients know the pods themselves, and a promotion by its selector reaches none of them`,
      'name an ordinary Service',
    );
  }
  const led = objects.filter(
    object =>
      object !== templateOf &&
      isDeployment(object) &&
      object.identity.namespace === namespace &&
      finds(selectorOf(service), object.value['spec']?.template?.metadata?.labels ?? {}),
  );
  if (led.length) {
    const names = [templateOf, ...led].map(({ identity }) => identity.name).join(', ');
    return stop(
      `the Service ${service.identity.name} leads to the pods of several Deployments: ${names}; whoever takes over one of them takes a part of the users away from the others`,
      'give each version a Service of its own, or shrink it to one Deployment, and adopt that',
    );
  }
  const alsoLeading = open.filter(one => one !== service);
  return { chosen: { workload, template, templateOf, service, serviceFound: service, alsoLeading } };
}

function isHeadless({ value }: Manifest): boolean {
  return value['spec']?.clusterIP === 'None';
}

function stop(
  message: string,
  fix: string,
  asks?: Obstacle['asks'],
  mayBe?: string,
): { readonly obstacles: readonly Obstacle[] } {
  return { obstacles: [{ message, fix, ...(asks && { asks }), ...(mayBe !== undefined && { mayBe }) }] };
}
