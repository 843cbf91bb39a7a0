import { isShared } from '../construct/resolve/traffic';
import { durationText, minute } from '../history/time-text';
import { named, releaseOf, same } from '../release/application-state';
import { millisecondsOf } from './duration';
import { fresh, type Known, known, together } from './situation';

/** What a release has behind it in the environment before; or what is missing of that. */
interface Proved {
  readonly words: readonly string[];
  readonly waiting?: { readonly why: string; readonly again?: number };
}

/** Whether users of another environment have been on the same release for long enough. */
export function provedFirst(here: Known): Proved {
  const { policy, before, current, idle, now } = here;
  const { after } = policy;
  // Said for all environments, it is not for the first one.
  if (!after || after.environment === current.environment) return { words: [] };
  const where = after.environment;
  const lacks = (why: string, again?: number): Proved => ({
    words: [],
    waiting: { why, ...(again !== undefined && { again }) },
  });
  const release = releaseOf(current, idle)!;
  const state = before?.current.state;
  if (!before || !state) return lacks(`${where} has none of it yet`);
  const who = named(idle, release);
  const there = known({ ...before, policy: {}, now }, state);
  const live = releaseOf(before.current, state.active);
  if (live?.image !== release.image || live.version !== release.version) {
    return lacks(`users of ${where} are on ${named(state.active, live)}, and not on ${who}`);
  }
  if (!same(state, before.current.committed)) return lacks(`the release file of ${where} is not as it was committed`);
  if (isShared(state)) return lacks(`users of ${where} are on both colours`);
  const since = there.standing[state.active]?.live;
  if (!since || since.commit.cutOff)
    return lacks(`nobody knows since when users of ${where} are on it: git fetch --unshallow`);
  const soak = millisecondsOf(after.soak) ?? 0;
  if (now < since.at + soak) {
    const at = since.at + soak;
    return lacks(`it has to be live in ${where} for ${after.soak}: until ${minute(at)}`, at);
  }
  const seen = fresh(before, now);
  if (!seen) return lacks(`nobody has looked at the cluster of ${where}`);
  if (seen.serves !== state.active) return lacks(`nobody sees users of ${where} on ${state.active}`);
  if (seen[state.active]?.release !== live.id) return lacks(`nobody sees that ${where} runs release ${live.id}`);
  if (there.jobs.watch.length) {
    const watch = together(there.jobs.watch, seen);
    if (watch?.state !== 'passed') return lacks(`its watch in ${where} ${watch ? words(watch.state) : 'is not known'}`);
  }
  const passed = there.jobs.watch.length ? ', and its watch passed there' : '';
  return { words: [`has been live in ${where} for ${durationText(Math.floor((now - since.at) / 1000))}${passed}`] };
}

function words(state: 'running' | 'failed' | 'passed'): string {
  return state === 'running' ? 'still runs' : state;
}
