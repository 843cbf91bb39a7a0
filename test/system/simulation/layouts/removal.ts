import { COLOURS, otherColour } from '../../../../lib/construct/props/colour';
import type { KubernetesObject } from '../cluster/object';
import type { Commit } from '../git';
import type { Layout } from './layout';
import { without } from './rewrite';

const GUARDS = ['argocd.argoproj.io/sync-options', 'kustomize.toolkit.fluxcd.io/prune'];

/** The commit that moves traffic takes away the Deployment of the colour that it leaves, which nothing guards. */
export function withRemoval(layout: Layout): Layout {
  return { ...layout, name: `${layout.name}, switch and removal in one commit`, rewrite: removed };
}

/** The same, with the guards that we write. */
export function withGuardedRemoval(layout: Layout): Layout {
  return {
    ...layout,
    name: `${layout.name}, guards, switch and removal in one commit`,
    rewrite: (manifests, before) => leave(manifests, before),
  };
}

function removed(manifests: Commit['manifests'], before: Commit['manifests'] | undefined): Commit['manifests'] {
  return without(leave(manifests, before), GUARDS);
}

function leave(manifests: Commit['manifests'], before: Commit['manifests'] | undefined): Commit['manifests'] {
  const active = activeIn(manifests);
  if (!before || activeIn(before) === active) return manifests;
  return manifests.filter(({ path }) => !path.startsWith(`${otherColour(active)}/Deployment`));
}

function activeIn(manifests: Commit['manifests']) {
  const service = manifests.find(({ path }) => path === 'release/traffic/Service.ping.k8s.yaml')!.object;
  const selector: object = (service as KubernetesObject)['spec'].selector;
  return COLOURS.find(colour => Object.values(selector).includes(colour))!;
}
