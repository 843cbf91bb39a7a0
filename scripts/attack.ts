/** Prints what `check` finds of the changes in test/system/attack. --wrong: what it gets wrong. --write: notes that. */
import { writeFileSync } from 'node:fs';
import { KNOWN, outcomes, table, wrong } from '../test/system/attack/measure';

const all = outcomes();
for (const line of table(all)) console.log(line);
if (process.argv.includes('--wrong')) for (const line of wrong(all)) console.log(line);
if (process.argv.includes('--write'))
  writeFileSync(
    KNOWN,
    wrong(all)
      .map(line => `${line}\n`)
      .join(''),
  );
