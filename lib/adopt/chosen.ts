import type { Manifest } from '../analysis/manifests/manifest';
import type { Asked, Obstacle } from './asked';
import { finds } from './labels';

type Fields = { readonly [key: string]: any };

/** What is to be taken over, among all that was given. */
export interface Chosen {
  readonly workload: Manifest;
  /** Its pods, and where they stand. */
  readonly template: Fields;
  readonly templateOf: Manifest;
  /** The Service that users come through; undefined where there is none yet. */
  readonly service?: Manifest;
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
  const canary = objects.find(({ identity }) => identity.group === 'flagger.app' && identity.kind === 'Canary');
  if (canary) {
    const deletes = `what Flagger made (the Services and the Deployment ${canary.value['spec']?.targetRef?.name}-primary, which users are on) belongs to the Canary, and goes with it`;
    return stop(
      `this is a Canary of Flagger, which can't be taken over yet: ${deletes}`,
      'take the ownerReferences off those Services and that Deployment, delete the Canary with --cascade=orphan, and adopt the plain Deployment and Service then',
    );
  }
  const referred = new Set(objects.filter(isRollout).flatMap(({ value }) => value['spec']?.workloadRef?.name ?? []));
  const workloads = objects.filter(
    object => isRollout(object) || (isDeployment(object) && !referred.has(object.identity.name)),
  );
  const names = workloads.map(({ identity }) => identity.name);
  const name = asked.workload ?? (workloads.length > 1 && names.includes(asked.app ?? '') ? asked.app : undefined);
  const [workload, ...more] = name === undefined ? workloads : workloads.filter(one => one.identity.name === name);
  if (!workload) {
    const other = objects.find(({ identity }) => NOT_OURS[identity.kind]);
    if (name !== undefined) return stop(`there is no Deployment "${name}" among them`, `one of: ${names.join(', ')}`);
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
    return stop(`there are several Deployments: ${names.join(', ')}`, `say which one: --workload ${names[0]}`);
  }

  const reference = workload.value['spec']?.workloadRef?.name;
  const templateOf =
    reference === undefined ? workload : objects.find(one => isDeployment(one) && one.identity.name === reference);
  if (!templateOf) {
    return stop(
      `the Rollout ${workload.identity.name} takes its pods from the Deployment ${reference}, which is not among them`,
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
  return chooseService(objects, { workload, template, templateOf }, asked);
}

function chooseService(
  objects: readonly Manifest[],
  { workload, template, templateOf }: Omit<Chosen, 'service' | 'alsoLeading'>,
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
    );
  }
  const users = named.length ? named : open.filter(one => !isHeadless(one));
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
      `several Services lead to the pods of ${workload.identity.name}: ${names.join(', ')}; one of them moves with a promotion`,
      `say which one users come through: --service ${names[0]}; the plan says what becomes of the others`,
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
  return { chosen: { workload, template, templateOf, service, alsoLeading: open.filter(one => one !== service) } };
}

function isHeadless({ value }: Manifest): boolean {
  return value['spec']?.clusterIP === 'None';
}

function stop(message: string, fix: string): { readonly obstacles: readonly Obstacle[] } {
  return { obstacles: [{ message, fix }] };
}
