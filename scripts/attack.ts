/** Prints what `check` finds of the changes in test/system/attack. --wrong: what it gets wrong. --write: notes that. */
import { writeFileSync } from 'node:fs';
import { inputOutcomes, KNOWN_OF_INPUTS, tableOfInputs, wrongOfInputs } from '../test/system/attack/inputs/measure';
import { KNOWN, outcomes, table, wrong } from '../test/system/attack/measure';

async function main(): Promise<void> {
  const all = outcomes();
  for (const line of table(all)) console.log(line);
  const byInputs = await inputOutcomes();
  for (const line of tableOfInputs(byInputs)) console.log(line);
  const faults = [wrong(all), wrongOfInputs(byInputs)] as const;
  if (process.argv.includes('--wrong')) for (const line of faults.flat()) console.log(line);
  if (!process.argv.includes('--write')) return;
  for (const [file, lines] of [
    [KNOWN, faults[0]],
    [KNOWN_OF_INPUTS, faults[1]],
  ] as const) {
    writeFileSync(file, lines.map(line => `${line}\n`).join(''));
  }
}

void main();
