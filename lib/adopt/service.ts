import type { Manifest } from '../analysis/manifests/manifest';
import { ServiceType } from '../construct/props/service';
import type { Account } from './account';
import { whyLeftOut } from './labels';

type Fields = { readonly [key: string]: any };

const KEYS = ['externalTrafficPolicy', 'loadBalancerClass', 'loadBalancerSourceRanges'];
// What ours says of a Service, as far as it stands in the old manifest.
const SAID = ['selector', 'ports', 'type', ...KEYS];
const STICKY = ['sessionAffinity', 'sessionAffinityConfig'];
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
  for (const label of Object.keys(metadata['labels'] ?? {})) {
    account.note(['metadata', 'labels', label], 'told', isKept(label) ? STAYS : GOES);
  }
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
    if (kept[key] !== undefined) account.note(['spec', key], 'key', `service.${key}`);
    else account.note(['spec', key], 'told', STICKY.includes(key) ? STICKS : KEYS.includes(key) ? GOES : STAYS);
  }
  const type = spec['type'] ?? ServiceType.CLUSTER_IP;
  return {
    ...(name !== application && { name }),
    ...(type !== ServiceType.CLUSTER_IP && { type }),
    ...(Object.keys(annotations).length && { annotations }),
    ...kept,
  };
}

const STAYS = 'ours does not say it, and it would go with the commit that moves users: the plan keeps it';
const GOES =
  'it goes with the commit that moves users: ours says this itself, or it belongs to whoever applies it today';
const STICKS =
  'it goes with the commit that moves users: with it, clients would stick to pods of the colour that they are to leave';

const OTHERS_LABEL = /^(kustomize\.toolkit\.fluxcd\.io|argocd\.argoproj\.io|helm\.sh)\//;
const isKept = (label: string) => whyLeftOut(label, new Set()) === undefined && !OTHERS_LABEL.test(label);

/**
 * What the running Service is to keep though ours does not say it: whoever applies ours, the fields of the old manifest
 * that it does not have are taken away. Undefined where there is nothing.
 */
export function keptOnService({ value }: Manifest): Fields | undefined {
  const { metadata, spec } = value;
  const labels = Object.entries<string>(metadata['labels'] ?? {}).filter(([label]) => isKept(label));
  const fields = Object.entries<unknown>(spec).filter(([key]) => !SAID.includes(key) && !STICKY.includes(key));
  if (!labels.length && !fields.length) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: metadata['name'], ...(labels.length && { labels: Object.fromEntries(labels) }) },
    ...(fields.length && { spec: Object.fromEntries(fields) }),
  };
}
