import { objectName, workloadId } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';

/** An object whose controller starts pods and moves users by itself, at moments that no file tells. */
interface Controller {
  readonly manifest: Manifest;
  /** Id of the workload that it takes in hand, where that is another object. */
  readonly target?: string;
}

// Argo Rollouts, Flagger, Knative.
const TARGETS: { readonly [kind: string]: string | undefined } = {
  'argoproj.io/Rollout': 'workloadRef',
  'flagger.app/Canary': 'targetRef',
  'serving.knative.dev/Service': undefined,
  'serving.knative.dev/Configuration': undefined,
};

/** All such objects of a tree. */
export function controllersOf(tree: Tree): Controller[] {
  return tree.manifests.flatMap(manifest => {
    const { group, kind, namespace } = manifest.identity;
    const key = `${group}/${kind}`;
    if (!(key in TARGETS)) return [];
    const target = manifest.value['spec']?.[TARGETS[key] ?? ''];
    if (typeof target?.kind !== 'string' || typeof target.name !== 'string') return [{ manifest }];
    return [
      {
        manifest,
        target: workloadId(tree.environmentOf(manifest.file), { kind: target.kind, namespace, name: target.name }),
      },
    ];
  });
}

/** What is not judged because of them, in words. */
export function leftToControllers(tree: Tree): string[] {
  const names = [...new Set(controllersOf(tree).map(({ manifest }) => objectName(manifest.identity)))];
  if (!names.length) return [];
  return [
    `left to a controller, which replaces pods and moves users when it finds fit: ${names.join(', ')}; no file says whom ` +
      'users are on, so no rule on colours is held against it',
  ];
}
