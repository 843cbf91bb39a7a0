import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../simulation/random';
import { cleared, contentOf } from './cleared';
import type { Oddity } from './oddity';
import { INPUTS } from './places';

const NAMES: ReadonlyArray<string | Buffer> = [
  '$(touch pwned).yaml',
  '`touch pwned`.yaml',
  '-rf.yaml',
  '..yaml',
  '...yaml',
  '.yaml',
  ' .yaml',
  'a b.yaml',
  'a\nb.yaml',
  'a\u001b[2Jb.yaml',
  '::error::x.yaml',
  'quo\'te".yaml',
  'back\\slash.yaml',
  '\u202eright.yaml',
  'ü.yaml',
  'u\u0308.yaml',
  'constructor.yaml',
  '__proto__.yaml',
  'toString',
  'PING.yaml',
  'ping.yml',
  'ping.YAML',
  'ping.json',
  'kustomization.yaml',
  'Chart.yaml',
  `${'x'.repeat(250)}.yaml`,
  '.gitattributes',
  '.git',
  '*.yaml',
  ':(top)x.yaml',
  '"quoted.yaml',
  Buffer.from('bad\xff\xfe.yaml', 'latin1'),
];

/** An odd name. */
export function named(random: Random): Oddity {
  const folder = random.pick([
    'apps',
    'releases',
    'releases/production',
    'dist/apps/production/ping/base',
    'dist',
    '.bluegreen',
    '.',
  ]);
  const name = random.pick(NAMES);
  const isFolder = random.between(0, 1) < 0.2;
  const model = random.pick(INPUTS);
  return {
    words: `${isFolder ? 'a folder' : 'a file'} ${JSON.stringify(String(name))} in ${folder}`,
    make: project => {
      cleared(project, `${folder}/x`);
      const at = Buffer.concat([Buffer.from(`${project}/${folder}/`), Buffer.from(name)]);
      if (lstatSync(at, { throwIfNoEntry: false })) return;
      if (isFolder) mkdirSync(at);
      else writeFileSync(at, contentOf(join(project, model)));
    },
  };
}
