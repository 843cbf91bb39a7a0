import type { ClusterObject } from '../../../lib/cluster/drift/cluster-object';
import type { DesiredColour, DesiredState } from '../../../lib/cluster/drift/desired-state';
import { COLOURS, type Colour } from '../../../lib/construct/props/colour';
import type { NamedProps } from '../../../lib/construct/resolve/application';
import { decide } from '../../../lib/construct/resolve/application';
import { objects } from '../../construct/render/rendered';

/** What git says of an application: as `status` tells it, for a colour that nobody has deployed to nothing. */
export function inGit(props: Omit<NamedProps, 'active'>, active: Colour): DesiredState {
  const { application } = decide({ ...props, active });
  const [blue, green] = COLOURS.map((colour): DesiredColour | undefined => {
    if (!props[colour]) return undefined;
    const { id, image, replicas, autoscaling } = application[colour];
    return { release: id, image, pods: replicas ?? autoscaling?.min ?? 0 };
  });
  return { environment: 'production', application: props.name, active, blue, green, uncommitted: false };
}

/** What a cluster has once the rendered objects are applied and all pods run. */
export function inCluster(props: Omit<NamedProps, 'active'>, active: Colour): ClusterObject[] {
  const applied = Object.values(objects(props, active)) as unknown as ClusterObject[];
  return applied.map(object => {
    if (object.kind !== 'Deployment') return object;
    const autoscaler = applied.find(
      ({ kind, metadata }) => kind === 'HorizontalPodAutoscaler' && metadata.name === object.metadata.name,
    );
    return rolledOut(object, autoscaler?.spec?.['minReplicas'] ?? object.spec?.['replicas']);
  });
}

/** The Deployment when as many pods as there should be run what it says. */
function rolledOut({ kind, metadata, spec }: ClusterObject, replicas: number): ClusterObject {
  return {
    kind,
    metadata: { ...metadata, generation: 3 },
    spec: { ...spec, replicas },
    // A number that is 0 is not said.
    status: {
      observedGeneration: 3,
      ...(replicas && {
        replicas,
        readyReplicas: replicas,
        updatedReplicas: replicas,
        availableReplicas: replicas,
      }),
    },
  };
}
