import { linkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../simulation/random';
import { cleared } from './cleared';
import type { Oddity } from './oddity';
import { ASIDE, FOLDERS, INPUTS, OUTPUTS } from './places';

/** What the project is among: links may lead there. The tool may neither change it nor wait for it. */
const TARGETS = [
  '../victim',
  '../victim/file.yaml',
  '../victim/next',
  '../fifo',
  '.',
  '..',
  '/',
  '/dev/zero',
  '/dev/full',
  'missing',
  'loop',
  'apps',
];

export function link(random: Random): Oddity {
  const path = random.pick([
    ...INPUTS,
    ...OUTPUTS,
    ...FOLDERS,
    ...FOLDERS,
    '.bluegreen',
    '.bluegreen',
    '.dist.bluegreen',
    ...ASIDE.map(name => `.bluegreen/${name}`),
    'dist/apps/production/ping/base/more.yaml',
    'apps/more.yaml',
    'releases/more',
    'loop',
  ]);
  const target = random.pick(TARGETS);
  const isHard = target === '../fifo' && random.between(0, 1) < 0.7;
  return {
    words: `${path} is a ${isHard ? 'pipe' : `link to ${target}`}`,
    make: project => {
      const at = cleared(project, path);
      if (isHard) linkSync(join(project, target), at);
      else symlinkSync(target.startsWith('/') ? target : join(project, target), at);
    },
  };
}
