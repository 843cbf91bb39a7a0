import { committed } from '../git/committed';
import type { Files } from '../manifests/files';
import { outputPath } from '../manifests/output-path';
import { treesOf } from '../manifests/tree';
import type { InputChange } from '../plan/input-effects';
import type { Surroundings } from '../plan/page/page';
import { planOf } from '../plan/plan';
import type { Plan } from '../plan/story';
import { readFileText } from '../read/file-text';
import { sortedBy } from '../review/allowance';
import { modelsOf } from '../review/model/model';
import { placeText, unreadLines } from '../review/report/text';
import { review } from '../review/review';
import { allowancesIn, allowFileIn } from './allowances';
import { compared } from './compared';
import type { Comparison } from './comparison';
import { surroundingsInProject, surroundingsOfModel } from './plan-surroundings';
import { releaseChanges } from './release-changes';
import type { Sides } from './sides';

/** A change as it is told. */
export interface Planned {
  readonly plan: Plan;
  /** What a page shows beside it. */
  surroundings(): Surroundings;
}

/**
 * Reads both sides of a change, and tells it.
 * @param now milliseconds since 1970
 * @throws UsageError, BadInput, GitError, BadFolder
 */
export async function plan(comparison: Comparison, now: number): Promise<Planned> {
  const { root, isProject } = comparison;
  const { sides, synthesized } = await compared(comparison);
  const models = modelsOf(treesOf(only(sides, file => !ENGINES.test(file))));
  const allowances = isProject ? allowancesIn(allowFileIn(root, sides.headCommit)) : [];
  const today = new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const { findings, allowed } = sortedBy(allowances, review({ ...models, synthesized }).findings, today);
  const changes = isProject ? inputChanges(root, sides) : [];
  const plan = planOf({
    compared: `Compared: ${sides.words}`,
    models,
    engines: treesOf(only(sides, file => ENGINES.test(file))),
    releases: releaseChanges(root, changes, sides.headCommit, now),
    inputs: changes,
    findings,
    notes: [
      ...allowed.map(
        ({ finding, allowance: { by, reason } }) =>
          `allowed: ${finding.rule} at ${placeText(finding)}: ${finding.message}, by ${by}${reason ? `: ${reason}` : ''}`,
      ),
      ...models.head.undecided.map(words => `not decided: ${words}`),
      // Below dist/apps a rule says it.
      ...unreadLines(models.head.tree.unreadable.filter(({ file }) => !outputPath(file))),
    ],
  });
  return {
    plan,
    surroundings: () =>
      isProject ? surroundingsInProject(root, plan, sides, now) : surroundingsOfModel(models.head, now),
  };
}

const ENGINES = /(^|\/)dist\/(argocd|flux)\//;

function only({ base, head }: Sides, isWanted: (file: string) => boolean): { base?: Files; head: Files } {
  const chosen = (files: Files) => new Map([...files].filter(([file]) => isWanted(file)));
  return { ...(base && { base: chosen(base) }), head: chosen(head) };
}

/** What differs of that which dist is made from. */
function inputChanges(root: string, { changed = [], baseCommit, headCommit }: Sides): InputChange[] {
  const files = changed.filter(file => /^(bluegreen|apps\/[^/]+|releases\/[^/]+\/[^/]+)\.yaml$/.test(file));
  if (!baseCommit || !files.length) return [];
  const before = committed(root, baseCommit, files);
  const after = headCommit ? committed(root, headCommit, files) : inWorkTree(root, files);
  return files.map(file => {
    const [was, is] = [before.get(file), after.get(file)];
    return { file, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
  });
}

function inWorkTree(root: string, files: readonly string[]): Map<string, string | undefined> {
  return new Map(
    files.map(file => {
      const read = readFileText(root, file);
      return [file, 'text' in read ? read.text : undefined];
    }),
  );
}
