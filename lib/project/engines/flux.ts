import {
  Kustomization,
  type KustomizationSpec,
  KustomizationSpecDeletionPolicy,
  KustomizationSpecSourceRefKind,
} from '../../../imports/kustomize.toolkit.fluxcd.io';
import { GitRepository, type GitRepositorySpec } from '../../../imports/source.toolkit.fluxcd.io';
import { objectLabels } from '../../construct/names';
import type { Manifest } from '../output/manifests';
import type { Delivery } from './delivery';
import { type DeliveredApplication, environmentName, kustomizationsOf } from './kustomizations';
import { manifestIn } from './manifest-in';

type FluxDelivery = Delivery & Required<Pick<Delivery, 'flux'>>;

/**
 * How a Job is waited for. A Kustomization that waits holds one of the controller's workers, by default four for all
 * applications together: so it gives the worker back as soon as the Job is one that takes its time, which the Job's
 * disruption budget tells, or after the shortest time that Flux knows; and comes back for it.
 * @see https://github.com/fluxcd/kustomize-controller/blob/v1.9.6/api/v1/kustomization_types.go GetTimeout
 */
const GATES: Partial<KustomizationSpec> = {
  wait: true,
  timeout: '30s',
  retryInterval: '30s',
  healthCheckExprs: [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      failed: 'status.currentHealthy > 0',
      current: 'status.currentHealthy == 0',
    },
  ],
};

/**
 * Where Flux finds an environment: the repository, and one Kustomization that applies the Kustomizations of all
 * applications, itself included. That one waits for nothing: one application that fails must not hold up a new one.
 */
export function fluxEnvironment(delivery: FluxDelivery, environment: string): Manifest[] {
  const { repository, branch, dist, flux } = delivery;
  const name = environmentName(environment);
  const metadata = { name, namespace: flux.namespace };
  const spec: GitRepositorySpec = {
    interval: '1m',
    url: repository,
    ref: { branch },
    ...(flux.secret && { secretRef: { name: flux.secret } }),
  };
  const folder = `flux/${environment}`;
  return [
    manifestIn(folder, GitRepository.manifest({ metadata, spec })),
    manifestIn(folder, Kustomization.manifest({ metadata, spec: applied(environment, `${dist}/${folder}`) })),
  ];
}

/** The Kustomizations of one application. */
export function fluxApplication(delivery: FluxDelivery, application: DeliveredApplication): Manifest[] {
  const { environment, props } = application;
  const place = `${environment}/${props.name}`;
  return kustomizationsOf(application).map(({ name, folder, dependsOn, gates }) => {
    const metadata = { name, namespace: delivery.flux.namespace, labels: objectLabels(props.name, {}) };
    const spec: KustomizationSpec = {
      ...(dependsOn.length && { dependsOn: dependsOn.map(other => ({ name: other })) }),
      ...applied(environment, `${delivery.dist}/apps/${place}/${folder}`),
      ...(gates && GATES),
    };
    return manifestIn(`flux/${place}`, Kustomization.manifest({ metadata, spec }));
  });
}

// All Kustomizations of an environment share one source: only then does one wait for another's commit, and not just
// for its being ready at some earlier one.
function applied(environment: string, path: string) {
  return {
    sourceRef: { kind: KustomizationSpecSourceRefKind.GIT_REPOSITORY, name: environmentName(environment) },
    path: `./${path}`,
    interval: '10m',
    retryInterval: '1m',
    prune: true,
    force: false,
    // Whoever deletes a Kustomization, by hand or with the file of an application, ends no pod.
    deletionPolicy: KustomizationSpecDeletionPolicy.ORPHAN,
  };
}
