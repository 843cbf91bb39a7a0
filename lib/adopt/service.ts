import type { Manifest } from '../analysis/manifests/manifest';
import { ServiceType } from '../construct/props/service';
import { isNewer } from '../construct/validate/kubernetes/newer-fields';
import { faultsOfManifest, hasSchema } from '../construct/validate/kubernetes/strict-schema';
import type { Account } from './account';
import { whyLeftOut } from './labels';
import { ofAppliers } from './of-appliers';

type Fields = { readonly [key: string]: any };

const KEYS = ['externalTrafficPolicy', 'loadBalancerClass', 'loadBalancerSourceRanges'];
// What ours says of a Service by keys.
const SAID = ['selector', 'ports', 'type', ...KEYS];
const STICKY = ['sessionAffinity', 'sessionAffinityConfig'];
// What no template may say of a Service that moves.
const UNSAID = ['publishNotReadyAddresses', 'externalName'];

/** What of a running Service keeps it as callers know it, but for its name and its ports. */
export interface MappedService {
  /** Keys of an entry. */
  readonly keys: Fields;
  /** Laid over it as it is. @default - nothing */
  readonly template?: Fields;
}

/**
 * Maps a Service to what keeps it as callers know it.
 * @param as where the spec says it, such as `service`
 */
export function mapService(service: Manifest, as: string, account: Account): MappedService {
  const spec: Fields = service.value['spec'];
  const metadata: Fields = service.value['metadata'];
  const template = as === 'service' ? 'serviceTemplate' : `${as}.template`;
  const type = spec['type'] ?? ServiceType.CLUSTER_IP;
  const isHeadless = spec['clusterIP'] === 'None';
  const unknown = unknownIn(service);
  account.note(['spec', 'selector'], 'told', 'it leads to a colour from the commit on that moves users');
  account.note(['spec', 'type'], 'key', `${as}.type`);
  const annotations = Object.fromEntries(
    Object.entries<string>(metadata['annotations'] ?? {}).filter(([key]) => {
      const isOthers = ofAppliers(key);
      account.note(
        ['metadata', 'annotations', key],
        isOthers ? 'told' : 'key',
        isOthers ? OTHERS : `${as}.annotations`,
      );
      return !isOthers;
    }),
  );
  const kept = Object.fromEntries(
    KEYS.flatMap(key => (spec[key] === undefined || type === ServiceType.CLUSTER_IP ? [] : [[key, spec[key]]])),
  );
  const labels = Object.fromEntries(
    Object.entries<string>(metadata['labels'] ?? {}).filter(([label]) => {
      const isOurs = whyLeftOut(label, new Set()) !== undefined || ofAppliers(label);
      account.note(['metadata', 'labels', label], isOurs ? 'told' : 'key', isOurs ? GOES : template);
      return !isOurs;
    }),
  );
  const raw = Object.fromEntries(
    Object.entries<unknown>(spec).filter(([key, value]) => {
      if (['selector', 'ports', 'type'].includes(key)) return false;
      if (kept[key] !== undefined) account.note(['spec', key], 'key', `${as}.${key}`);
      else if (isHeadless && /^clusterIPs?$/.test(key)) account.note(['spec', key], 'key', `${as}.headless`);
      else if (STICKY.includes(key)) account.note(['spec', key], 'told', STICKS);
      else if (unknown.has(key)) account.note(['spec', key], 'told', UNKNOWN);
      else if (UNSAID.includes(key)) account.note(['spec', key], 'told', NOT_READY);
      else if (SAID.includes(key)) account.note(['spec', key], 'told', GOES);
      else {
        account.note(['spec', key], 'key', template);
        return value !== undefined;
      }
      return false;
    }),
  );
  return {
    keys: {
      ...(type !== ServiceType.CLUSTER_IP && { type }),
      ...(isHeadless && { headless: true }),
      ...(Object.keys(annotations).length && { annotations }),
      ...kept,
    },
    ...((Object.keys(labels).length || Object.keys(raw).length) && {
      template: {
        ...(Object.keys(labels).length && { metadata: { labels } }),
        ...(Object.keys(raw).length && { spec: raw }),
      },
    }),
  };
}

const OTHERS = 'it is of whoever applies it today';
const GOES =
  'it goes with the commit that moves users: ours says this itself, or it belongs to whoever applies it today';
const STICKS =
  'it goes with the commit that moves users: with it, clients would stick to pods of the colour that they are to leave';
const NOT_READY = 'it goes with the commit that moves users: with it, they would be led to pods that can not answer';
const UNKNOWN = 'no cluster knows it: it is dropped today';

function unknownIn({ value }: Manifest): ReadonlySet<unknown> {
  if (!hasSchema(value)) return new Set();
  const faults = faultsOfManifest(value).filter(({ kind, path, owner }) => {
    return kind === 'unknown' && path[0] === 'spec' && !isNewer(owner ?? '', String(path.at(-1)));
  });
  return new Set(faults.map(({ path }) => path[1]));
}
