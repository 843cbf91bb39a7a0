import type { Random } from '../../simulation/random';
import { aside } from './aside';
import { bytes, cut, text } from './edited';
import { huge } from './huge';
import { kind, moved } from './kind';
import { link } from './link';
import { named } from './named';
import type { Oddity } from './oddity';
import { repository } from './repository';

/** Any oddity; the same for the same random numbers. */
export function anyOddity(random: Random): Oddity {
  return random.pick(KINDS)(random);
}

const KINDS: ReadonlyArray<(random: Random) => Oddity> = [
  cut,
  cut,
  cut,
  bytes,
  text,
  text,
  link,
  link,
  link,
  huge,
  named,
  named,
  kind,
  aside,
  aside,
  repository,
  moved,
];
