import { committed } from '../git/committed';
import { outputPath } from '../manifests/output-path';
import { type Files, treesOf } from '../manifests/tree';
import type { InputChange } from '../plan/input-effects';
import type { Surroundings } from '../plan/page/page';
import { planOf } from '../plan/plan';
import type { Plan } from '../plan/story';
import { readFileText } from '../read/file-text';
import { sortedBy } from '../review/allowance';
import { modelsOf } from '../review/model/model';
import { placeText, unreadLines } from '../review/report/text';
import { review } from '../review/review';
import { ALLOW_FILE, allowancesIn, allowFileIn } from './allowances';
import type { Comparison } from './comparison';
import { surroundingsInProject, surroundingsOfModel } from './plan-surroundings';
import { releaseChanges } from './release-changes';
import { type Sides, sidesInGit, sidesOfFolders } from './sides';
import { SYNTHESIZED, synthesizedIn } from './synthesized';

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
  const { root, base, head, baseFolder, headFolder, isProject, paths } = comparison;
  const inputs = isProject ? SYNTHESIZED : [];
  const sides =
    headFolder === undefined
      ? sidesInGit({ root, ...(base !== undefined && { base }), ...(head && { head }), paths, inputs })
      : sidesOfFolders(baseFolder, headFolder);
  const models = modelsOf(treesOf(only(sides, file => !ENGINES.test(file))));
  const synthesized =
    isProject && headFolder === undefined ? await synthesizedIn(root, sides.changed, sides.headCommit) : [];
  const allowances = isProject ? allowancesIn(textIn(root, ALLOW_FILE, sides.headCommit)) : [];
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
      isProject ? surroundingsInProject(root, plan, sides.headCommit, now) : surroundingsOfModel(models.head, now),
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
  return files.map(file => {
    const [was, is] = [before.get(file), textIn(root, file, headCommit)];
    return { file, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
  });
}

function textIn(root: string, file: string, commit: string | undefined): string | undefined {
  if (commit) return committed(root, commit, [file]).get(file);
  if (file === ALLOW_FILE) return allowFileIn(root);
  const read = readFileText(root, file);
  return 'text' in read ? read.text : undefined;
}
