import type { Change } from './change';
import type { Finding } from './finding';
import type { Rule } from './rule';
import { RULES } from './rules';
import { worstFirst } from './worst-first';

/** What the rules say of a change. */
export interface Review {
  /** The worst first; of those that are as bad, by file and line. */
  readonly findings: readonly Finding[];
  /** How many more there are that the change did not bring: they stand in base just so. */
  readonly standing: number;
}

/** Holds all rules against a change; without a base, those that need none against one state. */
export function review(change: Change): Review {
  const found = findingsOf(change, RULES);
  // What a state had before is not what this change does.
  const before = change.base
    ? new Set(findingsOf({ head: change.base }, thoseWith(found)).map(keyOf))
    : new Set<string>();
  const findings = found.filter(finding => !before.has(keyOf(finding)));
  return { findings: withCause(findings, change).sort(worstFirst), standing: found.length - findings.length };
}

function findingsOf(change: Change, rules: readonly Rule[]): Finding[] {
  const found = (some: readonly Rule[]) =>
    some.flatMap(({ id, severity, wayOut, check }) =>
      check(change).map(fault => ({ rule: id, severity, wayOut, ...fault })),
    );
  const spoken = found(rules.filter(rule => !rule.yields));
  const told = new Set(spoken.filter(({ severity }) => severity === 'error').map(objectOf));
  return [...spoken, ...found(rules.filter(rule => rule.yields)).filter(finding => !told.has(objectOf(finding)))];
}

// The rules by which something is found, and those to which one of them yields: what the others would say is not asked for.
function thoseWith(found: readonly Finding[]): readonly Rule[] {
  const ids = new Set(found.map(({ rule }) => rule));
  const anyYields = RULES.some(({ id, yields }) => yields && ids.has(id));
  return RULES.filter(({ id, yields }) => ids.has(id) || (anyYields && !yields));
}

function objectOf({ place, object }: Finding): string {
  return `${place} ${object}`;
}

// Where a file is not what the inputs make, or can't be judged any more, that may be all that is wrong with its application.
function withCause(findings: readonly Finding[], { base, head }: Change): Finding[] {
  const edited = new Set(findings.filter(({ rule }) => rule === STALE).map(({ place }) => place));
  const unread = new Map(findings.filter(({ rule }) => rule === UNREAD).map(({ place, file }) => [place, file]));
  return findings.map(finding => {
    const { rule, place, side, file, wayOut } = finding;
    const { layout } = (side === 'base' && base ? base : head).tree;
    const isCaused = rule !== STALE && rule !== UNREAD;
    const hints = [
      isCaused && layout.outputPath(file) && edited.has(place)
        ? `if the inputs are right and ${layout.dist}/ was edited (${STALE}), ${wayOut.includes(SYNTH) ? 'that' : SYNTH} puts it back`
        : '',
      isCaused && unread.has(place)
        ? `begin with ${unread.get(place)}, which can not be judged (${UNREAD}): there may be nothing else`
        : '',
    ].filter(hint => hint);
    return hints.length ? { ...finding, wayOut: [wayOut, ...hints].join('; ') } : finding;
  });
}

const STALE = 'BG012';
const UNREAD = 'BG030';
const SYNTH = '"bluegreen synth"';

function keyOf({ rule, place, object, message }: Finding): string {
  return JSON.stringify([rule, place, object, message]);
}
