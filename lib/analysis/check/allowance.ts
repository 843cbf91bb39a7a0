import { matchesPattern } from '../../text/names';
import type { Finding } from './finding';

/** Somebody's word that the findings of a rule may stand for an application. */
export interface Allowance {
  readonly rule: string;
  /** `production/ping`, or a pattern in which `*` stands for anything. */
  readonly application: string;
  readonly reason?: string;
  /** The last day on which it holds, such as `2026-12-31`. @default - for this run */
  readonly expires?: string;
  /** Where it was said, such as `bluegreen-allow.yaml:3`. */
  readonly by: string;
  /** From 1, in the file that says it. */
  readonly line?: number;
}

/** The file in which a review lets findings pass, in the folder of the project. */
export const ALLOW_FILE = 'bluegreen-allow.yaml';

/** What a change may bring, by the word of earlier ones, and what it allows itself. */
export interface Permissions {
  /** What the file said before the change: only that counts. */
  readonly before: readonly Allowance[];
  /** What it says after it. */
  readonly after: readonly Allowance[];
}

/** How long a file may allow something, in days from today: then somebody has to look again. */
const LONGEST = 90;

/** Whether an entry goes beyond that. */
function isTooLong({ expires }: Allowance, today: string): boolean {
  if (expires === undefined) return false;
  return Date.parse(expires) - Date.parse(today) > LONGEST * 24 * 60 * 60 * 1000;
}

/** A finding that somebody let pass. */
export interface Allowed {
  readonly finding: Finding;
  readonly allowance: Allowance;
}

/** Somebody's word that does not count. */
interface Lapsed extends Allowance {
  /** Because it is for longer than anybody may say; otherwise its last day is over. */
  readonly isTooLong?: true;
}

/** Findings, sorted by whether somebody let them pass. */
export interface Sorted {
  readonly findings: readonly Finding[];
  readonly allowed: readonly Allowed[];
  /** What would let findings of this change pass, if its time were not over, or too long. */
  readonly expired: readonly Lapsed[];
}

/**
 * Takes the findings out that are allowed.
 * @param today such as `2026-11-24`
 */
export function sortedBy(allowances: readonly Allowance[], found: readonly Finding[], today: string): Sorted {
  const findings: Finding[] = [];
  const allowed: Allowed[] = [];
  const expired = new Set<Allowance>();
  for (const finding of found) {
    const fitting = allowances.filter(
      ({ rule, application }) => rule === finding.rule && matchesPattern(finding.place, application),
    );
    const holding = fitting.find(
      allowance => (allowance.expires === undefined || allowance.expires >= today) && !isTooLong(allowance, today),
    );
    if (holding) allowed.push({ finding, allowance: holding });
    else {
      findings.push(finding);
      for (const allowance of fitting) expired.add(allowance);
    }
  }
  return {
    findings,
    allowed,
    expired: [...expired].map(entry => (isTooLong(entry, today) ? { ...entry, isTooLong: true } : entry)),
  };
}
