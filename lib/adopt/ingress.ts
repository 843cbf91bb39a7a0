import type { Manifest } from '../analysis/manifests/manifest';
import { PathType } from '../construct/props/ingress';
import { faultsOfManifest, hasSchema } from '../construct/validate/kubernetes/strict-schema';
import type { Account } from './account';
import { whyLeftOut } from './labels';
import { ofAppliers } from './of-appliers';
import type { PublishedPort } from './ports';

type Fields = { readonly [key: string]: any };

/** The Service that entrances lead to, and what it publishes. */
export interface Led {
  readonly service: Manifest;
  readonly ports: readonly PublishedPort[];
}

/** Whether an Ingress leads to a Service, and to nothing else. */
export function leadsOnlyTo(service: string, { identity, value }: Manifest): boolean {
  if (identity.kind !== 'Ingress' || !hasSchema(value) || faultsOfManifest(value).length) return false;
  const { defaultBackend, rules = [] } = value['spec'] ?? {};
  const paths: Fields[] = rules.flatMap(({ http }: Fields) => http?.paths ?? []);
  const backends: Fields[] = [...(defaultBackend ? [defaultBackend] : []), ...paths.map(({ backend }) => backend)];
  return backends.length > 0 && backends.every(backend => backend['service']?.name === service);
}

/** The keys `ingress` and `ingressTemplate` that say all of an Ingress; undefined where they can't. */
export function mapIngress(ingress: Manifest, led: Led, account: Account): Fields | undefined {
  const { metadata, spec } = ingress.value as { metadata: Fields; spec: Fields };
  const ways = waysOf(spec, led);
  const certificates = ways && certificatesOf(spec['tls'] ?? [], new Set(ways.map(({ host }) => host)));
  if (!ways?.length || !certificates) return undefined;
  const hosts = new Map<string, string | undefined>(certificates.secrets);
  const [first, ...rules] = ways.map(({ host, path, pathType, port }) => {
    const tls = hosts.get(host);
    // Said once for a host.
    hosts.delete(host);
    return {
      host,
      ...(path !== '/' && { path }),
      ...(pathType !== PathType.PREFIX && { pathType }),
      ...(tls !== undefined && { tls }),
      ...(port !== ways[0]!.port && { port: port.props.name }),
    };
  });
  const annotations = kept(metadata['annotations'], ofAppliers, ['metadata', 'annotations'], 'ingress.annotations');
  const ours = (label: string) => whyLeftOut(label, new Set()) !== undefined || ofAppliers(label);
  const labels = kept(metadata['labels'], ours, ['metadata', 'labels'], 'ingressTemplate');
  const { rules: _r, tls: _t, ingressClassName, ...more } = spec;
  account.note(['spec'], 'key', 'ingress');
  const raw = { ...more, ...(certificates.others.length && { tls: certificates.others }) };
  for (const key of Object.keys(raw)) account.note(['spec', key], 'key', 'ingressTemplate');
  return {
    ingress: {
      ...first,
      ...(ways[0]!.port !== led.ports[0] && { port: ways[0]!.port.props.name }),
      ...(ingressClassName !== undefined && { className: ingressClassName }),
      ...(Object.keys(annotations).length && { annotations }),
      ...(rules.length && {
        rules: rules.map(({ host, ...rule }) => ({ ...(host !== first!.host && { host }), ...rule })),
      }),
    },
    ...((Object.keys(labels).length || Object.keys(raw).length) && {
      ingressTemplate: {
        ...(Object.keys(labels).length && { metadata: { labels } }),
        ...(Object.keys(raw).length && { spec: raw }),
      },
    }),
  };

  function kept(from: Fields = {}, isLeft: (key: string) => boolean, at: string[], key: string): Fields {
    return Object.fromEntries(
      Object.entries<string>(from).filter(([name]) => {
        const left = isLeft(name);
        account.note([...at, name], left ? 'told' : 'key', left ? 'it is of whoever applies it today, or ours' : key);
        return !left;
      }),
    );
  }
}

/**
 * The key `preview` of an Ingress, that says all of the one in front of the next release; undefined where it can't.
 * @param entrance that of the users' one
 */
export function mapPreviewIngress(preview: Manifest, led: Led, entrance: Fields, account: Account): Fields | undefined {
  const mapped = mapIngress(preview, led, account);
  if (!mapped || mapped['ingressTemplate']) return undefined;
  const { host, tls, annotations = {}, className, ...more } = mapped['ingress'] as Fields;
  if (className !== entrance['className'] || more['port'] !== entrance['port']) return undefined;
  if (['path', 'pathType', 'rules'].some(key => more[key] !== undefined)) return undefined;
  const isSame = JSON.stringify(annotations) === JSON.stringify(entrance['annotations'] ?? {});
  return { host, ...(tls !== undefined && { tls }), ...(!isSame && { annotations }) };
}

interface Way {
  readonly host: string;
  readonly path: string;
  readonly pathType: string;
  readonly port: PublishedPort;
}

function waysOf({ rules = [] }: Fields, { service, ports }: Led): Way[] | undefined {
  const ways: Way[] = [];
  for (const { host, http } of rules as Fields[]) {
    if (!host || !http?.paths.length) return undefined;
    for (const { path, pathType, backend } of http.paths as Fields[]) {
      const port = publishedAs(backend['service'].port ?? {}, service, ports);
      if (!path?.startsWith('/') || !port) return undefined;
      ways.push({ host, path, pathType, port });
    }
  }
  return ways;
}

/** The port that is meant by the number or the name that a Service publishes it by. */
export function publishedAs(
  { name, number }: Fields,
  { value }: Manifest,
  ports: readonly PublishedPort[],
): PublishedPort | undefined {
  const published = number ?? value['spec'].ports.find((port: Fields) => port['name'] === name)?.port;
  return ports.find(({ props }) => (props.servicePort ?? props.port) === published);
}

// A certificate is said at a host of its own; one for other hosts as well, or without any, as Kubernetes has it.
function certificatesOf(
  tls: readonly Fields[],
  hosts: ReadonlySet<string>,
): { readonly secrets: ReadonlyMap<string, string>; readonly others: readonly Fields[] } | undefined {
  const secrets = new Map<string, string>();
  const others: Fields[] = [];
  for (const entry of tls) {
    const { secretName, hosts: own = [] } = entry;
    const isSaid = secretName !== undefined && own.length > 0 && own.every((host: string) => hosts.has(host));
    if (!isSaid) others.push(entry);
    else if (own.some((host: string) => secrets.has(host))) return undefined;
    else for (const host of own) secrets.set(host, secretName);
  }
  const said = new Set(secrets.values());
  const names = others.map(({ secretName }) => secretName);
  if (names.some(name => said.has(name)) || new Set(names).size < names.length) return undefined;
  return { secrets, others };
}
