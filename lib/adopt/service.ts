import type { Manifest } from '../analysis/manifests/manifest';
import { ServiceType } from '../construct/props/service';
import type { Account } from './account';

type Fields = { readonly [key: string]: any };

const KEYS = ['externalTrafficPolicy', 'loadBalancerClass', 'loadBalancerSourceRanges'];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The keys of `service` that keep the running Service as callers know it. */
export function mapService(service: Manifest, application: string, account: Account): Fields {
  const spec: Fields = service.value['spec'];
  const metadata: Fields = service.value['metadata'];
  const { name } = service.identity;
  account.note(['metadata', 'name'], 'key', name === application ? 'name' : 'service.name');
  account.note(['spec', 'selector'], 'told', 'it leads to a colour from the commit on that moves users');
  account.note(['spec', 'ports'], 'key', 'ports');
  account.note(['spec', 'type'], 'key', 'service.type');
  account.note(['metadata', 'labels'], 'told', STAYS);
  const annotations = Object.fromEntries(
    Object.entries<string>(metadata['annotations'] ?? {}).filter(([key]) => {
      const isOthers =
        key === LAST_APPLIED ||
        /^(argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io|meta\.helm\.sh|helm\.sh)\//.test(key);
      account.note(
        ['metadata', 'annotations', key],
        isOthers ? 'told' : 'key',
        isOthers ? 'it is of whoever applies it today' : 'service.annotations',
      );
      return !isOthers;
    }),
  );
  const kept = Object.fromEntries(
    KEYS.flatMap(key =>
      spec[key] === undefined || (spec['type'] ?? 'ClusterIP') === 'ClusterIP' ? [] : [[key, spec[key]]],
    ),
  );
  for (const key of Object.keys(spec)) {
    if (['selector', 'ports', 'type'].includes(key)) continue;
    const isKept = kept[key] !== undefined;
    const sticks = key === 'sessionAffinity' && spec[key] === 'ClientIP';
    account.note(['spec', key], isKept ? 'key' : 'told', isKept ? `service.${key}` : sticks ? STICKS : STAYS);
  }
  const type = spec['type'] ?? ServiceType.CLUSTER_IP;
  return {
    ...(name !== application && { name }),
    ...(type !== ServiceType.CLUSTER_IP && { type }),
    ...(Object.keys(annotations).length && { annotations }),
    ...kept,
  };
}

const STAYS = 'it stays on the running Service as it is: what ours does not say is left to who said it';
const STICKS =
  'take it away before users move: it stays on the running Service, and clients would stick to pods of the colour that they are to leave';
