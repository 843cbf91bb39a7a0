import { join } from 'node:path';
import { review } from '../../../lib/analysis/check/review';
import { modelsOf } from '../../../lib/analysis/topology/model';
import { type Attack, attacks } from './generate';
import { Reading } from './reading';

/** What is known to go wrong, a line each: it may only get shorter. `npm run attack -- --write` writes it. */
export const KNOWN = join(__dirname, 'known.txt');

/** What `check` says of an attack. */
export interface Outcome {
  readonly attack: Attack;
  /** The rules that find something, each once. */
  readonly rules: readonly string[];
  readonly isRight: boolean;
}

export function outcomes(all: readonly Attack[] = attacks()): Outcome[] {
  const reading = new Reading();
  return all.map(attack => {
    const { by, base, head } = attack;
    const { findings } = review(modelsOf(reading.trees(reading.sides(base, head))));
    const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
    const isRight = by ? rules.some(rule => !by.length || by.includes(rule)) : !rules.length;
    return { attack, rules, isRight };
  });
}

/** A line for each attack that `check` gets wrong. */
export function wrong(all: readonly Outcome[]): string[] {
  return all
    .filter(({ isRight }) => !isRight)
    .map(({ attack, rules }) => `${attack.by ? 'missed' : `alarm by ${rules.join(' and ')}`}: ${attack.name}`);
}

/** A line for each kind: how many were found, or raised no alarm, of how many. */
export function table(all: readonly Outcome[]): string[] {
  const kinds = [...new Set(all.map(({ attack }) => attack.kind))];
  const line = (words: string, own: readonly Outcome[]) => {
    const right = own.filter(({ isRight }) => isRight).length;
    const missed = own.length - right;
    return `${String(right).padStart(4)} of ${String(own.length).padStart(4)}${missed ? `, ${String(missed).padStart(3)} ${own[0]!.attack.by ? 'missed' : 'alarms'}` : '            '}  ${words}`;
  };
  const harmful = all.filter(({ attack }) => attack.by);
  const harmless = all.filter(({ attack }) => !attack.by);
  const isOurs = ({ attack }: Outcome) => attack.style.startsWith('ours');
  return [
    ...kinds.map(kind =>
      line(
        kind,
        all.filter(({ attack }) => attack.kind === kind),
      ),
    ),
    '',
    line(
      'harmful, YAML of others',
      harmful.filter(one => !isOurs(one)),
    ),
    line('harmful, dist/ of this project, without BG012', harmful.filter(isOurs)),
    line(
      'harmless, YAML of others',
      harmless.filter(one => !isOurs(one)),
    ),
    line('harmless, dist/ of this project', harmless.filter(isOurs)),
  ];
}
