import { WORKER_LABEL, workerName } from '../../names';
import { COLOURS } from '../../props/colour';
import type { ColourProps } from '../../props/release';
import type { WorkerProps } from '../../props/worker';
import { standsBy } from '../../resolve/ports';
import type { Release } from '../../resolve/release';
import { OF_RUNS, type Worker, workerKind } from '../../resolve/worker';
import { type Path, type Problem, shown } from '../problem';
import {
  autoscalingIsMeasurable,
  autoscalingIsOfOneKind,
  metricsAreWhole,
  triggersAreTakenByKeda,
} from './autoscaling';
import { fieldsAreKubernetes } from './kubernetes-fields';
import { podTemplateKeepsTheColour, podTemplateKeepsTheContainer } from './pod-template';
import { asksByNumber, probesAskOneWay } from './probes';
import {
  otherContainersAreWhole,
  podsKeepNoState,
  podTemplateFieldsExist,
  podTemplateTakesNothingAway,
} from './refused-when-new';
import { requestsFitIntoLimits } from './resources';
import type { ReleaseRule } from './rule';
import { oneSize } from './size';

// What holds for the pods of a colour holds for those of a worker.
const AS_OF_A_COLOUR: readonly ReleaseRule[] = [
  probesAskOneWay,
  oneSize,
  autoscalingIsOfOneKind,
  autoscalingIsMeasurable,
  metricsAreWhole,
  triggersAreTakenByKeda,
  requestsFitIntoLimits,
  fieldsAreKubernetes,
  podsKeepNoState,
  otherContainersAreWhole,
  podTemplateKeepsTheColour,
  podTemplateKeepsTheContainer,
  podTemplateFieldsExist,
  podTemplateTakesNothingAway,
];

/** A worker says what it runs, and its pods are as well made as those of a colour. */
export const workersAreWhole: ReleaseRule = (props, release, application) =>
  release.workers.flatMap(worker => {
    const said = props.workers![worker.name]!;
    const path = ['workers', worker.name];
    const asColour = colourOf(said, props);
    const resolved: Release = { ...release, ...worker, ports: [], config: {}, volumes: {} };
    const inherited = AS_OF_A_COLOUR.flatMap(rule => rule(asColour, resolved, application))
      // What is said of the release is said there.
      .filter(problem => Object.hasOwn(said, String(problem.path[0])))
      .map(problem => ({ ...problem, path: [...path, ...problem.path] }));
    const own = [
      ...namesItself(worker, application.name),
      ...(standsBy(props) ? [] : runsSomething(said)),
      ...asksByNumber('liveness', said.liveness, "a worker has none of the application's ports"),
      ...leavesAlone(said, worker),
      ...isStartedOrRuns(said),
    ];
    return [...inherited, ...own.map(problem => ({ ...problem, path: [...path, ...problem.path] }))];
  });

// The keys of a worker, under the names that they have at a colour. Without its release: no worker is older than these
// rules. It has no handler that drains.
function colourOf(said: WorkerProps, { format, allowLatest, resources, volumes }: ColourProps): ColourProps {
  const { overlap, drainSeconds, ...keys } = said;
  return { resources, ...keys, volumes, format, allowLatest, drainSeconds: 0 };
}

// Of a Deployment and of its pods' label. A CronJob's Jobs get eleven characters more.
const LONGEST = { Deployment: 63, CronJob: 52 };

function namesItself(worker: Worker, application: string): Problem[] {
  const { name } = worker;
  if (COLOURS.some(colour => colour === name)) {
    return [
      { path: [], message: `expected another name: ${workerName(application, name)} is the Deployment of a colour` },
    ];
  }
  const whole = workerName(application, name);
  const kind = workerKind(worker);
  if (whole.length <= LONGEST[kind]) return [];
  return [
    {
      path: [],
      message: `expected at most ${LONGEST[kind]} characters in the name of its ${kind}, got ${whole.length}: ${whole}`,
    },
  ];
}

function runsSomething({ command, args }: WorkerProps): Problem[] {
  if (command?.length || args?.length) return [];
  return [
    {
      path: [],
      message: 'expected what it runs, "command" or "args", got neither: it would be the application once more',
      fix: 'command: [/usr/bin/app, work]',
    },
  ];
}

function leavesAlone({ podTemplate = {} }: WorkerProps, { drainSeconds, schedule }: Worker): Problem[] {
  const spec = podTemplate['spec'] ?? {};
  const problems: Problem[] = [];
  const add = (path: Path, message: string, fix?: string) =>
    problems.push({ path: ['podTemplate', ...path], message, ...(fix && { fix }) });
  if (podTemplate['metadata']?.labels?.[WORKER_LABEL] !== undefined) {
    add(
      ['metadata', 'labels', WORKER_LABEL],
      'expected this label to be left alone: its Deployment finds the pods by it',
    );
  }
  if (spec.terminationGracePeriodSeconds !== undefined) {
    add(
      ['spec', 'terminationGracePeriodSeconds'],
      `expected it to be left alone, got ${shown(spec.terminationGracePeriodSeconds)}: "drainSeconds" (${drainSeconds}) is that`,
      'say it in "drainSeconds"',
    );
  }
  const { restartPolicy } = spec;
  if (restartPolicy === undefined) return problems;
  if (!schedule && restartPolicy !== 'Always') {
    add(
      ['spec', 'restartPolicy'],
      `expected "Always", got ${shown(restartPolicy)}: Kubernetes takes no other for a Deployment`,
    );
  }
  if (schedule && restartPolicy !== 'Never' && restartPolicy !== 'OnFailure') {
    add(
      ['spec', 'restartPolicy'],
      `expected "Never" or "OnFailure", got ${shown(restartPolicy)}: Kubernetes takes no other for a Job`,
    );
  }
  return problems;
}

// It has no size where it is started, and no runs where it goes on.
function isStartedOrRuns(said: WorkerProps): Problem[] {
  const keys = said.schedule === undefined ? OF_RUNS : (['replicas', 'autoscaling'] as const);
  return keys
    .filter(key => said[key] !== undefined)
    .map(key => ({
      path: [key],
      message:
        said.schedule === undefined
          ? 'expected it together with "schedule": without, the worker runs all the time'
          : 'expected it without "schedule": each run has one pod',
    }));
}
