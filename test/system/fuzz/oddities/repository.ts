import { writeFileSync } from 'node:fs';
import type { Random } from '../../simulation/random';
import { cleared } from './cleared';
import type { Oddity } from './oddity';

/** A repository that is broken. */
export function repository(random: Random): Oddity {
  const path = random.pick([
    '.git',
    '.git/HEAD',
    '.git/index',
    '.git/refs/heads/main',
    '.git/objects',
    '.git/packed-refs',
  ]);
  const content = random.pick([
    'nothing',
    '',
    'ref: refs/heads/none\n',
    'ref: ../../victim\n',
    'gitdir: ../victim\n',
    '\0'.repeat(100),
  ]);
  return {
    words: `${path} is ${JSON.stringify(content)}`,
    make: project => {
      const at = cleared(project, path);
      if (content !== 'nothing') writeFileSync(at, content);
    },
  };
}
