import { counted } from '../construct/props/counted';
import { hasMigrations } from '../construct/resolve/migrate';
import { podsOf } from '../construct/resolve/size';
import { isShared } from '../construct/resolve/traffic';
import { type ApplicationState, idleOf, named, releaseOf, same, trafficIsUncommitted } from './application-state';
import { refusedWhileShared } from './guards';
import { nothing, type Outcome, refused } from './outcome';

/** Runs the last migration of the release that users are on, which ends all that came before it. */
export function contract(current: ApplicationState): Outcome {
  const { application, environment, spec, state, committed } = current;
  const here = `${application} --env ${environment}`;
  if (!state) return refused('it has no release there', `bluegreen deploy ${here} --image <image with tag>`);
  const release = releaseOf(current, state.active)!;
  const active = named(state.active, release);
  if (release.contracted) return nothing(`the contract migration of ${active} is there already`);
  if (!release.migrate.contract) {
    return refused(
      `${active} has no contract migration`,
      `give ${current.files.spec} a "migrate.contract" before the next deploy`,
    );
  }
  if (!hasMigrations(spec)) {
    return refused(
      `${current.files.spec} says nothing of migrations any more, so nothing would run it`,
      'give it back its "migrate", and commit what "bluegreen synth" makes of it',
    );
  }
  const idle = idleOf(state);
  const other = releaseOf(current, idle);
  if (trafficIsUncommitted(current)) {
    return refused(
      `the promotion to ${state.active} is not committed yet, so ${idle} may still serve users`,
      `commit the promotion first, then retire ${idle}, and contract in a later commit`,
    );
  }
  if (isShared(state)) return refusedWhileShared(application, named(idle, other));
  if (other && !other.retired) {
    return refused(
      `users may still go back to ${named(idle, other)}, which may need what the migration takes away`,
      `bluegreen retire ${here}, commit, and contract in a later commit`,
    );
  }
  if (!same(committed?.[idle], state[idle])) {
    return refused(
      `that ${named(idle, other)} is retired is not committed yet, so its pods may still serve`,
      'commit it, wait until an engine has applied it, and contract in a later commit',
    );
  }
  return {
    kind: 'change',
    edits: [{ kind: 'set', path: [state.active, 'contracted'], value: true }],
    effect: `the contract migration of ${active} runs; users stay on it`,
    notes: other
      ? [
          `there is no way back to ${named(idle, other)} from then on`,
          ...(podsOf(other)
            ? [`${counted(podsOf(other), 'pod')} of it still run: they must live without what goes`]
            : []),
        ]
      : [],
    next: [],
  };
}
