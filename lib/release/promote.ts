import type { Colour } from '../construct/props/colour';
import { counted } from '../construct/props/counted';
import { TrafficMode } from '../construct/props/traffic';
import { metricsOfWatch } from '../construct/resolve/analysis';
import type { Release } from '../construct/resolve/release';
import { podsOf } from '../construct/resolve/size';
import type { RollbackTarget } from '../history/rollback-target';
import type { ReleaseFile } from '../project/files/files';
import {
  type ApplicationState,
  followers,
  idleOf,
  named,
  releaseOf,
  same,
  staying,
  trafficIsUncommitted,
} from './application-state';
import { refuseUntilLeft } from './guards';
import { nothing, type Outcome, refused } from './outcome';
import { portNotes } from './ports';
import { gateEdits, notAlone, trafficEdits, ungated, unwatched } from './traffic-edits';

/** How to promote. */
export interface Promotion {
  /**
   * The colour that is to be active.
   * @default - the idle one
   */
  readonly colour?: Colour;
  /**
   * Percent of the requests to move, with `traffic: route`.
   * @default - all
   */
  readonly weight?: number;
  /**
   * How many pods the active colour has in the cluster now.
   * @default - nobody asked
   */
  readonly livePods?: number;
  /**
   * What the idle colour ran when users were last on it, as git tells.
   * @default - somebody has seen that users are where git says
   */
  readonly left?: RollbackTarget;
  /**
   * Why traffic is to move without any proof.
   * @default - the gate stands
   */
  readonly skipGate?: string;
}

/** Makes the idle colour active, in as many steps as the application's way of moving traffic asks for. */
export function promote(current: ApplicationState, asked: Promotion = {}): Outcome {
  const { application, environment, spec, state, committed } = current;
  const { colour, weight, livePods, left, skipGate } = asked;
  const here = `${application} --env ${environment}`;
  if (!state) return refused('it has no release there', `bluegreen deploy ${here} --image <image with tag>`);
  const active = releaseOf(current, state.active);
  if (colour === state.active) return stay(current, state, skipGate);
  const idle = idleOf(state);
  const entry = state[idle];
  const { preview, ...whole } = entry ?? {};
  const release = entry && releaseOf({ ...current, state: { ...state, [idle]: whole } }, idle);
  if (!release) {
    return refused(
      `nobody has deployed to ${idle}: it runs nothing of its own`,
      `bluegreen deploy ${here} --image <image with tag>`,
    );
  }
  if (trafficIsUncommitted(current)) {
    return refused(
      committed?.active === state.active
        ? `the first step of the promotion to ${idle} is not committed yet`
        : `the promotion to ${state.active} is not committed yet, and this would take it back`,
      `commit it first, or take it back with: git restore ${current.files.release} ${current.files.dist} && git clean -fd ${current.files.dist}`,
    );
  }
  if (release.retired) {
    return refused(
      `${named(idle, release)} is retired: it has ${counted(podsOf(release), 'pod')}`,
      `raise it, and commit: bluegreen deploy ${here} --image ${release.image}`,
    );
  }
  if (active && podsOf(release) < podsOf(active)) {
    return refused(
      `${named(idle, release)} has ${counted(podsOf(release), 'pod')}, fewer than the ${podsOf(active)} of ${named(state.active, active)}`,
      `raise it, and commit: bluegreen deploy ${here} --image ${release.image} --replicas ${podsOf(active)}`,
    );
  }
  const isOurs = release.autoscaling && !release.autoscaling.external;
  if (livePods !== undefined && podsOf(release) < livePods && !(preview && isOurs)) {
    const { external } = release.autoscaling ?? {};
    const words = isOurs ? '--live' : `--replicas ${livePods}`;
    const who = external ? 'have whoever scales it keep as many' : 'raise it';
    return refused(
      `${named(state.active, active)} has ${counted(livePods, 'pod')} now, and users would move to the ${podsOf(release)} of ${named(idle, release)}`,
      `${who}, and commit: bluegreen deploy ${here} --image ${release.image} ${words}`,
    );
  }
  if (!same(committed?.[idle], state[idle])) {
    return refused(
      `what ${named(idle, release)} is to run is not committed yet, so nobody can have tested it`,
      'commit the deploy first, wait until an engine has applied it, and promote in a later commit',
    );
  }
  if (weight !== undefined && spec.traffic !== TrafficMode.ROUTE) {
    return refused(
      `it moves traffic by ${spec.traffic ?? TrafficMode.SELECTOR}, which knows no shares`,
      `say "traffic: route" in ${current.files.spec}, or promote without --weight`,
    );
  }

  const shares = weight !== undefined || (spec.traffic === TrafficMode.OVERLAP && !state.overlap);
  // Whoever skips the gate has said why.
  if (shares && left && skipGate === undefined) {
    const words = `bluegreen promote ${here}${weight === undefined ? '' : ` --weight ${weight}`}`;
    const refusal = refuseUntilLeft({ ...current, state }, left, words);
    if (refusal) return refusal;
  }
  if (preview) return raise({ ...current, state }, release, livePods);
  const warnings = [...(livePods === undefined ? atPeak(state, active) : []), ...ungated(skipGate)];
  const from = named(state.active, active);
  const to = named(idle, release);
  if (weight !== undefined) {
    if (weight === state.weight) return nothing(`${to} has ${weight} % of the requests already`);
    return {
      kind: 'change',
      edits: [
        { kind: 'set', path: ['weight'], value: weight },
        ...unwatched(state),
        ...notAlone(state),
        ...gateEdits(state, skipGate),
      ],
      watches: true,
      effect: `${weight} % of the requests go to ${to}, the others stay on ${from}`,
      notes: [...watchNotes(spec, release, weight), ...watchGoes(application, state), ...warnings],
      next: ['promote', 'rollback'],
    };
  }
  if (spec.traffic === TrafficMode.OVERLAP && !state.overlap) {
    return {
      kind: 'change',
      edits: [{ kind: 'set', path: ['overlap'], value: true }, ...notAlone(state), ...gateEdits(state, skipGate)],
      effect: `users reach both ${from} and ${to}`,
      notes: [`the first of two commits: promote again once ${idle} is on the load balancer`, ...warnings],
      next: ['promote', 'rollback'],
    };
  }
  return {
    kind: 'change',
    edits: trafficEdits(idle, { ...current, state }, skipGate),
    watches: true,
    effect: `${followers(current)} move from ${from} to ${to}`,
    notes: [
      `${state.active} stays up for a rollback until it is retired`,
      ...watchNotes(spec, release),
      ...watchGoes(application, state),
      ...portNotes(active, release),
      ...warnings,
    ],
    next: ['rollback', 'retire'],
  };
}

function watchNotes({ watch, route }: ApplicationState['spec'], { analysis }: Release, weight = 0): string[] {
  if (!watch) return [];
  const { metrics } = analysis;
  return metricsOfWatch(metrics, weight, route).length
    ? [`its figures are watched for ${counted(watch.minutes, 'minute')} once users are there`]
    : [
        `nothing watches it: the release was deployed without metrics${metrics.length ? ' but those that are compared with the other colour' : ''}`,
      ];
}

function watchGoes(application: string, { active, weight, watched }: ReleaseFile): string[] {
  if (watched === undefined) return [];
  const of = weight === undefined ? `the promotion to ${active}` : `the share of ${weight} %`;
  return [`the watch of ${of} goes with this, be it done or not: kubectl get job ${application}-watch-${watched}`];
}

// The first commit of a promotion: what was only looked at gets the pods that users need, and they stay where they are.
function raise(
  current: ApplicationState & { readonly state: ReleaseFile },
  full: Release,
  livePods: number | undefined,
): Outcome {
  const { state } = current;
  const idle = idleOf(state);
  const raised = livePods !== undefined && livePods > podsOf(full) ? livePods : undefined;
  const looked = podsOf(releaseOf(current, idle)!);
  return {
    kind: 'change',
    step: 'raise',
    edits: [
      { kind: 'remove', path: [idle, 'preview'] },
      ...(raised === undefined ? [] : [{ kind: 'set', path: [idle, 'raised'], value: raised } as const]),
    ],
    effect: `${named(idle, full)} grows from ${counted(looked, 'pod')} to ${raised ?? podsOf(full)}; ${staying(current)}`,
    notes: [`the first of two commits: promote again, and users move once all pods of ${idle} are there`],
    next: ['promote'],
  };
}

// Git knows the fewest pods of either colour, and not how many there are.
function atPeak({ active }: ReleaseFile, release: Release | undefined): string[] {
  if (!release?.autoscaling) return [];
  return [
    `${active} may have more than ${counted(podsOf(release), 'pod')} now, and all of its users would meet fewer: at a peak, promote with --live`,
  ];
}

// A promotion that its gate holds up may be let through.
function stay(current: ApplicationState, state: ReleaseFile, skipGate: string | undefined): Outcome {
  const active = named(state.active, releaseOf(current, state.active));
  if (skipGate === undefined || state.gate?.skipped !== undefined) return nothing(`${active} is active already`);
  return {
    kind: 'change',
    edits: gateEdits(state, skipGate),
    effect: `users move to ${active} without any proof, if they are not there yet`,
    notes: ungated(skipGate),
    next: ['rollback'],
  };
}
