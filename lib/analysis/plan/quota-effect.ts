import { type Asked, askedByPod, askedText, times, together } from '../../construct/resolve/quota';
import { onceFor } from '../manifests/once-for';
import { reachOf } from '../topology/autoscaler';
import type { Model } from '../topology/model';
import { isBeside, isWorker } from '../topology/worker';
import type { Workload } from '../topology/workload';
import type { ApplicationView } from './application-view';
import type { Effect } from './story';

/** That both colours together, with the workers beside them, ask for more or less than before; nothing where their containers ask for nothing. */
export function quotaEffect(before: ApplicationView, after: ApplicationView): Effect[] {
  const [was, is] = [askedIn(before), askedIn(after)];
  const asks = [was, is].some(({ now: { cpu, memory } }) => cpu > 0 || memory > 0);
  const [said, then] = [text(is), text(was)];
  return asks && said !== then
    ? [{ kind: 'quota', text: `${whoAsks([before, after])} ask for ${said}; before: ${then}`, differences: [] }]
    : [];
}

interface Asking {
  readonly now: Asked;
  /** With autoscalers at their most; undefined where none adds pods. */
  readonly most?: Asked;
}

function askedIn(view: ApplicationView): Asking {
  const asking = [...view.application.colours, ...workersIn(view)];
  const all = (pods: (workload: Workload) => number) =>
    together(asking.map(workload => times(pods(workload), askedByPod(workload.template['spec']))));
  const now = all(one => (isStarted(one) ? 0 : Number(one.size) || 0));
  // Of what is started now and then, one run.
  const most = all(({ autoscaler, size }) => (size && autoscaler ? reachOf(autoscaler).most : Number(size) || 0));
  return most.pods > now.pods ? { now, most } : { now };
}

function workersIn({ application: { colours }, model }: ApplicationView): Workload[] {
  return workersOfAll(model).filter(one => colours.some(colour => isBeside(one, colour)));
}

const workersOfAll = onceFor(({ workloads }: Model) => workloads.filter(({ manifest }) => isWorker(manifest)));

const isStarted = ({ manifest }: Workload): boolean => manifest.identity.kind === 'CronJob';

const whoAsks = (views: readonly ApplicationView[]): string =>
  views.some(view => workersIn(view).length) ? 'both colours and the workers' : 'both colours';

function text({ now, most }: Asking): string {
  return `${askedText(now)}${most ? ` (at most ${askedText(most)})` : ''}`;
}
