import type { Manifest } from '../analysis/manifests/manifest';
import { isOfACanary } from './flagger/canary';

type Fields = { readonly [key: string]: any };

/** What is taken over, as far as other objects have to do with it. */
interface Running {
  /** Whether a selector finds the pods that run. */
  findsOld(selector: Fields): boolean | undefined;
  /** What says how many there are. */
  readonly scaled: Manifest;
  readonly service: Manifest | undefined;
  readonly alsoLeading: readonly Manifest[];
  /** Why a Service among them can't move. */
  readonly staying: ReadonlyMap<Manifest, string>;
  /** The old Service for a look at the next release. */
  readonly preview: string | undefined;
  readonly config: Fields | undefined;
  /** ConfigMaps whose contents are files of the release. */
  readonly files: ReadonlySet<string>;
}

/** What is said of an object that has nothing to do with the change. */
export const STAYS = 'it stays where it is';

/** Whether an object goes on as it is, and whether that is enough. */
export function whatStays(object: Manifest, running: Running): string {
  const {
    identity: { kind, name },
    value,
  } = object;
  const { findsOld, scaled, alsoLeading, preview, config } = running;
  if (isOfACanary(object)) return 'Flagger made it, and it goes with the Canary';
  if (kind === 'NetworkPolicy' && findsOld(value['spec']?.podSelector?.matchLabels ?? {})) {
    return 'it stays, and does NOT reach pods of ours: say who may come in "network", or give it a selector that finds them';
  }
  if (alsoLeading.some(({ identity }) => identity.name === name) && kind === 'Service') {
    const why = running.staying.get(object);
    return `${why === undefined ? '' : `${why}, so `}it goes on leading to the old pods alone, and would lead NOWHERE once they go: the plan says what to do`;
  }
  if (preview !== undefined && JSON.stringify(value['spec'] ?? {}).includes(`"${preview}"`)) {
    return `it leads to the Service ${preview}, which goes with the Rollout: lead it to ours for the idle colour`;
  }
  if (kind === 'Ingress' || kind === 'HTTPRoute') {
    return 'it stays where it is: it leads to the Service by its name, and so follows every promotion';
  }
  if (kind === 'ConfigMap' && config !== undefined && config === value['data']) {
    return 'its data are "config" now, and go with each release; it stays for whoever else reads it';
  }
  if (kind === 'ConfigMap' && running.files.has(name)) {
    return 'what pods found in it are "files" now, and go with each release; it stays for whoever else reads it';
  }
  if (value['metadata']?.ownerReferences?.some?.((owner: Fields) => owner?.['kind'] === 'ScaledObject')) {
    return 'KEDA made it, and it goes with its ScaledObject';
  }
  if (value['spec']?.scaleTargetRef?.name === scaled.identity.name) {
    return 'it scales the old pods alone: ours say in "autoscaling" how many there are, with "external: true" where somebody else goes on scaling';
  }
  return STAYS;
}
