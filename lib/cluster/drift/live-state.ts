import { COLOURS, Colour } from '../../construct/props/colour';
import type { ClusterObject } from './cluster-object';
import { colourDifferences } from './colour-differences';
import type { DesiredState } from './desired-state';
import { type Drift, notYet } from './drift';
import { type LiveColour, liveColour, readyPods } from './live-colour';
import { type LiveWorker, liveWorkers, workerDifferences, workersText } from './live-worker';
import { activeServicesOf, furtherDifferences, type Served, servedBy, trafficDifferences } from './traffic';

/** Where one application stands in the cluster of one environment, and how that differs from what git says. */
export interface LiveState {
  readonly environment: string;
  readonly application: string;
  /**
   * Where the active Service leads.
   * @default - there is no such Service, or it leads to neither colour
   */
  readonly serves?: Served;
  /** @default - there is no Deployment of this colour */
  readonly blue?: LiveColour;
  /** @default - there is no Deployment of this colour */
  readonly green?: LiveColour;
  /** @default - there are none */
  readonly workers?: readonly LiveWorker[];
  /**
   * What differs, that of the traffic first; empty where the cluster has all that git says. Looks at the selector of
   * the active Service and at release, image, size and rollout of the Deployments, not at every field: that is what
   * `kubectl diff` and the engines are for.
   */
  readonly differences: readonly Drift[];
}

/**
 * Compares what git says of applications of one environment with what its cluster has.
 * @param objects the Deployments, CronJobs, Services and autoscalers of at least these applications
 */
export function liveStates(states: readonly DesiredState[], objects: readonly ClusterObject[]): readonly LiveState[] {
  const byKindAndName = new Map(objects.map(object => [`${object.kind}/${object.metadata.name}`, object]));
  const find: Find = (kind, name) => byKindAndName.get(`${kind}/${name}`);
  return states.map(git =>
    liveState(git, activeServicesOf(git.application, objects), liveWorkers(git, objects, find), find),
  );
}

type Find = (kind: string, name: string) => ClusterObject | undefined;

function liveState(
  git: DesiredState,
  services: readonly ClusterObject[],
  workers: readonly LiveWorker[],
  find: Find,
): LiveState {
  const { environment, application } = git;
  // All of them say of themselves that users come through them.
  const [service, ...others] = services.filter(({ metadata }) => !git.services?.includes(metadata.name));
  const colours = {
    blue: liveColourOf(application, Colour.BLUE, find),
    green: liveColourOf(application, Colour.GREEN, find),
  };
  const isThere = service ?? colours.blue ?? colours.green;
  return {
    environment,
    application,
    serves: servedBy(application, service),
    ...colours,
    ...(workers.length && { workers }),
    differences: isThere
      ? [
          ...trafficDifferences(git, service, colours),
          ...furtherDifferences(git, others, name => find('Service', name)),
          ...COLOURS.flatMap(colour => colourDifferences(git, colour, colours[colour])),
          ...workerDifferences(git, workers),
        ]
      : [{ about: 'application', kind: 'missing', text: `nothing there yet ${notYet(git)}` }],
  };
}

function liveColourOf(application: string, colour: Colour, find: Find): LiveColour | undefined {
  const name = `${application}-${colour}`;
  const deployment = find('Deployment', name);
  return deployment && liveColour(application, deployment, find('HorizontalPodAutoscaler', name));
}

/** What the cluster says of an application, in short lines: what differs from git, or that nothing does. */
export function liveText(live: LiveState): readonly string[] {
  if (live.differences.length) return live.differences.map(({ text }) => text);
  const { serves } = live;
  const pods = COLOURS.filter(colour => serves === colour || serves === 'both').map(colour => live[colour]!.pods);
  return [
    `as git says: ${serves === 'both' ? 'both serve' : `${serves} serves`}, ${pods.map(readyPods).join(' and ')}${workersText(live.workers ?? [])}`,
  ];
}
