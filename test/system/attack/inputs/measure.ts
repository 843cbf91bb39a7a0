import { join } from 'node:path';
import { type InputOutcome, inputAttacks, inputOutcome } from './attacks';

/** What is known to go wrong, a line each. `npm run attack -- --write` writes it. */
export const KNOWN_OF_INPUTS = join(__dirname, 'known.txt');

export async function inputOutcomes(): Promise<InputOutcome[]> {
  const all: InputOutcome[] = [];
  for (const attack of inputAttacks()) all.push(await inputOutcome(attack));
  return all;
}

/** A line for each edit that `check` gets wrong. */
export function wrongOfInputs(all: readonly InputOutcome[]): string[] {
  return all.flatMap(one => {
    if (one.kind !== 'judged' || one.isRight) return [];
    const { attack, judgement } = one;
    return [`${attack.by ? 'missed' : `alarm by ${judgement.rules.join(' and ')}`}: ${attack.name}`];
  });
}

/** What came of them, in lines. */
export function tableOfInputs(all: readonly InputOutcome[]): string[] {
  const judged = all.flatMap(one => (one.kind === 'judged' ? [one] : []));
  const line = (words: string, own: typeof judged) =>
    `${String(own.filter(({ isRight }) => isRight).length).padStart(4)} of ${String(own.length).padStart(4)}              ${words}`;
  const count = (kind: InputOutcome['kind']) => String(all.filter(one => one.kind === kind).length).padStart(4);
  return [
    line(
      'harmful, by inputs of this project, without BG012',
      judged.filter(({ attack }) => attack.by),
    ),
    line(
      'harmless, by inputs of this project',
      judged.filter(({ attack }) => !attack.by),
    ),
    `${count('refused')}                      edits of inputs that synth refuses`,
    `${count('same')}                      edits of inputs that make the same dist/`,
  ];
}
