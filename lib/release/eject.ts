import { COLOUR_VARIABLE } from '../construct/names';
import { TrafficMode } from '../construct/props/traffic';
import { isShared } from '../construct/resolve/traffic';
import { type ApplicationState, idleOf, named, releaseOf, same } from './application-state';
import { nothing, type Outcome, refused } from './outcome';
import { refusedInTakeover, type StillIn } from './takeover';

/** The first step away: plain pods come to stand beside the colours, with what the active one runs. */
export function eject(current: ApplicationState, folder: string): Outcome {
  const { application, environment, spec, state, committed } = current;
  if (!state) return nothing('it has no release there');
  const here = `${application} --env ${environment}`;
  const inTakeover = refusedInTakeover(current);
  if (inTakeover) return inTakeover;
  const { active } = state;
  if (state.eject) return nothing(`it is leaving already, for ${state.eject.folder}: ${next(current)}`);
  if (isShared(state)) {
    return refused(
      'users are on both colours: it is in the middle of a promotion',
      `finish it (bluegreen promote ${here}) or give it up (bluegreen rollback ${here}), and commit`,
    );
  }
  const release = releaseOf(current, active);
  if (!release) return refused(`${active} runs nothing`, `give it an image in ${current.files.release}`);
  if (!same(committed, state)) {
    return refused(
      `${current.files.release} is not committed as it is, so no cluster can have it`,
      'commit it, and wait until users are where it says (bluegreen status --live)',
    );
  }
  const [why, wayOut] = MODES[spec.traffic ?? TrafficMode.SELECTOR] ?? [];
  if (why !== undefined) return refused(why, wayOut!);
  const own = release.colourObjects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`);
  if (own.length) {
    return refused(
      `${active} brings objects of a colour along (${own.join(', ')}), and plain pods have none`,
      `say in ${current.files.spec.replace(/\.yaml$/, '')}/objects what you want to keep, without ${COLOUR_VARIABLE}; deploy and promote that, and eject then`,
    );
  }
  if (state[active]?.raised !== undefined) {
    return refused(
      `${named(active, release)} has more pods than its spec says, since a promotion at a peak`,
      `bluegreen retire ${here} ends that; the plain pods would start with too many for ever`,
    );
  }
  const idle = releaseOf(current, idleOf(state));
  return {
    kind: 'change',
    edits: [{ kind: 'set', path: ['eject'], value: { step: 'beside', folder } }],
    effect: `plain pods of ${release.version ?? release.image} come to stand beside the colours, in ${folder}; users stay on ${named(active, release)}`,
    notes: idle && !idle.retired ? [`${named(idleOf(state), idle)} does not come along`] : [],
    next: ['eject'],
  };
}

// Why an application can't leave by the selector of one Service.
const MODES: { readonly [mode: string]: readonly [why: string, wayOut: string] } = {
  [TrafficMode.ROUTE]: [
    'users come through an HTTPRoute that leads past the Service, to each colour by name',
    'lead them through the Service with a route of your own, and say "traffic: selector" in the spec: docs/eject.md',
  ],
  [TrafficMode.OVERLAP]: [
    'its load balancer has to learn of new pods while old ones serve (traffic: overlap), and no selector means plain pods and one colour alone',
    'say "traffic: selector" in the spec, which moves nobody; it may refuse some requests when users move to the plain pods',
  ],
};

/** The second step: users move to the plain pods, once the gate has proved them. */
export function moveToPlain(current: ApplicationState, holds: StillIn): Outcome {
  const { application, state, committed } = current;
  if (!state?.eject) return nothing('it is not leaving');
  const { step, folder } = state.eject;
  const release = releaseOf(current, state.active);
  if (step === 'moved' || !release) return nothing('users have moved already');
  if (!same(committed, state)) return refused(...uncommitted(current));
  if (!holds(`Deployment/${application}`)) {
    return refused(`nothing in ${folder} is the Deployment ${application}`, 'put it back: git log says what it was');
  }
  return {
    kind: 'change',
    edits: [
      { kind: 'set', path: ['eject', 'step'], value: 'moved' },
      // A gate that is skipped, or was, proves nothing of pods that nobody has asked yet.
      { kind: 'set', path: ['gate'], value: { attempt: (state.gate?.attempt ?? 1) + 1 } },
    ],
    effect: `users move from ${named(state.active, release)} to the plain pods of ${folder}`,
    notes: [`the gate proves them before; ${state.active} stays up, for a way back`],
    next: ['eject'],
  };
}

/** The last step: what users come through goes to the plain files, and nothing of the application is left here. */
export function leave(current: ApplicationState, holds: StillIn): Outcome {
  const { application, environment, state, committed } = current;
  if (!state?.eject) return nothing('it is not leaving');
  const { step, folder } = state.eject;
  if (step === 'beside') return refused('users have not moved yet', next(current));
  if (!same(committed, state)) return refused(...uncommitted(current));
  if (!holds(`Deployment/${application}`)) {
    return refused(
      `nothing in ${folder} is the Deployment ${application}, and users are on its pods`,
      'put it back: git log says what it was',
    );
  }
  return {
    kind: 'change',
    // Its release file goes as a whole.
    edits: [],
    effect: `it has left: ${folder} is all that is applied from now on, and users stay on its pods`,
    notes: [`takeover/${environment}/${application}.md says what to delete in the cluster`],
    next: [],
  };
}

function next({ application, environment }: ApplicationState): string {
  return `bluegreen eject --next --app ${application} --env ${environment}`;
}

function uncommitted({ files }: ApplicationState): [why: string, wayOut: string] {
  return [
    `${files.release} is not committed as it is, so no cluster can have it`,
    'commit it, wait until it is applied, and take the next step then',
  ];
}

/** Other verbs leave an application alone that is leaving: what they change would not reach its plain pods. */
export function refusedWhenLeaving(current: ApplicationState): Outcome | undefined {
  const { state } = current;
  if (!state?.eject) return undefined;
  const way = state.eject.step === 'beside' ? '; or take "eject:" and that folder away' : '';
  return refused(`it is leaving for ${state.eject.folder}`, `go on: ${next(current)}${way}`);
}
