import { type AnalysisTime, analysisContainer } from '../measure/analysis-container';
import type { Application } from '../model';
import { ANALYSIS_CONTAINER } from '../names';
import type { Colour } from '../props/colour';
import type { Analysis } from '../resolve/analysis';
import { CONFINED } from './confined';

type Fields = Record<string, unknown>;

/** Ready is what still runs after that many seconds: it waits. */
export const TAKES_ITS_TIME = { exec: { command: ['sh', '-c', ':'] }, initialDelaySeconds: 10 };

// A pod that is evicted, or lost with its node, has proved nothing, neither good nor bad: another one takes its place.
// https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions
const LOST = { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] };

/** What every pod that judges a release says of itself: it runs once, as nobody, with no right on the Kubernetes API. */
export const JUDGES_POD = {
  restartPolicy: 'Never',
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 65532,
    runAsGroup: 65532,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

/** And every container of ours in it. */
export const JUDGES_CONTAINER = {
  resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
  securityContext: CONFINED,
};

/** How often a Job may try: what was measured has been measured often enough, and a request has had its tries in the pod. */
export const triesOf = (judges: boolean): Fields => ({
  backoffLimit: judges ? 0 : 2,
  podFailurePolicy: { rules: [LOST] },
});

/** Where there is nothing to measure it may take as long again, and two minutes at least. */
export const timeFor = (seconds: number): AnalysisTime => ({ seconds, within: seconds + Math.max(seconds, 120) });

/** Seconds that a Job has to have for an analysis: the last answers may be late. */
export const deadlineFor = ({ within }: AnalysisTime): number => within + 60;

/** The container that measures a colour, and the volumes that it needs. */
export function judging(
  application: Application,
  colour: Colour,
  analysis: Analysis,
  time: AnalysisTime,
): { readonly container: Fields; readonly volumes: readonly object[] } {
  const { name, namespace = '', gate } = application;
  const measured = {
    application: name,
    namespace,
    colour,
    release: application[colour].id,
    rules: rulesOfUsers(application),
  };
  const { volumes, volumeMounts, ...container } = analysisContainer(analysis, measured, time, gate.image);
  return {
    container: {
      name: ANALYSIS_CONTAINER,
      ...container,
      ...JUDGES_CONTAINER,
      // What a failed one said last is in the pod's status: nobody needs a right to read logs for it.
      terminationMessagePolicy: 'FallbackToLogsOnError',
      readinessProbe: TAKES_ITS_TIME,
      ...(volumeMounts.length && { volumeMounts }),
    },
    volumes,
  };
}

// Of each path the rules that lead by weights, behind one that leads by the header: that for what is copied, and that for all.
function rulesOfUsers({ traffic: { route } }: Application): number[] {
  const [ahead, own] = [route?.previewHeader ? 1 : 0, route?.mirror ? 2 : 1];
  return [undefined, ...(route?.rules ?? [])].flatMap((_, index) =>
    Array.from({ length: own }, (_, nth) => index * (ahead + own) + ahead + nth),
  );
}
