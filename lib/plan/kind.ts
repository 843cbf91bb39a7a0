/** What a change does to an application; the ones that can hurt users first. */
export const KINDS = [
  // Users reach nothing any more.
  'outage',
  // The application is gone.
  'removal',
  // The pods that users are on are replaced.
  'live change',
  'gate skipped',
  'rollback',
  'promote',
  // Users move, and nothing says which way.
  'move',
  'migration',
  // Pods are replaced one after the other: there are no colours.
  'rollout',
  'deploy',
  'config',
  'retire',
  'scale',
  'raise',
  'gate',
  'new',
  'objects',
  'engine',
  'spec',
] as const;

export type Kind = (typeof KINDS)[number];

/** Which of two kinds is told first. */
export function byDanger(a: Kind, b: Kind): number {
  return KINDS.indexOf(a) - KINDS.indexOf(b);
}

const DANGEROUS: ReadonlySet<Kind> = new Set(['outage', 'removal', 'live change', 'gate skipped']);

/** Whether it hurts users, or may. */
export function isDangerous(kind: Kind): boolean {
  return DANGEROUS.has(kind);
}

const MOVES: ReadonlySet<Kind> = new Set(['outage', 'rollback', 'promote', 'move']);

/** Whether users reach others than before. */
export function movesUsers(kind: Kind): boolean {
  return MOVES.has(kind);
}
