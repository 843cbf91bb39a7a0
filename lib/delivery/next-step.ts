import { counted } from '../construct/props/counted';
import { hasMigrations } from '../construct/resolve/migrate';
import { podsOf } from '../construct/resolve/size';
import { durationText, minute } from '../history/time-text';
import { named, releaseOf } from '../release/application-state';
import { contract } from '../release/contract';
import type { Outcome } from '../release/outcome';
import { promote } from '../release/promote';
import { retire } from '../release/retire';
import type { Decision, Step } from './decision';
import { millisecondsOf } from './duration';
import { opensAt } from './hours';
import { provedFirst } from './proved-first';
import { fresh, type Known, together } from './situation';

/** What a step waits for; undefined where it waits for nothing of that kind. */
type Waiting = { readonly why: string; readonly again?: number } | undefined;

/** The next step of an application in which nothing failed. */
export function nextStep(here: Known): Decision {
  const { current, state, standing, policy, idle } = here;
  const release = releaseOf(current, idle);
  const place = `${current.application} --env ${current.environment}`;
  if (state.weight !== undefined) {
    return { kind: 'rests', why: `a person moves users by shares: ${state.weight} % are on ${named(idle, release)}` };
  }
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
  const outcome = promote(current, livePods === undefined ? {} : { livePods });
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

function done(step: Step, why: string, outcome: Outcome): Decision {
  if (outcome.kind === 'change') return { kind: 'due', step, why, outcome };
  return waits(step, outcome.kind === 'refused' ? `${outcome.why}: ${outcome.wayOut}` : outcome.why);
}

function waits(step: Step, why: string): Decision {
  return { kind: 'waits', step, why };
}

function untilAt(at: number, now: number, why: string): Waiting {
  return now >= at ? undefined : { why: `${why}: at ${minute(at)}`, again: at };
}

function closed({ policy, now }: Known): Waiting {
  const opens = opensAt(policy.hours, now);
  if (opens === now) return undefined;
  if (opens === undefined) return { why: 'the hours of its delivery leave no time at all' };
  return { why: `the hours of its delivery begin at ${minute(opens)}`, again: opens };
}

/** Users have to be where git says, and to have been watched there, before the next thing happens to them. */
function unsettled(here: Known, what: string): Waiting {
  const { state, jobs } = here;
  return (
    seenOtherwise(here, state.active, what) ?? (jobs.watch.length ? unproved(here, jobs.watch, 'watch') : undefined)
  );
}

function seenOtherwise(here: Known, expected: 'blue' | 'green' | 'both', what = 'the next step'): Waiting {
  const { now } = here;
  const seen = fresh(here, now);
  if (!seen) {
    const why = here.evidence
      ? `what is known of the cluster is of ${minute(here.evidence.taken)}`
      : 'nobody has looked at the cluster';
    return { why: `${why}: ${what} needs --live, or --evidence` };
  }
  if (seen.serves === undefined)
    return { why: 'nobody knows where the cluster leads users, or its workers are not all there' };
  if (seen.serves === expected) return undefined;
  return {
    why: `the cluster leads users to ${seen.serves}, and git says ${expected}: an engine is on its way, or the gate holds it up`,
  };
}

function unproved(here: Known, names: readonly string[], what: 'gate' | 'watch'): Waiting {
  const job = together(names, fresh(here, here.now));
  if (job?.state === 'passed') return undefined;
  if (job?.state === 'failed') return { why: `the ${what} failed` };
  return {
    why: job
      ? `the ${what} still runs`
      : `nobody knows how the ${what} stands (${names.join(', ') || 'there is none'})`,
  };
}

/** All pods of the idle colour have to be there, and ready, and of the release that git says. */
function unready(here: Known): Waiting {
  const { current, idle, now } = here;
  const release = releaseOf(current, idle)!;
  const seen = fresh(here, now)?.[idle];
  const who = named(idle, release);
  if (!seen) return { why: `nobody knows whether ${who} is ready` };
  if (seen.release !== release.id)
    return { why: `the cluster has release ${seen.release} on ${idle}, and git says ${release.id}` };
  const wanted = Math.max(podsOf(release), seen.pods);
  if (seen.ready >= wanted) return undefined;
  return { why: `${seen.ready} of ${counted(wanted, 'pod')} of ${who} ${seen.ready === 1 ? 'is' : 'are'} ready` };
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
