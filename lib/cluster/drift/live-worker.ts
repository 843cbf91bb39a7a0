import { NAME_LABEL, RELEASE_LABEL, WORKER_LABEL, workerName } from '../../construct/names';
import type { ClusterObject } from './cluster-object';
import { type Found, missing, releaseDifferences, rolloutDifferences, sizeDifferences } from './colour-differences';
import type { DesiredState, DesiredWorker } from './desired-state';
import { type Drift, notYet } from './drift';
import { type LiveColour, liveColour, ownContainer, readyPods } from './live-colour';

/** What one worker runs in the cluster. */
export interface LiveWorker extends Pick<LiveColour, 'release' | 'image'> {
  /** What people call it, or the whole name of one that git does not know. */
  readonly name: string;
  /** @default - it is started now and then */
  readonly pods?: LiveColour['pods'];
  /** @default - it is started now and then */
  readonly rollout?: LiveColour['rollout'];
  /** Runs that are under way. @default - it runs all the time */
  readonly runs?: number;
  /** Whether somebody keeps a CronJob from starting any. @default - it runs all the time */
  readonly suspended?: boolean;
}

type Find = (kind: string, name: string) => ClusterObject | undefined;

/** The workers of an application, those first that git says. */
export function liveWorkers(
  { application, workers = [] }: DesiredState,
  objects: readonly ClusterObject[],
  find: Find,
): LiveWorker[] {
  const own = objects.filter(
    ({ kind, metadata: { labels = {} } }) =>
      (kind === 'Deployment' || kind === 'CronJob') &&
      labels[WORKER_LABEL] !== undefined &&
      labels[NAME_LABEL] === application,
  );
  const known = workers.flatMap(worker => {
    const kind = kindOf(worker);
    const object = own.find(one => one.kind === kind && one.metadata.name === workerName(application, worker.name));
    return object ? [{ name: worker.name, object }] : [];
  });
  const others = own
    .filter(object => !known.some(one => one.object === object))
    .map(object => ({ name: object.metadata.name, object }));
  return [...known, ...others].map(({ name, object }) =>
    object.kind === 'CronJob' ? liveRuns(application, name, object) : running(application, name, object, find),
  );
}

const kindOf = ({ schedule }: DesiredWorker) => (schedule === undefined ? 'Deployment' : 'CronJob');

function running(application: string, name: string, object: ClusterObject, find: Find): LiveWorker {
  return { name, ...liveColour(application, object, find('HorizontalPodAutoscaler', object.metadata.name)) };
}

function liveRuns(application: string, name: string, { spec, status }: ClusterObject): LiveWorker {
  const { template } = spec!['jobTemplate'].spec;
  return {
    name,
    release: template.metadata?.labels?.[RELEASE_LABEL],
    image: ownContainer(application, template).image,
    runs: status?.['active']?.length ?? 0,
    suspended: spec!['suspend'] ?? false,
  };
}

/** How workers differ from what git says of them. */
export function workerDifferences(git: DesiredState, live: readonly LiveWorker[]): Drift[] {
  const { workers = [] } = git;
  const found = [
    ...workers.flatMap(said => {
      const what = `the worker ${said.name}`;
      const own = live.find(({ name }) => name === said.name);
      if (!own) return missing(git, what, said);
      return [...releaseDifferences(git, what, own, said), ...atWork(git, what, own, said)];
    }),
    ...live.flatMap(({ name, release }): Found[] => {
      if (workers.some(said => said.name === name)) return [];
      const text = `the worker ${name} is there, of release ${release}, git says none ${notYet(git)}`;
      return [{ kind: 'behind', text }];
    }),
  ];
  return found.map(difference => ({ about: 'worker', ...difference }));
}

function atWork(
  git: DesiredState,
  what: string,
  { pods, rollout, suspended, ...rest }: LiveWorker,
  said: DesiredWorker,
) {
  if (pods && rollout) {
    const live = { ...rest, pods, rollout };
    const size = said.pods === undefined ? undefined : { pods: said.pods };
    return [...sizeDifferences(git, what, live, size), ...rolloutDifferences(what, live)];
  }
  const text = `${what} is suspended: changed by hand?`;
  return suspended ? [{ kind: 'by hand' as const, text }] : [];
}

/** `mailer 1 of 1 pod ready, report 2 runs`; nothing without workers. */
export function workersText(live: readonly LiveWorker[]): string {
  const each = live.map(({ name, pods, runs = 0 }) =>
    pods ? `${name} ${readyPods(pods)}` : `${name} ${runs} ${runs === 1 ? 'run' : 'runs'} under way`,
  );
  return each.length ? `; workers: ${each.join(', ')}` : '';
}
