import { FEWEST_PODS, RELEASE_LABEL } from '../../construct/names';
import type { ClusterObject } from './cluster-object';
import { type Rollout, rolloutOf } from './rollout';

/** What one colour runs in the cluster. */
export interface LiveColour {
  /**
   * The release id that its new pods carry.
   * @default - they carry none: somebody took it away by hand
   */
  readonly release?: string;
  /** Of the application's own container, as the Deployment names it. */
  readonly image: string;
  readonly pods: {
    /** Number that there should be now: as the Deployment says, or as the autoscaler has set it. */
    readonly wanted: number;
    /** Number that answer, of whatever release. */
    readonly ready: number;
    /** Number that run what the Deployment says now. */
    readonly updated: number;
    /** Fewest that the autoscaler leaves; without one, and where it is switched off, the same as `wanted`. */
    readonly fewest: number;
  };
  readonly rollout: Rollout;
}

/** @param autoscaler the HorizontalPodAutoscaler of the Deployment, if it has one */
export function liveColour(
  application: string,
  deployment: ClusterObject,
  autoscaler: ClusterObject | undefined,
): LiveColour {
  const { metadata, spec = {}, status = {} } = deployment;
  const template = spec['template'];
  const own = ownContainer(application, template);
  const wanted = spec['replicas'] ?? 1;
  // Whatever scales it, at 0 it is left alone; and one that stands elsewhere keeps what the Deployment says of it.
  const said = Number(metadata.annotations?.[FEWEST_PODS]);
  const saidElsewhere = Number.isInteger(said) ? said : undefined;
  return {
    release: template.metadata?.labels?.[RELEASE_LABEL],
    image: own.image,
    pods: {
      wanted,
      ready: status['readyReplicas'] ?? 0,
      updated: status['updatedReplicas'] ?? 0,
      fewest: wanted === 0 ? 0 : (saidElsewhere ?? autoscaler?.spec?.['minReplicas'] ?? (autoscaler ? 1 : wanted)),
    },
    rollout: rolloutOf(deployment),
  };
}

/** The application's own container among those of a pod template. */
export function ownContainer(
  application: string,
  template: { readonly [key: string]: any },
): { readonly image: string } {
  const containers: ReadonlyArray<{ readonly name: string; readonly image: string }> = template['spec'].containers;
  return containers.find(({ name }) => name === application) ?? containers[0]!;
}

/** `1 of 2 pods ready` */
export function readyPods({ wanted, ready }: LiveColour['pods']): string {
  return `${ready} of ${wanted} ${wanted === 1 ? 'pod' : 'pods'} ready`;
}
