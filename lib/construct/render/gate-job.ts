import { type Expectation, gateContainer, smokeVariables } from '../gate/gate-container';
import type { AnalysisTime } from '../measure/analysis-container';
import type { Application } from '../model';
import { GATE_CONTAINERS, GATE_LABEL, objectLabels } from '../names';
import type { SmokeContainer } from '../props/smoke';
import { type Analysis, tellsColours } from '../resolve/analysis';
import type { Gate } from '../resolve/gate';
import { podsOf } from '../resolve/size';
import { CONFINED } from './confined';
import { type HashedJob, hashedJob } from './hashed-job';
import { deadlineFor, JUDGES_CONTAINER, JUDGES_POD, judging, TAKES_ITS_TIME, timeFor, triesOf } from './judging';
import { environment, podsOverlaid } from './pod-template';
import { sidecars } from './sidecars';

type Fields = Record<string, unknown>;

/** The Job that proves a release, and the hash in its name and in those of its Services. */
export function gateJob(application: Application): HashedJob {
  const { name, namespace, labels } = application;
  const metadata = { namespace, labels: objectLabels(name, labels) };
  return hashedJob(`${name}-verify`, metadata, hash => jobSpec(application, hash));
}

function jobSpec(application: Application, hash: string): Fields {
  const { name, gate } = application;
  const analysis = analysisBefore(application);
  const { labels, annotations } = sidecars(gate.mesh);
  const template = {
    metadata: {
      labels: { [GATE_LABEL]: name, ...labels },
      annotations: { 'blue-green/attempt': String(gate.attempt), ...annotations },
    },
    spec: {
      ...JUDGES_POD,
      ...podOf(application, hash, analysis),
    },
  };
  return {
    ...triesOf(analysis !== undefined),
    activeDeadlineSeconds: gate.deadlineSeconds + (analysis ? deadlineFor(analysis.time) : 0),
    template: podsOverlaid(application[gate.target], template, overlayOf(gate, template)),
  };
}

// What is measured before traffic moves; undefined where nothing is.
function analysisBefore({ gate, ...colours }: Application): Judged | undefined {
  const { everySeconds, metrics } = colours[gate.target].analysis;
  // Others would tell of the colour that users are on.
  const ofColour = metrics.filter(({ asked }) => tellsColours('preset' in asked ? asked : {}));
  if (gate.analysisSeconds === undefined || !ofColour.length) return undefined;
  return { analysis: { everySeconds, metrics: ofColour }, time: timeFor(gate.analysisSeconds) };
}

interface Judged {
  readonly analysis: Analysis;
  readonly time: AnalysisTime;
}

// One after the other, the last one as the container of the pod: requests are sent by what waits for the pods, tests of the
// user's own start once it has ended well, and what is measured is a release that answers.
function podOf(application: Application, hash: string, judged: Judged | undefined): Fields {
  const { name, gate } = application;
  const release = application[gate.target];
  const { id, ports, smoke } = release;
  const expected = {
    releaseService: `${name}-release-${hash}`,
    colourService: `${name}-colour-${hash}`,
    pods: podsOf(release),
    release: id,
    colour: gate.target,
    ports,
  };
  const own = 'image' in smoke ? [ownTests(smoke, expected)] : [];
  const verify = {
    name: 'verify',
    ...gateContainer(expected, 'image' in smoke ? [] : smoke, gate.image),
    ...JUDGES_CONTAINER,
    ...(!own.length && !judged && { readinessProbe: TAKES_ITS_TIME }),
  };
  const judge = judged && judging(application, gate.target, judged.analysis, judged.time);
  const steps = [verify, ...own, ...(judge ? [judge.container] : [])];
  const volumes = [...(own.length ? [{ name: 'tmp', emptyDir: {} }] : []), ...(judge?.volumes ?? [])];
  return {
    ...(steps.length > 1 && { initContainers: steps.slice(0, -1) }),
    containers: steps.slice(-1),
    ...(volumes.length && { volumes }),
  };
}

// Which list one of our containers stands in hangs on what the release is measured by: what is laid over it goes there.
function overlayOf({ analysisSeconds, podTemplate }: Gate, { spec }: { readonly spec: Fields }): Fields {
  const { spec: over, ...rest } = podTemplate as { readonly spec?: { readonly [list: string]: any } };
  if (analysisSeconds === undefined || !over) return podTemplate;
  const { containers = [], initContainers = [], ...others } = over;
  const isOurs = ({ name }: Fields) => GATE_CONTAINERS.includes(String(name));
  const said: Fields[] = [...containers, ...initContainers].filter(isOurs);
  const placed = (list: string, theirs: Fields[]) => {
    const here = new Set(((spec[list] ?? []) as Fields[]).map(({ name }) => name));
    const all = [...theirs.filter(one => !isOurs(one)), ...said.filter(({ name }) => here.has(name))];
    return all.length ? { [list]: all } : {};
  };
  return {
    ...rest,
    spec: { ...others, ...placed('containers', containers), ...placed('initContainers', initContainers) },
  };
}

function ownTests({ image, command, args, env = {} }: SmokeContainer, expected: Expectation): Fields {
  return {
    name: 'smoke',
    image,
    ...(command && { command }),
    ...(args && { args }),
    env: environment({ ...smokeVariables(expected), ...env }),
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    securityContext: CONFINED,
  };
}
