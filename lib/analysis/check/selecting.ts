import { grouped } from '../manifests/grouped';
import { type Labels, labelsOf } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import { onceFor } from '../manifests/once-for';
import type { Tree } from '../manifests/tree';
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

/** The objects of a kind that select some pods. By one label that they ask for, so that most are never looked at. */
export function selecting(kind: Selecting, { environment, namespace, labels }: Pods, tree: Tree): Manifest[] {
  const at = [environment, kind, namespace];
  const found = byLabel(tree);
  const candidates = [ANY, ...Object.entries(labels)].flatMap(label => found.get(JSON.stringify([...at, label])) ?? []);
  return candidates.filter(manifest => matchesSelector(selectorOf(manifest), labels));
}

// Of what asks for no label.
const ANY = ['', ''];

const byLabel = onceFor((tree: Tree) =>
  grouped(
    tree.manifests
      .filter(({ identity }) => Object.hasOwn(SELECTORS, identity.kind))
      .map(manifest => {
        const { kind, namespace } = manifest.identity;
        const [asked = ANY] = Object.entries(labelsOf(selectorOf(manifest)?.matchLabels));
        return [JSON.stringify([tree.environmentOf(manifest.file), kind, namespace, asked]), manifest] as const;
      }),
  ),
);

/** What a budget or a policy asks of pods: a policy that says nothing is for all, a budget for none. */
export function selectorOf({ identity, value }: Manifest): { readonly [key: string]: any } | undefined {
  const selector = value['spec']?.[SELECTORS[identity.kind as Selecting]];
  return selector ?? (identity.kind === 'NetworkPolicy' ? {} : undefined);
}
