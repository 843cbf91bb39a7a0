import { sortedBy } from '../../analysis/check/allowance';
import { judgedIn } from '../../analysis/check/judged';
import { notesOn } from '../../analysis/check/notes';
import type { Verdict } from '../../analysis/check/report/verdict';
import { review } from '../../analysis/check/review';
import { treesOf } from '../../analysis/manifests/tree';
import { renderingNotes } from '../../analysis/rendering/notes';
import { modelsOf } from '../../analysis/topology/model';
import { outputPath } from '../../project/output/layout';
import { findProjectRoot } from '../project';
import { allowancesOf, permissionsIn } from './allowances';
import { compared } from './compared';
import { withoutEngines } from './engine-files';
import type { Comparison } from './options';
import { takenOverIn } from './taken-over';

/** What is to be checked, and what may be. */
export interface CheckRequest extends Comparison {
  /** Options `--allow`. */
  readonly allow: readonly string[];
  /** Such as `2026-11-24`. */
  readonly today: string;
  /** The version of the cluster, as the number behind "1.". @default - nobody says it */
  readonly kubernetes?: number;
}

/** What came of it, and where its files are. */
export interface Checked {
  readonly verdict: Verdict;
  /** From the root of the repository to the files: empty, or with "/" at its end. */
  prefix(): string;
}

/**
 * Reads both sides of a change, and holds the rules against it.
 * @throws UsageError, BadInput, GitError
 */
export async function check(request: CheckRequest): Promise<Checked> {
  const asked = allowancesOf(request.allow);
  const { sides, synthesized, rendered } = await compared(request);
  const { applied, engines } = withoutEngines(sides);
  const models = modelsOf(treesOf(applied, rendered));
  const permissions = permissionsIn(request.root, sides);
  // A takeover is known by the project's files, whichever manifests are looked at.
  const project = request.headFolder === undefined ? findProjectRoot(request.root) : undefined;
  const takenOver = project === undefined ? [] : takenOverIn(project, sides);
  const said = { permissions, takenOver, kubernetes: request.kubernetes };
  const change = { ...models, synthesized, engines: treesOf(engines), ...said };
  const { findings, standing } = review(change);
  const allowances = [...asked, ...permissions.before];
  return {
    prefix: sides.prefix,
    verdict: {
      compared: `Compared: ${sides.words}`,
      ...sortedBy(allowances, findings, request.today),
      standing,
      notes: [...notesOn(change), ...renderingNotes(models.head.tree, rendered)],
      judged: judgedIn(models.head),
      undecided: models.head.undecided,
      // Below dist/apps a rule says it.
      unread: models.head.tree.unreadable.filter(({ file }) => !outputPath(file)),
    },
  };
}
