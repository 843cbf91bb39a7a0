import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { Application } from '../model';
import { ANALYSIS_CONTAINER, objectLabels, WATCH_LABEL, WEIGHT_ANNOTATION } from '../names';
import { otherColour } from '../props/colour';
import { metricsOfWatch } from '../resolve/analysis';
import type { Rendered } from './colour-deployment';
import { type HashedJob, hashedJob } from './hashed-job';
import { jobBudget } from './job-budget';
import { deadlineFor, JUDGES_POD, judging, timeFor, triesOf } from './judging';
import { LateObject } from './late-object';
import { podsOverlaid } from './pod-template';
import { sidecars } from './sidecars';

/** What looks at a release once users are on it: it comes with the Services, and nothing waits for it. */
export class Watch extends Construct {
  /** The Job; undefined where none is to run. */
  public readonly job?: ApiObject;

  /** @param rendered the releases as they are rendered in the end */
  public constructor(scope: Construct, application: Application, rendered: Rendered) {
    super(scope, 'watch');
    const { name, namespace, labels, active } = application;
    const made = watchJob(application);
    const isAllowed = made !== undefined && made.hash === application.watch?.allowed;
    // It also keeps this unit from ever being empty.
    new LateObject(this, 'record', () => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${name}-watch`, namespace, labels: objectLabels(name, labels) },
      data: { active, release: rendered(active).id, watch: isAllowed ? made.job.metadata!.name! : 'none' },
    }));
    if (!isAllowed) return;
    this.job = new LateObject(this, 'job', () => made.job);
    jobBudget(this, 'budget', () => made.job, true);
  }
}

/**
 * The Job that looks at the release that users are on, or that a share of the requests goes to, be it allowed to run or not.
 * @returns undefined where there is nothing to measure, or one Service leads to both colours
 */
export function watchJob(application: Application): HashedJob | undefined {
  const { name, namespace, labels, active, watch, traffic, gate } = application;
  const { weight, route } = traffic;
  const colour = weight > 0 ? otherColour(active) : active;
  const { everySeconds, metrics: all } = application[colour].analysis;
  const metrics = metricsOfWatch(all, weight, route);
  if (!watch || !metrics.length || traffic.serving.length > 1) return undefined;
  const time = timeFor(watch.seconds);
  const mesh = sidecars(gate.mesh);
  const { container, volumes } = judging(application, colour, { everySeconds, metrics }, time);
  const template = {
    metadata: {
      labels: { [WATCH_LABEL]: name, ...mesh.labels },
      annotations: { ...mesh.annotations, ...(weight > 0 && { [WEIGHT_ANNOTATION]: String(weight) }) },
    },
    spec: {
      ...JUDGES_POD,
      // An engine that takes a running watch away may hold the next switch until its pods are gone.
      terminationGracePeriodSeconds: 1,
      containers: [container],
      ...(volumes.length && { volumes }),
    },
  };
  return hashedJob(`${name}-watch`, { namespace, labels: objectLabels(name, labels) }, () => ({
    ...triesOf(true),
    activeDeadlineSeconds: deadlineFor(time) + START_SECONDS,
    template: podsOverlaid(application[colour], template, overlayOf(gate.podTemplate)),
  }));
}

// Until its pod runs, on a full cluster too.
const START_SECONDS = 600;

// Of what is laid over the gate's pods, all but what concerns containers that are none of the watch's.
function overlayOf(podTemplate: { readonly [key: string]: any }): { readonly [key: string]: any } {
  const { spec, ...rest } = podTemplate;
  if (!spec) return podTemplate;
  const { containers = [], initContainers = [], ...others } = spec;
  const own = [...containers, ...initContainers].filter(({ name }: { name: string }) => name === ANALYSIS_CONTAINER);
  return { ...rest, spec: { ...others, ...(own.length && { containers: own }) } };
}
