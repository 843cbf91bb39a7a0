import { MANAGED_BY_LABEL, MANAGER, RELEASE_LABEL, VERSION_LABEL, WORKER_LABEL, workerName } from '../names';
import type { Release } from '../resolve/release';
import type { Worker } from '../resolve/worker';
import { notServing, withVariables } from './not-serving';
import { type ConfigMaps, podsOverlaid, spread } from './pod-template';
import { WITHOUT_SIDECARS } from './sidecars';

/** The release's own pods, as far as they do not serve, and what the worker says over them. */
export function workerPods(application: string, release: Release, worker: Worker, configMaps: ConfigMaps): unknown {
  const { command, args, resources, liveness, schedule } = worker;
  const { metadata, pod, container, others } = notServing(application, release, configMaps);
  const { command: _command, resources: _resources, ...kept } = container;
  const label = { [WORKER_LABEL]: workerName(application, worker.name) };
  const template = {
    metadata: {
      labels: {
        ...release.labels,
        ...metadata['labels'],
        ...(schedule && WITHOUT_SIDECARS.labels),
        [MANAGED_BY_LABEL]: MANAGER,
        ...versionOf(release),
        ...label,
        [RELEASE_LABEL]: release.id,
      },
      annotations: {
        ...release.annotations,
        ...metadata['annotations'],
        ...(schedule && WITHOUT_SIDECARS.annotations),
      },
    },
    spec: {
      ...pod,
      serviceAccountName: release.serviceAccount.name,
      automountServiceAccountToken: release.serviceAccount.token,
      terminationGracePeriodSeconds: worker.drainSeconds,
      ...(schedule ? { restartPolicy: 'Never' } : { topologySpreadConstraints: spread(label) }),
      containers: [
        {
          ...kept,
          image: release.image,
          ...(command && { command }),
          ...(args && { args }),
          ...(resources && { resources }),
          ...(liveness && { livenessProbe: liveness }),
          ...withVariables(kept['env'], worker.env),
        },
        // A run ends once all of its containers have, and theirs go on for ever.
        ...(schedule ? [] : others),
      ],
    },
  };
  return podsOverlaid(release, template, worker.podTemplate);
}

/** The label that tells the version, where a release says one. */
export const versionOf = ({ version }: Release): Record<string, string> =>
  version ? { [VERSION_LABEL]: version } : {};
