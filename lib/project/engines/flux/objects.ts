import {
  Kustomization,
  type KustomizationSpec,
  KustomizationSpecDeletionPolicy,
  KustomizationSpecSourceRefKind,
} from '../../../../imports/kustomize.toolkit.fluxcd.io';
import { GitRepository, type GitRepositorySpec } from '../../../../imports/source.toolkit.fluxcd.io';
import { objectLabels } from '../../../construct/names';
import type { DeliveredEnvironment, EngineFile, EngineFiles, PlainDelivery, PlainSource, Source } from '../engine';
import { manifestFile } from '../manifest-file';
import { type Application, environmentName, unitsOf } from '../units';
import type { FluxSettings } from './settings';

/** What Flux is told: a Kustomization on each folder of an application. */
export const fluxFiles: EngineFiles<FluxSettings> = { ofEnvironment, ofApplication, ofPlain };

const namespaceOf = ({ namespace = 'flux-system' }: FluxSettings): string => namespace;

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
function ofEnvironment(
  { repository, branch, own, settings }: Source<FluxSettings>,
  { name: environment }: DeliveredEnvironment,
): EngineFile[] {
  const name = environmentName(environment);
  const metadata = { name, namespace: namespaceOf(settings) };
  return [
    manifestFile(GitRepository.manifest({ metadata, spec: read({ repository, branch, settings }) })),
    manifestFile(Kustomization.manifest({ metadata, spec: applied(environment, own) })),
  ];
}

function read({ repository, branch, settings }: Pick<Source<FluxSettings>, 'repository' | 'branch' | 'settings'>) {
  const spec: GitRepositorySpec = {
    interval: '1m',
    url: repository,
    ref: { branch },
    ...(settings.secret && { secretRef: { name: settings.secret } }),
  };
  return spec;
}

/** A source and a Kustomization for a folder of plain files. Whoever deletes it ends no pod. */
function ofPlain(source: PlainSource<FluxSettings>, { name: environment }: DeliveredEnvironment): PlainDelivery {
  const { application, folder, settings } = source;
  const metadata = { name: `${environment}-${application}`, namespace: namespaceOf(settings) };
  const spec: KustomizationSpec = {
    sourceRef: { kind: KustomizationSpecSourceRefKind.GIT_REPOSITORY, name: metadata.name },
    path: `./${folder}`,
    interval: '10m',
    retryInterval: '1m',
    prune: true,
    deletionPolicy: KustomizationSpecDeletionPolicy.ORPHAN,
  };
  return {
    objects: [GitRepository.manifest({ metadata, spec: read(source) }), Kustomization.manifest({ metadata, spec })],
  };
}

/** The Kustomizations of one application. */
function ofApplication({ applications, settings }: Source<FluxSettings>, application: Application): EngineFile[] {
  const { environment, props } = application;
  return unitsOf(application).map(({ name, folder, after, gates, watches }) => {
    const metadata = { name, namespace: namespaceOf(settings), labels: objectLabels(props.name, {}) };
    const spec: KustomizationSpec = {
      ...(after.length && { dependsOn: after.map(other => ({ name: other.name })) }),
      ...applied(environment, `${applications}/${props.name}/${folder}`),
      ...((gates || watches) && GATES),
    };
    return manifestFile(Kustomization.manifest({ metadata, spec }));
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
