import { sortedBy } from '../../analysis/check/allowance';
import { judgedIn } from '../../analysis/check/judged';
import { notesOn } from '../../analysis/check/notes';
import type { Verdict } from '../../analysis/check/report/verdict';
import { review } from '../../analysis/check/review';
import { renderingNotes } from '../../analysis/rendering/notes';
import { allowancesOf } from './allowances';
import { compared } from './compared';
import type { Comparison } from './options';

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
  const { sides, rendered, change: found } = await compared(request);
  const change = { ...found, ...(request.kubernetes !== undefined && { kubernetes: request.kubernetes }) };
  const { findings, standing } = review(change);
  const allowances = [...asked, ...change.permissions.before];
  return {
    prefix: sides.prefix,
    verdict: {
      compared: `Compared: ${sides.words}`,
      ...sortedBy(allowances, findings, request.today),
      standing,
      notes: [...notesOn(change), ...renderingNotes(change.head.tree, rendered)],
      judged: judgedIn(change.head),
      undecided: change.head.undecided,
      // Below dist/apps a rule says it.
      unread: change.head.tree.unreadable.filter(({ file }) => !change.head.tree.layout.outputPath(file)),
    },
  };
}
