import { counted } from '../construct/props/counted';
import { podsOf } from '../construct/resolve/size';
import { minute } from '../history/time-text';
import { named, releaseOf } from '../release/application-state';
import type { Outcome } from '../release/outcome';
import type { Decision, Step } from './decision';
import { opensAt } from './hours';
import { fresh, type Known, together } from './situation';

/** What a step waits for; undefined where it waits for nothing of that kind. */
export type Waiting = { readonly why: string; readonly again?: number } | undefined;

/** A step is due where its verb does something. */
export function done(step: Step, why: string, outcome: Outcome): Decision {
  if (outcome.kind === 'change') return { kind: 'due', step, why, outcome };
  return waits(step, outcome.kind === 'refused' ? `${outcome.why}: ${outcome.wayOut}` : outcome.why);
}

/** @param again when to look again, in milliseconds since 1970; undefined where nobody knows */
export function waits(step: Step, why: string, again?: number): Decision {
  return { kind: 'waits', step, why, ...(again !== undefined && { again }) };
}

export function untilAt(at: number, now: number, why: string): Waiting {
  return now >= at ? undefined : { why: `${why}: at ${minute(at)}`, again: at };
}

export function closed({ policy, now }: Known): Waiting {
  const opens = opensAt(policy.hours, now);
  if (opens === now) return undefined;
  if (opens === undefined) return { why: 'the hours of its delivery leave no time at all' };
  return { why: `the hours of its delivery begin at ${minute(opens)}`, again: opens };
}

/** Users have to be where git says, and to have been watched there, before the next thing happens to them. */
export function unsettled(here: Known, what: string): Waiting {
  const { state, jobs } = here;
  return (
    seenOtherwise(here, state.active, what) ?? (jobs.watch.length ? unproved(here, jobs.watch, 'watch') : undefined)
  );
}

export function seenOtherwise(here: Known, expected: 'blue' | 'green' | 'both', what = 'the next step'): Waiting {
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

export function unproved(here: Known, names: readonly string[], what: 'gate' | 'watch'): Waiting {
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
export function unready(here: Known): Waiting {
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
