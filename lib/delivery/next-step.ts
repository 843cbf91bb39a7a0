import { counted } from '../construct/props/counted';
import { hasMigrations } from '../construct/resolve/migrate';
import { podsOf } from '../construct/resolve/size';
import { durationText, minute } from '../history/time-text';
import { named, releaseOf } from '../release/application-state';
import { contract } from '../release/contract';
import { promote } from '../release/promote';
import { retire } from '../release/retire';
import type { Decision } from './decision';
import { millisecondsOf } from './duration';
import { provedFirst } from './proved-first';
import { fresh, type Known } from './situation';
import { nextShare, stepsOf } from './steps';
import { closed, done, seenOtherwise, unproved, unready, unsettled, untilAt, type Waiting, waits } from './waiting';

/** The next step of an application in which nothing failed. */
export function nextStep(here: Known): Decision {
  const { current, state, standing, policy, idle } = here;
  const release = releaseOf(current, idle);
  const place = `${current.application} --env ${current.environment}`;
  if (state.weight !== undefined) return nextShare(here);
  if (state.overlap) return finish(here);
  if (!release) return { kind: 'rests', why: `nobody has deployed to ${idle}` };
  if (release.retired) return contraction(here);

  const { live, takenBack } = standing[idle] ?? {};
  const who = named(idle, release);
  if (standing.cutOff) {
    return waits(
      'promote',
      'this clone of the repository is shallow, and hides what people did before: git fetch --unshallow',
    );
  }
  if (takenBack) {
    const why = `${who} was taken back by ${takenBack.commit.author} at ${minute(takenBack.at)}: it is promoted again once it is deployed anew, or by a person: bluegreen promote ${place}`;
    const ends = ending(here, 'retire', policy.retire, takenBack.at, why);
    return ends.kind === 'waits' ? { ...ends, why: `${why}; ${ends.why}` } : ends;
  }
  if (live) {
    const why = `${who} stays up for a way back`;
    return standing.switched
      ? ending(here, 'retire', policy.retire, standing.switched.at, why)
      : { kind: 'rests', why };
  }

  const promotion = promoting(here);
  if (promotion.kind === 'due') return promotion;
  const given = ending(
    here,
    'giveUp',
    policy.giveUp,
    standing[idle]?.deployed.at ?? here.now,
    `nobody promotes ${who} yet`,
  );
  if (given.kind === 'due' || promotion.kind === 'rests') return given.kind === 'rests' ? promotion : given;
  if (given.kind !== 'waits' || promotion.kind !== 'waits') return promotion;
  // Without a time, it is looked at again soon in any case.
  const { again } = promotion;
  return again === undefined ? promotion : { ...promotion, again: Math.min(again, given.again ?? again) };
}

/** Users go to what was deployed and never was live. */
function promoting(here: Known): Decision {
  const { current, policy, idle, now } = here;
  const release = releaseOf(current, idle)!;
  const who = named(idle, release);
  if (policy.promote !== 'automatic') {
    const words = `bluegreen promote ${current.application} --env ${current.environment}`;
    return { kind: 'rests', why: `${who} waits for a person: ${words}` };
  }
  const proved = provedFirst(here);
  const held = proved.waiting ?? closed(here) ?? unsettled(here, `the way to ${who}`) ?? unready(here);
  if (held) return { kind: 'waits', step: 'promote', ...held };
  const livePods = fresh(here, now)?.[here.state.active]?.pods;
  const [weight] = stepsOf(policy, current.spec.traffic);
  const outcome = promote(current, {
    ...(livePods !== undefined && { livePods }),
    ...(weight !== undefined && { weight }),
  });
  return done('promote', [`${who} is applied and ready`, ...proved.words].join(', '), outcome);
}

// The load balancer learns of pods by and by, and nobody can ask it.
const LEARNS = 10 * 60_000;

/** The second commit of a promotion by an overlap. */
function finish(here: Known): Decision {
  const { current, policy, standing, idle, now } = here;
  const who = named(idle, releaseOf(current, idle));
  if (policy.promote !== 'automatic') {
    return { kind: 'rests', why: `users are on both colours until a person promotes ${who} again, or rolls back` };
  }
  const from = standing.shared?.at ?? now;
  const held =
    untilAt(from + LEARNS, now, `the load balancer learns of ${idle}, and no other sign tells when it has`) ??
    closed(here) ??
    seenOtherwise(here, 'both') ??
    (here.state.gate?.skipped === undefined ? unproved(here, here.jobs.gate, 'gate') : undefined) ??
    unready(here);
  if (held) return { kind: 'waits', step: 'promote', ...held };
  return done(
    'promote',
    `the gate of ${who} passed, and users have been on both for ${ago(from, now)}`,
    promote(current),
  );
}

// What was open then may be open still.
const JUST_LEFT = 60 * 60_000;

/** What users have left, or nobody went to, shrinks. */
function ending(here: Known, step: 'retire' | 'giveUp', said: string | undefined, from: number, why: string): Decision {
  const { current, state, idle, now } = here;
  const after = millisecondsOf(said);
  if (after === undefined) return { kind: 'rests', why };
  const what =
    step === 'retire'
      ? `${idle} is retired ${said} after users left it`
      : `${idle} is given up ${said} after its deploy`;
  const held = untilAt(from + after, now, what) ?? closed(here) ?? unsettled(here, `the end of ${idle}`);
  if (held) return { kind: 'waits', step, ...held };
  const outcome = retire(current, undefined, step === 'retire' && now - from < JUST_LEFT);
  const passed = here.jobs.watch.length ? `, and the watch of ${state.active} passed` : '';
  const since =
    step === 'retire' ? `users left it ${ago(from, now)} ago${passed}` : `nobody promoted it in ${ago(from, now)}`;
  return done(step, since, outcome);
}

/** What only an older release needed goes from the database. */
function contraction(here: Known): Decision {
  const { current, state, standing, policy, idle, now } = here;
  const rests: Decision = {
    kind: 'rests',
    why: `${named(state.active, releaseOf(current, state.active))} is live, and ${idle} is retired`,
  };
  const active = releaseOf(current, state.active);
  const after = millisecondsOf(policy.contract);
  if (after === undefined || !active?.migrate.contract || active.contracted || !hasMigrations(current.spec))
    return rests;
  const from = standing[idle]?.retired?.at ?? now;
  const held =
    untilAt(from + after, now, `the contract migration runs ${policy.contract} after ${idle} was retired`) ??
    (standing.cutOff ? { why: 'this clone of the repository is shallow: git fetch --unshallow' } : undefined) ??
    closed(here) ??
    unsettled(here, 'the contract migration') ??
    stillUp(here);
  if (held) return { kind: 'waits', step: 'contract', ...held };
  return done('contract', `${idle} was retired ${ago(from, now)} ago`, contract(current));
}

function stillUp(here: Known): Waiting {
  const { current, idle, now } = here;
  const left = podsOf(releaseOf(current, idle)!);
  const seen = fresh(here, now)?.[idle];
  if (!seen) return { why: `nobody knows whether the pods of ${idle} are gone` };
  return seen.pods <= left ? undefined : { why: `${idle} still has ${counted(seen.pods, 'pod')}` };
}

function ago(from: number, now: number): string {
  return durationText(Math.floor((now - from) / 1000));
}
