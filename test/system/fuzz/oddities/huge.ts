import { closeSync, ftruncateSync, openSync } from 'node:fs';
import type { Random } from '../../simulation/random';
import { cleared } from './cleared';
import type { Oddity } from './oddity';
import { ASIDE, INPUTS, MEGABYTE, OUTPUTS } from './places';

/** A file with a hole of up to gigabytes. */
export function huge(random: Random): Oddity {
  const path = random.pick([
    ...INPUTS,
    ...OUTPUTS,
    'apps/more.yaml',
    'dist/disk.img',
    'dist/apps/production/ping/base/more.yaml',
    'disk.img',
    ...ASIDE.map(name => `.bluegreen/${name}`),
  ]);
  const size = random.pick([2 * MEGABYTE, 11 * MEGABYTE, 600 * MEGABYTE, 3000 * MEGABYTE]);
  return {
    words: `${path} has ${size} bytes`,
    make: project => {
      const file = openSync(cleared(project, path), 'w');
      ftruncateSync(file, size);
      closeSync(file);
    },
  };
}
