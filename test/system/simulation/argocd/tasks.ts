import { annotation, identity, type KubernetesObject } from '../cluster/object';

/** One thing that a sync does. */
export interface Task {
  readonly kind: 'apply' | 'prune' | 'hook';
  readonly id: string;
  readonly object: KubernetesObject;
  readonly wave: number;
}

const WAVE = 'argocd.argoproj.io/sync-wave';
const HOOK = 'argocd.argoproj.io/hook';
const OPTIONS = 'argocd.argoproj.io/sync-options';

// gitops-engine/pkg/sync/sync_tasks.go, as far as we have the kinds; one that is not known comes last.
const KINDS = [
  'Namespace',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'Service',
  'Deployment',
  'HorizontalPodAutoscaler',
  'Job',
  'Ingress',
];

/** A hook is no part of what is compared or pruned. */
export function isHook(object: KubernetesObject): boolean {
  return annotation(object, HOOK) === 'Sync';
}

function hasOption(object: KubernetesObject, option: string): boolean {
  return annotation(object, OPTIONS)?.split(',').includes(option) ?? false;
}

/** A wave that is no integer counts as none. */
function waveOf(object: KubernetesObject): number {
  const text = annotation(object, WAVE) ?? '';
  return /^[-+]?\d+$/.test(text) ? Number(text) : 0;
}

/**
 * What a sync does, wave by wave in the order in which it does it; in a wave what is pruned comes first.
 * @param pruned live objects that git has no more
 */
export function tasksOf(
  desired: readonly KubernetesObject[],
  pruned: readonly KubernetesObject[],
  { pruneLast }: { readonly pruneLast: boolean },
): Task[][] {
  const applied = desired.map(
    (object): Task => ({ kind: isHook(object) ? 'hook' : 'apply', id: identity(object), object, wave: waveOf(object) }),
  );
  const afterAll = Math.max(0, ...applied.map(({ wave }) => wave)) + 1;
  const mirrored = mirror(pruned.map(waveOf));
  const gone = pruned
    .filter(object => !hasOption(object, 'Prune=false'))
    .map((object): Task => {
      const isLast = pruneLast || hasOption(object, 'PruneLast=true');
      return { kind: 'prune', id: identity(object), object, wave: isLast ? afterAll : mirrored.get(waveOf(object))! };
    });
  const waves = [...new Set([...applied, ...gone].map(({ wave }) => wave))].sort((a, b) => a - b);
  return waves.map(wave => [
    ...gone.filter(task => task.wave === wave),
    ...applied.filter(task => task.wave === wave).sort(byKindAndName),
  ]);
}

// What was made last goes first.
function mirror(waves: readonly number[]): Map<number, number> {
  const rising = [...new Set(waves)].sort((a, b) => a - b);
  return new Map(rising.map((wave, index) => [wave, rising[rising.length - 1 - index]!]));
}

function byKindAndName(a: Task, b: Task): number {
  return place(a.object) - place(b.object) || (a.id < b.id ? -1 : 1);
}

function place({ kind }: KubernetesObject): number {
  const index = KINDS.indexOf(kind);
  return index < 0 ? KINDS.length : index;
}
