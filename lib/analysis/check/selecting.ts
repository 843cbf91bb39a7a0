import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';
import { type Labels, labelsOf } from '../topology/workload';
import { matchesSelector } from './label-selector';

// The objects that select pods by a LabelSelector, and where they say it.
const SELECTORS = { PodDisruptionBudget: 'selector', NetworkPolicy: 'podSelector' } as const;

type Selecting = keyof typeof SELECTORS;

/** Pods of one namespace with the same labels. */
interface Pods {
  readonly environment: string;
  readonly namespace: string;
  readonly labels: Labels;
}

const known = new WeakMap<Tree, ReadonlyMap<string, readonly Manifest[]>>();

/** The objects of a kind that select some pods. By one label that they ask for, so that most are never looked at. */
export function selecting(kind: Selecting, { environment, namespace, labels }: Pods, tree: Tree): Manifest[] {
  let index = known.get(tree);
  if (!index) {
    index = indexOf(tree);
    known.set(tree, index);
  }
  const at = [environment, kind, namespace];
  const found = index;
  const candidates = [ANY, ...Object.entries(labels)].flatMap(label => found.get(JSON.stringify([...at, label])) ?? []);
  return candidates.filter(manifest => matchesSelector(selectorOf(manifest), labels));
}

// Of what asks for no label.
const ANY = ['', ''];

function indexOf(tree: Tree): ReadonlyMap<string, readonly Manifest[]> {
  const index = new Map<string, Manifest[]>();
  for (const manifest of tree.manifests) {
    const { kind, namespace } = manifest.identity;
    if (!Object.hasOwn(SELECTORS, kind)) continue;
    const [asked = ANY] = Object.entries(labelsOf(selectorOf(manifest)?.matchLabels));
    const key = JSON.stringify([tree.environmentOf(manifest.file), kind, namespace, asked]);
    const found = index.get(key);
    if (found) found.push(manifest);
    else index.set(key, [manifest]);
  }
  return index;
}

/** What a budget or a policy asks of pods: a policy that says nothing is for all, a budget for none. */
export function selectorOf({ identity, value }: Manifest): { readonly [key: string]: any } | undefined {
  const selector = value['spec']?.[SELECTORS[identity.kind as Selecting]];
  return selector ?? (identity.kind === 'NetworkPolicy' ? {} : undefined);
}
