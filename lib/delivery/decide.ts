import { isShared, targetOf } from '../construct/resolve/traffic';
import { named, releaseOf, same } from '../release/application-state';
import { rollback } from '../release/rollback';
import type { Decision } from './decision';
import { nextStep } from './next-step';
import { type Known, known, type Situation, targetIn, together } from './situation';

/**
 * The one step that is due, or what is waited for. It depends on nothing else than what is given, and so two passes that
 * see the same decide the same.
 *
 * - A rollback waits for nothing but the failure: neither for hours nor for a time, nor for anybody.
 * - What people did stands: what was taken back is not promoted again until it is deployed anew.
 * - What is not known is never taken for good.
 * - `hold` in the release file stops everything, a rollback too; what failed is told all the same.
 */
export function decide(situation: Situation): Decision {
  const { current, policy } = situation;
  const { state, committed } = current;
  if (!state) return { kind: 'rests', why: 'nobody has deployed it there' };
  if (state.takeover) return { kind: 'rests', why: `it is being taken over from ${state.takeover.workload}` };
  if (state.eject) return { kind: 'rests', why: 'it leaves for plain YAML' };
  if (!same(state, committed)) {
    return { kind: 'rests', why: `${current.files.release} is not as it was committed: somebody is at work on it` };
  }
  const here = known(situation, state);
  const failure = failureIn(here);
  if (failure === undefined) {
    return state.hold === undefined ? nextStep(here) : { kind: 'rests', why: `it is held: ${state.hold}` };
  }
  const words = `bluegreen rollback ${current.application} --env ${current.environment}`;
  if (state.hold !== undefined)
    return { kind: 'calls', why: `${failure}, and it is held: ${state.hold}`, wayOut: words };
  const helpless = whyNoWayBack(here);
  if (helpless) return { kind: 'calls', why: `${failure}, ${helpless.why}`, wayOut: helpless.wayOut };
  if ((policy.rollback ?? policy.promote) !== 'automatic') {
    return { kind: 'calls', why: `${failure}, and going back is left to people`, wayOut: words };
  }
  const outcome = rollback(current, targetIn(here));
  if (outcome.kind === 'change') return { kind: 'due', step: 'rollback', why: failure, outcome };
  const wayOut = outcome.kind === 'refused' ? outcome.wayOut : words;
  return { kind: 'calls', why: `${failure}, and there is no way back: ${outcome.why}`, wayOut };
}

/** What failed of the last promotion, in words; what is known to have failed has, however old the news are. */
function failureIn(here: Known): string | undefined {
  const { current, state, evidence, jobs } = here;
  const watch = together(jobs.watch, evidence);
  const said = (why: string | undefined) => (why ? `: ${why.replace(/\s+/g, ' ').slice(0, 300)}` : '');
  const target = targetOf(state);
  if (watch?.state === 'failed')
    return `the watch of ${named(target, releaseOf(current, target))} failed${said(watch.why)}`;
  if (state.gate?.skipped !== undefined) return undefined;
  const gate = together(jobs.gate, evidence);
  if (gate?.state !== 'failed') return undefined;
  // A gate that runs anew while users are there already, as after an upgrade of this tool, says nothing about them.
  if (!isShared(state) && evidence?.serves === state.active) return undefined;
  return `the gate of ${named(target, releaseOf(current, target))} failed${said(gate.why)}`;
}

/** Why going back would be no help; undefined where it is one. */
function whyNoWayBack(here: Known): { readonly why: string; readonly wayOut: string } | undefined {
  const { current, state, standing, evidence } = here;
  const place = `${current.application} --env ${current.environment}`;
  if (isShared(state)) return undefined;
  switch (standing.switched?.kind) {
    case undefined:
      return {
        why: 'and this clone of the repository is shallow: it does not tell how users came there',
        wayOut: 'git fetch --unshallow, and again',
      };
    case 'began':
      return { why: 'and users were never elsewhere', wayOut: `deploy what is right: bluegreen deploy ${place}` };
    // Two rollbacks that take each other back would go on for ever.
    case 'rolled back':
      return {
        why: 'and that was a rollback already',
        wayOut: `see why: kubectl get jobs; then bluegreen promote ${place} --attempt, or --skip-gate`,
      };
    default:
      if (evidence?.serves === undefined && together(here.jobs.watch, evidence)?.state !== 'failed') {
        return {
          why: 'and nobody knows whether users are there',
          wayOut: `look, and go back: bluegreen rollback ${place}`,
        };
      }
      return undefined;
  }
}
