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
  'watch',
  // Copies of users' requests.
  'mirror',
  'new',
  'objects',
  'engine',
  'quota',
  'spec',
] as const;

export type EffectKind = (typeof KINDS)[number];

/** A number of changes of a kind, as a reader says it: `2 promotions`. */
export function countedEffects(kind: EffectKind, count: number): string {
  const [one, many] = WORDS[kind];
  return `${count} ${count === 1 ? one : many}`;
}

const WORDS: Readonly<Record<EffectKind, readonly [one: string, many: string]>> = {
  outage: ['outage', 'outages'],
  removal: ['removal', 'removals'],
  'live change': ['change under users', 'changes under users'],
  'gate skipped': ['skipped gate', 'skipped gates'],
  rollback: ['rollback', 'rollbacks'],
  promote: ['promotion', 'promotions'],
  move: ['move of users', 'moves of users'],
  migration: ['migration', 'migrations'],
  rollout: ['rollout without colours', 'rollouts without colours'],
  deploy: ['deploy', 'deploys'],
  config: ['change of settings', 'changes of settings'],
  retire: ['retirement', 'retirements'],
  scale: ['change of size', 'changes of size'],
  raise: ['raised colour', 'raised colours'],
  gate: ['new run of a gate', 'new runs of gates'],
  watch: ['watch', 'watches'],
  mirror: ['change of what is copied', 'changes of what is copied'],
  new: ['new application', 'new applications'],
  objects: ['change of other objects', 'changes of other objects'],
  engine: ['change for the engine', 'changes for the engine'],
  quota: ['change of what is asked of a quota', 'changes of what is asked of quotas'],
  spec: ['change of inputs', 'changes of inputs'],
};

/** Which of two kinds is told first. */
export function byDanger(a: EffectKind, b: EffectKind): number {
  return KINDS.indexOf(a) - KINDS.indexOf(b);
}

const DANGEROUS: ReadonlySet<EffectKind> = new Set(['outage', 'removal', 'live change', 'gate skipped']);

/** Whether it hurts users, or may. */
export function isDangerous(kind: EffectKind): boolean {
  return DANGEROUS.has(kind);
}

/** Whether it only follows from what is counted already. */
export function followsFromOthers(kind: EffectKind): boolean {
  return kind === 'quota';
}

const MOVES: ReadonlySet<EffectKind> = new Set(['outage', 'rollback', 'promote', 'move']);

/** Whether users reach others than before. */
export function movesUsers(kind: EffectKind): boolean {
  return MOVES.has(kind);
}
