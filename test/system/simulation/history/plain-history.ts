import type { History, Step } from './history';

/** Steps in a world where all is well, unless something else is said. */
export function history(steps: readonly Step[], rest: Partial<History> = {}): Omit<History, 'seed'> {
  return {
    spec: 'two pods',
    behaviours: { '1.0': 'is healthy', '2.0': 'is healthy', '3.0': 'is healthy' },
    pollsEvery: 'webhook',
    steps,
    ...rest,
  };
}
