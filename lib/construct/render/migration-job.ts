import type { ApiObjectProps } from 'cdk8s';
import type { Application } from '../model';
import { colourLabels } from '../names';
import type { Colour } from '../props/colour';
import { defaultsOf } from '../resolve/format';
import type { ResolvedStep } from '../resolve/migrate';
import type { Release } from '../resolve/release';
import { hashedJob } from './hashed-job';
import { notServing, withVariables } from './not-serving';
import { type ConfigMaps, podsOverlaid } from './pod-template';
import { WITHOUT_SIDECARS } from './sidecars';

type Fields = Record<string, any>;

/** The label of a migration's pods. They carry no label that a Service selects: they must never be among its endpoints. */
const MIGRATE_LABEL = 'blue-green/migrate';

/**
 * The Job of one migration of a release. Nothing but the release goes into it, so that no verb and no edit of the spec
 * makes another one of it, which would run again. For the same reason what is made of a release here never changes: a
 * change is for a new format, as it is for pods.
 */
export function migrationJob(
  { name, namespace, ...application }: Application,
  colour: Colour,
  which: 'expand' | 'contract',
  configMaps: ConfigMaps,
): ApiObjectProps {
  const release = application[colour];
  const { deadlineSeconds, [which]: step } = release.migrate;
  return hashedJob(`${name}-${which}`, { namespace, labels: colourLabels(name, colour, release.labels) }, () => ({
    // What has ended half way is for a person to look at, also where the pod was evicted: nobody knows what is done, and
    // a pod that is lost with its node may still be at work. So no podFailurePolicy lets another one start.
    backoffLimit: 0,
    activeDeadlineSeconds: deadlineSeconds,
    template: [defaultsOf(release.format).migrationPods, release.migrate.podTemplate].reduce<unknown>(
      (lower, upper) => podsOverlaid(release, lower, upper),
      {
        metadata: {
          labels: { [MIGRATE_LABEL]: name, ...WITHOUT_SIDECARS.labels },
          annotations: WITHOUT_SIDECARS.annotations,
        },
        spec: podSpec(name, release, step!, configMaps),
      },
    ),
  })).job;
}

// Without other containers: one that goes on for ever would keep the Job from ending.
function podSpec(name: string, release: Release, step: ResolvedStep, configMaps: ConfigMaps): Fields {
  const { pod, container } = notServing(name, release, configMaps);
  return {
    ...pod,
    serviceAccountName: release.serviceAccount.name,
    automountServiceAccountToken: release.serviceAccount.token,
    restartPolicy: 'Never',
    containers: [
      {
        ...container,
        image: release.image,
        command: step.command,
        ...(step.args && { args: step.args }),
        ...withVariables(container['env'], step.env),
      },
    ],
  };
}
