import { COLOUR_LABEL, NAME_LABEL } from '../construct/names';
import type { ColourProps } from '../construct/props/release';
import { sharedProps } from '../construct/resolve/application';
import { frozen } from '../construct/resolve/freeze';
import { servicesOfUsers } from '../construct/resolve/further-services';
import { standsBy } from '../construct/resolve/ports';
import { serviceNames } from '../construct/resolve/service';
import { pathText } from '../construct/validate/problem';
import { problemsWhenNew } from '../construct/validate/rules/refused-when-new';
import { type ApplicationState, named, releaseOf, same } from './application-state';
import { nothing, type Outcome, refused } from './outcome';

/**
 * Which file of the project still holds an old object, such as `Service/web`; undefined where none does.
 * @param is what it has to be like. By default anything will do
 */
export type StillIn = (object: string, is?: (value: { readonly [key: string]: any }) => boolean) => string | undefined;

/** Whether Flagger still writes to what a Canary leads, or will once more when that goes. */
export function isAwake(canary: { readonly [key: string]: any }): boolean {
  return canary['spec']?.suspend !== true || canary['spec']?.revertOnDeletion === true;
}

/** Whether a Service leads to other pods than those of an application. */
export function leadsToOthers(application: string): (service: { readonly [key: string]: any }) => boolean {
  return service => {
    const { selector, type } = Object(service['spec']);
    return type !== 'ExternalName' && selector?.[NAME_LABEL] !== application;
  };
}

/** The next step of a takeover: users move to our pods, or the old ones are gone and nothing is left to be done. */
export function takeOver(current: ApplicationState, stillIn: StillIn): Outcome {
  const { application, spec, state, committed } = current;
  if (!state?.takeover) return nothing('nothing is being taken over');
  const { step, workload, files } = state.takeover;
  const colour = state.active;
  const release = releaseOf(current, colour);
  const entry = state[colour];
  const here = current.files.release;
  if (!release || !entry) return refused(`${colour} runs nothing`, `give it an image in ${here}`);
  if (!same(committed?.takeover, state.takeover) || !same(committed?.[colour], entry)) {
    return refused(
      `${here} is not committed yet, so no cluster can have it`,
      'commit it, wait until it is applied, and take the next step then',
    );
  }
  if (step === 'moved') {
    const [other] = (state.takeover.others ?? []).flatMap(name => {
      const file = stillIn(`Service/${name}`, leadsToOthers(application));
      return file === undefined ? [] : [{ name, file }];
    });
    if (other) {
      return refused(
        `${other.file} still leads the Service ${other.name} to the pods of ${workload}: without them every request to it is refused`,
        `lead its callers to ${serviceNames(application, spec.service).active} and take it out there, or give it the selector ${NAME_LABEL}: ${application} with ${COLOUR_LABEL}: ${colour}, which no promotion moves for you; and commit`,
      );
    }
    const left = stillIn(workload);
    if (left) {
      return refused(
        `${left} still has the ${workload}`,
        'take it out there, with its autoscaler and its budget, and commit',
      );
    }
    return {
      kind: 'change',
      edits: [{ kind: 'remove', path: ['takeover'] }],
      effect: `the takeover from ${workload} is done; ${standsBy(spec) ? 'its workers start, of' : 'users stay on'} ${named(colour, release)}`,
      notes: [
        ...(files?.length ? [] : [`nobody here can see whether it is gone: kubectl get ${workload}`]),
        ...(release.workers.length
          ? [
              `its workers start now (${release.workers.map(worker => worker.name).join(', ')}): what did their work before has to be gone`,
            ]
          : []),
      ],
      next: ['deploy'],
    };
  }
  const service = serviceNames(application, spec.service).active;
  const shared = [
    ...servicesOfUsers(application, spec).map(name => `Service/${name}`),
    ...(state.takeover.objects ?? []),
  ];
  const left = shared.flatMap(object => {
    const file = stillIn(object);
    return file === undefined ? [] : [`${file} still has the ${object.replace('/', ' ')}`];
  });
  if (left.length) {
    return refused(
      `${left.join(', ')}: ${
        left.some(one => one.includes(' the Service '))
          ? 'whoever applies it would mix its selector into ours, and it would lead to no pods at all'
          : 'whoever applies it would take it from ours, or delete it'
      }`,
      'mark it as never to be pruned, take it out there, commit, and wait until that is applied',
    );
  }
  const awake = workload.startsWith('Canary/') ? stillIn(workload, isAwake) : undefined;
  if (awake) {
    return refused(
      `the ${workload} in ${awake} is not suspended, or has revertOnDeletion: Flagger would lead the Service ${service} back to pods of its own`,
      'write "suspend: true" there, take "revertOnDeletion" away, commit, and wait until that is applied',
    );
  }
  if (files?.length && !stillIn(workload)) {
    return refused(
      `${workload} stands in none of ${files.join(', ')} any more, and users are still on its pods`,
      'put it back there: it goes once users have moved',
    );
  }
  const { image, version, allowLatest } = entry as ColourProps & { image: string };
  const whole = frozen(application, sharedProps(spec), spec.service?.port, {
    image,
    ...(version !== undefined && { version }),
    ...(allowLatest !== undefined && { allowLatest }),
  });
  const [bad] = problemsWhenNew(whole, application);
  if (bad) return refused(`${pathText(bad.path)}: ${bad.message}`, bad.fix ?? `mend it in ${current.files.spec}`);
  return {
    kind: 'change',
    edits: [
      { kind: 'set', path: ['takeover', 'step'], value: 'moved' },
      { kind: 'set', path: [colour], value: whole },
      // What was proved when it came is proved once more, now that users are to go there.
      { kind: 'set', path: ['gate'], value: { ...state.gate, attempt: (state.gate?.attempt ?? 1) + 1 } },
    ],
    effect: standsBy(spec)
      ? `${named(colour, release)} is proved once more, and stands by; ${workload} stays at work until it is gone`
      : `users move from ${workload} to ${named(colour, release)}`,
    notes: standsBy(spec)
      ? [`its workers start with the next step, which waits until the ${workload} has left its old file`]
      : [
          `${workload} stays up, for a way back, until users have been served for a while`,
          workload.startsWith('Canary/')
            ? `the Service ${service} must have no ownerReferences any more: else it goes with the ${workload}`
            : `whatever applied the Service ${service} must have let go of it: else two selectors are mixed, and it leads nowhere`,
        ],
    next: ['adopt'],
  };
}

/** Other verbs wait for the end of a takeover: what they know of users is not so yet. */
export function refusedInTakeover({ application, environment, state, spec }: ApplicationState): Outcome | undefined {
  if (!state?.takeover) return undefined;
  const { step, workload } = state.takeover;
  return refused(
    step === 'beside'
      ? `${standsBy(spec) ? 'the work is still that of' : 'users are still on'} ${workload}`
      : `${workload} is not said to be gone yet`,
    `finish the takeover: bluegreen adopt --next --app ${application} --env ${environment}`,
  );
}
