import { commit } from '../../git/commit';
import { GitError } from '../../git/git-error';
import { commitsBetween, fetchUpstream, goTo, headOf, push, upstreamOf } from '../../git/upstream';
import type { Uncommitted } from '../../project/write/pending-commit';
import type { PassReport } from './told';

// Whoever loses so often competes with somebody who never stops.
const TRIES = 3;

/** What a commit of the autopilot has in its message. */
const OURS = 'bluegreen advance: ';

/**
 * Commits what a pass had written that was ended before it could: like all that is not pushed, it is decided anew, and git keeps
 * what was decided. Left alone, it would look like somebody at work, and nothing would be done there any more.
 * @returns whether it was a pass
 * @throws GitError where git does not commit it
 */
export function commitOfEndedPass(root: string, { paths, message, forget }: Uncommitted): boolean {
  if (!message.includes(OURS)) return false;
  commit(root, paths, message);
  forget();
  return true;
}

/**
 * Runs a pass on what is pushed now, and pushes its commits. Where somebody else pushes meanwhile, nothing of it is kept:
 * the pass is run anew on the new head, and nothing is ever rebased or forced.
 * @throws GitError where there is nowhere to push to, or it can't be pushed, or others were first each time
 */
export async function pushed(root: string, run: () => Promise<PassReport>): Promise<PassReport> {
  const upstream = upstreamOf(root);
  let begun: string | undefined;
  for (let tries = 1; ; tries++) {
    const base = fetchUpstream(root, upstream);
    const others = commitsBetween(root, base, headOf(root), OURS);
    // What this run began on was pushed then, even if somebody has forced another history there since.
    if (others.length && headOf(root) !== begun) {
      throw new GitError(
        `the branch has ${others.length} commits that ${upstream.tracking} has not: push them first, or go there: git reset --keep ${upstream.tracking}`,
      );
    }
    // Its own commits that were never pushed are of a pass that was ended: this one decides anew.
    if (headOf(root) !== base) goTo(root, base);
    begun = base;
    const report = await run();
    const last = report.applications.flatMap(({ commit }) => commit ?? []);
    if (!last.length) return report;
    const head = headOf(root);
    try {
      if (commitsBetween(root, base, head, OURS).length) {
        throw new GitError('somebody committed here meanwhile: what is committed is not pushed; git push');
      }
      if (push(root, head, upstream)) return { ...report, pushedTo: `${upstream.remote} ${upstream.branch}` };
    } catch (error) {
      if (headOf(root) === head && !commitsBetween(root, base, head, OURS).length) goTo(root, base);
      throw error;
    }
    if (headOf(root) === head) goTo(root, base);
    if (tries === TRIES) {
      throw new GitError(
        `others pushed to ${upstream.remote} ${upstream.branch} each time, ${TRIES} times: nothing of this pass is kept; the next one begins anew`,
      );
    }
  }
}
