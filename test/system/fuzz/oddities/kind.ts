import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../simulation/random';
import { cleared } from './cleared';
import type { Oddity } from './oddity';
import { FOLDERS, INPUTS, OUTPUTS } from './places';

/** A file in place of a folder, a folder in place of a file, or neither. */
export function kind(random: Random): Oddity {
  const path = random.pick([...INPUTS, ...OUTPUTS, ...FOLDERS, '.bluegreen', 'dist/apps/production/ping/base']);
  const what = random.pick(['nothing', 'a file', 'a folder', 'an empty file'] as const);
  return {
    words: `${path} is ${what}`,
    make: project => {
      const at = cleared(project, path);
      if (what === 'a folder') mkdirSync(at);
      else if (what !== 'nothing') writeFileSync(at, what === 'a file' ? 'a: 1\n' : '');
    },
  };
}

/** One thing in the place of another. */
export function moved(random: Random): Oddity {
  const [from, to] = [
    random.pick([...INPUTS, ...OUTPUTS, ...FOLDERS]),
    random.pick([...INPUTS, ...OUTPUTS, 'apps/more.yaml', 'releases/more']),
  ];
  return {
    words: `${from} stands at ${to}`,
    make: project => {
      if (!isThere(join(project, from)) || from === to || to.startsWith(`${from}/`)) return;
      const aside = join(project, '..', 'moved');
      renameSync(join(project, from), aside);
      renameSync(aside, cleared(project, to));
    },
  };
}

function isThere(path: string): boolean {
  try {
    return Boolean(lstatSync(path));
  } catch {
    return false;
  }
}
