import { TrafficMode } from '../construct/props/traffic';
import { durationText } from '../history/time-text';
import type { DeliveryPolicy } from '../project/files/delivery-policy';
import { named, releaseOf } from '../release/application-state';
import { promote } from '../release/promote';
import type { Decision } from './decision';
import { millisecondsOf } from './duration';
import { fresh, type Known } from './situation';
import { closed, done, seenOtherwise, unproved, unready, untilAt, type Waiting, waits } from './waiting';

/** The shares by which users come to a release, in percent; none where they move at once. */
export function stepsOf({ steps = [] }: DeliveryPolicy, traffic: TrafficMode | undefined): readonly number[] {
  return traffic === TrafficMode.ROUTE ? steps : [];
}

/** How long a release has each of them, at least. */
export function pauseOf({ pause = '10m' }: DeliveryPolicy): string {
  return pause;
}

/** What follows where the idle colour has a share of the requests. */
export function nextShare(here: Known): Decision {
  const { current, state, standing, policy, idle, now } = here;
  const who = named(idle, releaseOf(current, idle));
  const { weight = 0 } = state;
  const steps = stepsOf(policy, current.spec.traffic);
  const share = `${weight} % are on ${who}`;
  if (policy.promote !== 'automatic' || !steps.includes(weight)) {
    return { kind: 'rests', why: `a person moves users by shares: ${share}` };
  }
  const given = standing.share;
  if (!given || standing.cutOff) {
    return waits('promote', `nobody knows since when ${share}: this clone is shallow: git fetch --unshallow`);
  }
  const { takenBack } = standing[idle] ?? {};
  if (given.fell || takenBack) {
    const { author } = (takenBack ?? given).commit;
    const words = `bluegreen promote ${current.application} --env ${current.environment}`;
    return {
      kind: 'rests',
      why: `${author} took users back from ${who}, to ${weight} % now: a person goes on, by ${words}`,
    };
  }
  const next = steps.find(step => step > weight);
  const pause = pauseOf(policy);
  const place = `step ${steps.indexOf(weight) + 1} of ${steps.length + 1}: ${share}`;
  const held =
    untilAt(given.at + millisecondsOf(pause)!, now, `${place}, for ${pause} at least`) ??
    closed(here) ??
    seenOtherwise(here, state.active) ??
    notRouted(here, weight) ??
    unready(here) ??
    (state.gate?.skipped === undefined ? unproved(here, here.jobs.gate, 'gate') : undefined) ??
    unwatched(here);
  if (held) return { kind: 'waits', step: 'promote', ...held, why: isOf(held, place) };
  const livePods = fresh(here, now)?.[state.active]?.pods;
  const judged = here.jobs.watch.length ? 'its watch passed' : 'its pods are ready';
  return done(
    'promote',
    `${who} has had ${weight} % of the requests for ${durationText(Math.floor((now - given.at) / 1000))}, and ${judged}`,
    promote(current, { ...(livePods !== undefined && { livePods }), ...(next !== undefined && { weight: next }) }),
  );
}

const isOf = ({ why }: NonNullable<Waiting>, place: string) => (why.startsWith(place) ? why : `${place}: ${why}`);

/** The route in the cluster has to give what git says: else users were never there. */
function notRouted(here: Known, weight: number): Waiting {
  const percent = fresh(here, here.now)?.routed?.[here.idle];
  if (percent === weight) return undefined;
  return {
    why:
      percent === undefined
        ? `nobody knows which share of the requests the cluster's route gives ${here.idle}`
        : `the cluster's route gives ${here.idle} ${percent} %: an engine is on its way, or the gate holds it up`,
  };
}

/** Where metrics are to judge a release, nothing goes on without their word. */
function unwatched(here: Known): Waiting {
  const { current, idle, jobs } = here;
  if (jobs.watch.length) return unproved(here, jobs.watch, 'watch');
  const isMeant = current.spec.watch && releaseOf(current, idle)?.analysis.metrics.length;
  if (!isMeant) return undefined;
  const words = `bluegreen promote ${current.application} --env ${current.environment}`;
  return { why: `nothing watches this share, since an edit took its watch away: a person goes on, by ${words}` };
}
