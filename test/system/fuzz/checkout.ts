import { Random } from '../simulation/random';
import { anyOddity } from './oddities/any';
import type { Oddity } from './oddities/oddity';

/** What is done with a checkout that nobody should trust. */
export interface Input {
  /** What is wrong with the project, in the order in which it comes about. */
  readonly oddities: readonly Oddity[];
  /** Whether the last commit has it too. */
  readonly isCommitted: boolean;
  /** Arguments of `bluegreen`; `app` stands for the cdk8s app. */
  readonly words: readonly string[];
  readonly context?: string;
}

const VERBS: readonly (readonly string[])[] = [
  ['status'],
  ['status', '--output', 'json'],
  ['status', 'p*', '--env', 'production', '--todo'],
  ['synth'],
  ['synth', '--only', 'ping'],
  ['synth', '-c', 'ping.active=green'],
  ['app'],
  ['check'],
  ['check', '--no-base'],
  ['check', '--base', 'HEAD~1', '--format', 'sarif'],
  ['check', '--base', 'HEAD', '--format', 'github'],
  ['check', '--head', 'HEAD', '--format', 'markdown'],
  ['check', '--head-dir', '.', '--format', 'json'],
  ['check', '--base-dir', 'dist/apps', '--head-dir', 'dist'],
  ['check', '.'],
  ['plan'],
  ['plan', '--format', 'markdown'],
  ['plan', '--base', 'HEAD~1', '--format', 'html'],
  ['plan', '--head-dir', 'dist', '--format', 'json'],
  ['deploy', 'ping', '--env', 'production', '--tag', '3.0', '--dry-run'],
  ['deploy', 'ping', '--env', 'production', '--tag', '3.0'],
  ['promote', 'ping', '--env', 'production', '--dry-run'],
  ['promote', 'ping', '--env', 'production'],
  ['rollback', 'ping', '--env', 'production', '--dry-run'],
  ['retire', 'ping', '--env', 'production'],
  ['contract', 'ping', '--env', 'production', '--dry-run'],
  ['new', 'pong', '--image', 'example/pong:1.0', '--port', '80', '--readiness', '/', '--env', 'production'],
  ['history'],
  ['history', 'ping', '--output', 'json'],
  ['history', '--svg', 'history.svg'],
  ['completion', 'bash'],
  ['completion', 'zsh'],
  ['completion', 'fish'],
];

const CONTEXTS = ['{"ping.active":"green"}', '{', '[]', '{"__proto__.active":"x"}', `{"${'x'.repeat(1000)}":1}`];

/** The input of a number; the same one each time. */
export function inputOf(seed: number): Input {
  const random = new Random(seed * 7919 + 17);
  return {
    words: random.pick(VERBS),
    isCommitted: random.between(0, 1) < 0.15,
    oddities: Array.from({ length: Math.floor(random.between(1, 4)) }, () => anyOddity(random)),
    ...(random.between(0, 1) < 0.05 && { context: random.pick(CONTEXTS) }),
  };
}

export function inWords(seed: number): string {
  const { words, oddities, isCommitted, context } = inputOf(seed);
  const what = oddities.map(({ words }) => words.slice(0, 300)).join('; ');
  return `input ${seed}: ${words.join(' ')}, where ${what}${isCommitted ? ', committed' : ''}${context ? `, ${context.slice(0, 100)}` : ''}`;
}
