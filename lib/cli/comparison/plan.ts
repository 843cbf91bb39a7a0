import { sortedBy } from '../../analysis/check/allowance';
import { placeText, unreadLines } from '../../analysis/check/report/text';
import { review } from '../../analysis/check/review';
import type { InputChange } from '../../analysis/plan/input-effects';
import type { Surroundings } from '../../analysis/plan/page/page';
import { planOf } from '../../analysis/plan/plan';
import type { Plan } from '../../analysis/plan/story';
import { renderingNotes } from '../../analysis/rendering/notes';
import { otherColour } from '../../construct/props/colour';
import { readableState } from '../../history/release-state';
import { transitionsBetween } from '../../history/transition';
import { outputPath } from '../../project/output/layout';
import { openConnections } from '../../release/open-connections';
import { recentlyMoved } from '../history/recent-moves';
import { releaseChanges } from '../history/release-changes';
import { compared } from './compared';
import type { Comparison } from './options';
import { surroundingsInProject, surroundingsOfModel } from './plan-surroundings';
import type { Sides } from './sides';
import { textsIn } from './texts';

/** A change as it is told. */
export interface Planned {
  readonly plan: Plan;
  /** What a page shows beside it. */
  surroundings(): Surroundings;
}

/**
 * Reads both sides of a change, and tells it.
 * @param now milliseconds since 1970
 * @throws UsageError, BadInput, GitError
 */
export async function plan(comparison: Comparison, now: number): Promise<Planned> {
  const { root, isProject } = comparison;
  const { sides, rendered, change } = await compared(comparison);
  const { base, head, engines, permissions } = change;
  const today = new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const { findings, allowed } = sortedBy(permissions.before, review(change).findings, today);
  const changes = isProject ? inputChanges(root, sides) : [];
  const plan = planOf({
    compared: `Compared: ${sides.words}`,
    models: { head, ...(base && { base }) },
    engines,
    releases: releaseChanges(root, changes, sides.headCommit, now),
    inputs: changes,
    findings,
    notes: [
      ...justLeft(root, changes, sides.baseCommit, now),
      ...allowed.map(
        ({ finding, allowance: { by, reason } }) =>
          `allowed: ${finding.rule} at ${placeText(finding)}: ${finding.message}, by ${by}${reason ? `: ${reason}` : ''}`,
      ),
      ...renderingNotes(head.tree, rendered),
      ...head.undecided.map(words => `not decided: ${words}`),
      // Below dist/apps a rule says it.
      ...unreadLines(head.tree.unreadable.filter(({ file }) => !outputPath(file))),
    ],
  });
  return {
    plan,
    surroundings: () => (isProject ? surroundingsInProject(root, plan, sides, now) : surroundingsOfModel(head, now)),
  };
}

// Pods that users have just left end: that is worth knowing of any change, whoever makes it.
function justLeft(
  root: string,
  changes: readonly InputChange[],
  baseCommit: string | undefined,
  now: number,
): string[] {
  const ending = changes.flatMap(({ file, before, after }) => {
    const [, place] = /^releases\/(.*)\.yaml$/.exec(file) ?? [];
    const [was, is] = [readableState(before), readableState(after)];
    if (place === undefined || !was || !is) return [];
    const idle = otherColour(was.active);
    const ends = transitionsBetween(was, is).some(({ kind, colour }) => colour === idle && ENDING.has(kind));
    return ends && was[idle] && !was[idle].retired ? [{ file, place, idle }] : [];
  });
  if (!ending.length || baseCommit === undefined) return [];
  const files = ending.map(({ file }) => file);
  const moved = recentlyMoved(root, files, now, baseCommit);
  return ending.flatMap(({ file, place, idle }) => (moved.has(file) ? [`${place}: ${openConnections(idle)}`] : []));
}

const ENDING: ReadonlySet<string> = new Set(['deployed', 'retired', 'changed']);

/** What differs of that which dist is made from. */
function inputChanges(root: string, { changed = [], baseCommit, headCommit }: Sides): InputChange[] {
  const files = changed.filter(file => /^(bluegreen|apps\/[^/]+|releases\/[^/]+\/[^/]+)\.yaml$/.test(file));
  if (!baseCommit || !files.length) return [];
  const before = textsIn(root, baseCommit, files);
  const after = textsIn(root, headCommit, files);
  return files.map(file => {
    const [was, is] = [before.get(file), after.get(file)];
    return { file, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
  });
}
