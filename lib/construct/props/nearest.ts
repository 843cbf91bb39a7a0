/**
 * The candidate that differs from a mistyped word by the fewest edits, if it is near enough to be what was meant; else
 * one of which the word is the beginning, or the other way round: `prod` for `production`, `readinessProbe` for `readiness`.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  return fewestEdits(word, candidates) ?? sharedBeginning(word, candidates);
}

function sharedBeginning(word: string, candidates: readonly string[]): string | undefined {
  const shared = (candidate: string) => Math.min(word.length, candidate.length);
  return candidates
    .filter(candidate => shared(candidate) > 2 && (word.startsWith(candidate) || candidate.startsWith(word)))
    .sort((a, b) => shared(b) - shared(a))[0];
}

function fewestEdits(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

// Edits that turn one word into the other: insert, delete, replace, or swap two neighbours (optimal string alignment).
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replace, row[j - 1]! + 1, rows[i - 1]![j]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
      }
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
