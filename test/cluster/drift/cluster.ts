import type { ClusterObject } from '../../../lib/cluster/drift/cluster-object';
import type { DesiredColour, DesiredState } from '../../../lib/cluster/drift/desired-state';
import { FEWEST_PODS, PAUSED_REPLICAS } from '../../../lib/construct/names';
import { COLOURS, type Colour } from '../../../lib/construct/props/colour';
import type { NamedProps } from '../../../lib/construct/resolve/application';
import { decide } from '../../../lib/construct/resolve/application';
import { podsOf } from '../../../lib/construct/resolve/size';
import { objects } from '../../construct/render/rendered';

/** What git says of an application: as `status` tells it, for a colour that nobody has deployed to nothing. */
export function inGit(props: Omit<NamedProps, 'active'>, active: Colour): DesiredState {
  const { application } = decide({ ...props, active });
  const [blue, green] = COLOURS.map((colour): DesiredColour | undefined => {
    if (!props[colour]) return undefined;
    const { id, image } = application[colour];
    return { release: id, image, pods: podsOf(application[colour]) };
  });
  const services = application.furtherServices.map(({ name }) => name);
  const { id, image } = application[active];
  const workers = application[active].workers.map(({ name, schedule, ...size }) => ({
    name,
    release: id,
    image,
    ...(schedule ? { schedule: schedule.schedule } : { pods: podsOf(size) }),
  }));
  const state = { environment: 'production', application: props.name, active, blue, green, uncommitted: false };
  return { ...state, ...(services.length && { services }), ...(workers.length && { workers }) };
}

/** What a cluster has once the rendered objects are applied and all pods run. */
export function inCluster(props: Omit<NamedProps, 'active'>, active: Colour): ClusterObject[] {
  const applied = (Object.values(objects(props, active)) as unknown as ClusterObject[]).flatMap(madeByKeda);
  return applied.map(object => {
    if (object.kind !== 'Deployment') return object;
    const { name, annotations } = object.metadata;
    const its = (kind: string) => applied.find(one => one.kind === kind && one.metadata.name === name);
    const said = [
      its('ScaledObject')?.metadata.annotations?.[PAUSED_REPLICAS],
      its('HorizontalPodAutoscaler')?.spec?.['minReplicas'],
      annotations?.[FEWEST_PODS],
    ].find(number => number !== undefined);
    return rolledOut(object, said === undefined ? object.spec?.['replicas'] : Number(said));
  });
}

// KEDA makes a HorizontalPodAutoscaler, unless it is to leave things as they are.
function madeByKeda(object: ClusterObject): ClusterObject[] {
  const { kind, metadata, spec } = object;
  if (kind !== 'ScaledObject' || metadata.annotations?.[PAUSED_REPLICAS] !== undefined) return [object];
  const { minReplicaCount, advanced } = spec!;
  const { name } = advanced.horizontalPodAutoscalerConfig;
  return [
    object,
    { kind: 'HorizontalPodAutoscaler', metadata: { ...metadata, name }, spec: { minReplicas: minReplicaCount } },
  ];
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
