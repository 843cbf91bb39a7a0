import { filesBelow } from '../../../../lib/project/write/files-below';
import { lost } from '../simulator/compare';
import { mutations } from './grammar';
import { judged } from './judged';

/** What `check` makes of the changes of a style after which somebody is not served. */
export interface HeldOut {
  readonly style: string;
  readonly changes: number;
  readonly losses: number;
  /** Those of which it says nothing. */
  readonly missed: readonly string[];
}

/** Styles that nobody looked at when the rules were made: README.md says when each was added, and what came of it. */
export function heldOut(): HeldOut[] {
  return [...filesBelow(__dirname, 'corpus')].map(([path, text]) => {
    const file = path.replace(/^.*\//, '');
    const base = new Map([[file, text]]);
    const missed: string[] = [];
    let [changes, losses] = [0, 0];
    for (const { words, head } of mutations(base)) {
      changes++;
      const ways = lost(base, head);
      if (!ways.length) continue;
      losses++;
      if (!judged(base, head).length) missed.push(`${file}: ${words}: ${ways.join(', ')}`);
    }
    return { style: file, changes, losses, missed };
  });
}
