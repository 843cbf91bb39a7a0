import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Application } from '../model';
import { EXISTING_ACCOUNT, FEWEST_PODS, objectLabels, WORKER_LABEL, workerName } from '../names';
import { keysByName } from '../resolve/by-name';
import type { Release } from '../resolve/release';
import type { Worker } from '../resolve/worker';
import { byKeda, coloured, TAKES_OVER } from './autoscaler';
import type { Rendered, RenderedRelease } from './colour-deployment';
import { LateObject } from './late-object';
import { configMapNames } from './release-config';
import { versionOf, workerPods } from './worker-pods';

/** An object, but for what all of a worker have in common. */
interface Made {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: unknown;
}

/**
 * The workers of the release that users are on. Each is one Deployment, or CronJob, without a colour, which a promotion
 * gives the pods of another release: so none of the idle colour is ever at work, and Kubernetes itself sees to what
 * `overlap` says. A run that a CronJob has started goes on with what it was started with.
 * @returns them by name
 */
export function workers(
  scope: Construct,
  application: Application,
  rendered: Rendered,
): { readonly [name: string]: ApiObject } {
  const release = application[application.active];
  return Object.fromEntries(
    release.workers.map(worker => {
      const make = (what: string, made: () => Made) =>
        new LateObject(scope, `${what}-${worker.name}`, () => ({
          metadata: metadataOf(worker, release, application, what),
          ...made(),
        }));
      const { autoscaling, schedule } = worker;
      const work = ofRelease(schedule ? cronJob : deployment, worker, application, rendered);
      if (!schedule) {
        if (autoscaling && !autoscaling.external) make('autoscaler', () => autoscaler(worker, application));
        make('budget', () => budget(worker, application));
      }
      return [worker.name, make('worker', work)];
    }),
  );
}

// Made anew where the release became another one: it is asked for often, and holds whole pods.
function ofRelease(make: typeof deployment, worker: Worker, application: Application, rendered: Rendered): () => Made {
  let last: { readonly of: RenderedRelease; readonly made: Made } | undefined;
  return () => {
    const of = rendered(application.active);
    if (last?.of !== of) last = { of, made: make(worker, application, of) };
    return last.made;
  };
}

function metadataOf({ name, autoscaling }: Worker, release: Release, application: Application, what: string) {
  const { name: account } = release.serviceAccount;
  const isOthers = !application.serviceAccounts.some(made => made.name === account);
  return {
    name: workerName(application.name, name),
    namespace: application.namespace,
    labels: {
      ...objectLabels(application.name, release.labels),
      ...versionOf(release),
      [WORKER_LABEL]: workerName(application.name, name),
    },
    annotations: {
      ...(what === 'worker' && isOthers && { [EXISTING_ACCOUNT]: account }),
      ...(what === 'worker' && autoscaling?.external && { [FEWEST_PODS]: String(autoscaling.min) }),
      ...(what === 'autoscaler' && autoscaling?.keda && TAKES_OVER),
    },
  };
}

// Immutable in a Deployment, so nothing else may ever join it.
const selectorOf = ({ name }: Worker, application: Application) => ({
  [WORKER_LABEL]: workerName(application.name, name),
});

function deployment(worker: Worker, application: Application, rendered: RenderedRelease): Made {
  const { overlap, replicas } = worker;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: keysByName({
      ...(replicas !== undefined && { replicas }),
      selector: { matchLabels: selectorOf(worker, application) },
      // A worker has no probe that says when it is ready: it is taken for good when it stays.
      minReadySeconds: 5,
      // From when it came forward last an engine may wait so long where something is dropped, and take no newer commit.
      progressDeadlineSeconds: 60,
      strategy: overlap
        ? { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } }
        : { type: 'Recreate' },
      template: podsOf(worker, application, rendered),
    }),
  };
}

// Its Jobs have one label only: by those of ours they would be taken for the Jobs of an old gate, and deleted at work.
// It never says `suspend`: where something is dropped, an engine may wait for it as long as it is so.
function cronJob(worker: Worker, application: Application, rendered: RenderedRelease): Made {
  const { deadlineSeconds, backoffLimit, ...when } = worker.schedule!;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    spec: keysByName({
      ...when,
      // Of another release too: all of them are its own.
      concurrencyPolicy: worker.overlap ? 'Allow' : 'Forbid',
      jobTemplate: {
        metadata: { labels: selectorOf(worker, application) },
        spec: {
          ...(deadlineSeconds !== undefined && { activeDeadlineSeconds: deadlineSeconds }),
          backoffLimit,
          template: podsOf(worker, application, rendered),
        },
      },
    }),
  };
}

function podsOf(worker: Worker, application: Application, rendered: RenderedRelease): unknown {
  const { name, active } = application;
  const release = application[active];
  return workerPods(name, { ...release, ...rendered }, worker, configMapNames(name, active, release));
}

function autoscaler(worker: Worker, application: Application): Made {
  const name = workerName(application.name, worker.name);
  const { min, max, cpu, memory, metrics, behavior, keda } = worker.autoscaling!;
  if (keda) {
    return {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      spec: keysByName(byKeda(name, name, worker.autoscaling!, application.active)),
    };
  }
  const metric = (name: string, averageUtilization: number | undefined) =>
    averageUtilization === undefined
      ? []
      : [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }];
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    spec: keysByName({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: min,
      maxReplicas: max,
      metrics: [...metric('cpu', cpu), ...metric('memory', memory), ...coloured(metrics ?? [], application.active)],
      ...(behavior && { behavior }),
    }),
  };
}

// A node drain takes one pod of it at a time.
function budget(worker: Worker, application: Application): Made {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    spec: { selector: { matchLabels: selectorOf(worker, application) }, maxUnavailable: 1 },
  };
}
