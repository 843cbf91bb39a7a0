import { writeFileSync } from 'node:fs';
import type { Random } from '../../simulation/random';
import { cleared } from './cleared';
import type { Oddity } from './oddity';
import { ASIDE } from './places';

/**
 * A lock, a journal or a note that is half of one. A lock that is held is waited for, as the docs say: these are of nobody,
 * or of the dead.
 */
export function aside(random: Random): Oddity {
  const name = random.pick(ASIDE);
  const odd = () =>
    random.pick<unknown>([
      null,
      7,
      -1,
      '',
      'x',
      '\u001b[2J',
      [],
      {},
      true,
      2 ** 30,
      '../victim/file.yaml',
      '.git/hooks/post-checkout',
      'apps/ping.yaml',
      'dist/../../victim/x',
      'a\nb',
    ]);
  const holder = {
    pid: random.pick<unknown>([2 ** 30, odd()]),
    born: odd(),
    command: odd(),
    since: random.pick<unknown>([0, odd()]),
    machine: random.pick<unknown>([undefined, { host: odd() }, odd()]),
  };
  if (holder.pid === 7 || holder.pid === true) holder.pid = 2 ** 30;
  const change = {
    path: odd(),
    before: random.pick<unknown>([null, odd()]),
    bytes: random.pick<unknown>([null, 0, 5, odd()]),
    mode: random.pick<unknown>([undefined, odd()]),
  };
  const lines: Readonly<Record<string, unknown[]>> = {
    journal: [
      { format: random.pick<unknown>([3, odd()]), command: random.pick<unknown>(['x', odd()]) },
      change,
      { changes: random.pick<unknown>([1, odd()]) },
    ],
    'to-commit.1.1': [{ holder, paths: random.pick<unknown>([[odd()], odd()]), message: odd() }],
  };
  const said = (lines[name] ?? [random.pick<unknown>([holder, odd()])])
    .map(line => `${JSON.stringify(line)}\n`)
    .join('');
  const whole = random.between(0, 1) < 0.7 ? said : said.slice(0, Math.floor(random.between(0, said.length)));
  return {
    words: `.bluegreen/${name} is ${JSON.stringify(whole)}`,
    make: project => writeFileSync(cleared(project, `.bluegreen/${name}`), whole),
  };
}
