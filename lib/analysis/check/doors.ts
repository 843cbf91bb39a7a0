import type { Path } from '../../construct/validate/problem';
import { itemsOf } from '../manifests/items';
import type { Manifest } from '../manifests/manifest';
import { ofKind } from '../manifests/of-kind';
import type { Model } from '../topology/model';
import type { Backend } from '../topology/routing-rules';
import { isWithin } from './address-range';
import type { ComparedApplication } from './lost-access';
import { doorsOf, rulesTo } from './rules-by-service';
import { hasPort, numberOf, portsOf, type ServicePort, targetOf } from './service-ports';
import { shownOf } from './shown-value';

/** Something about an object by which users come, that shuts some of them out. */
export interface Narrowed {
  readonly manifest: Manifest;
  readonly path: Path;
  /** How it goes on after the name of the object. */
  readonly message: string;
}

/** What a change takes from users at the doors by which they come, though host, path, port and type stay. */
export function narrowedDoors({ before, after, base, head }: ComparedApplication): Narrowed[] {
  const services = before.services
    .filter(({ role }) => role === 'active')
    .flatMap(was => {
      const is = after.services.find(({ id }) => id === was.id);
      return is
        ? [
            ...(before.isBlueGreen ? ledElsewhere(was.manifest, is.manifest) : []),
            ...narrowedService(was.manifest, is.manifest),
            ...narrowedAnnotations(was.manifest, is.manifest),
          ]
        : [];
    });
  const entries = doorsOf(before, base).flatMap(was => {
    const is = head.tree.find(base.tree.environmentOf(was.file), was.identity);
    return is ? [...narrowedEntry(was, is, head), ...narrowedAnnotations(was, is)] : [];
  });
  const ports = before.isBlueGreen ? otherPorts({ before, after, base, head }) : [];
  return [...services, ...entries, ...ports];
}

// The same Service has several ports, and behind each something else may answer. Without colours, it counts whether anybody does.
function otherPorts({ before, after, base, head }: ComparedApplication): Narrowed[] {
  const now = new Map(rulesTo(after.services, head).map(rule => [rule.id, rule]));
  return rulesTo(before.services, base).flatMap(was =>
    was.backends.flatMap(backend => {
      const is = now.get(was.id)?.backends.find(({ id, subset }) => id === backend.id && subset === backend.subset);
      if (!is) return [];
      const [old, port] = [portBehind(backend, before), portBehind(is, after)];
      if (!old || !port || old.name === port.name || old.target === port.target) return [];
      // Pods of another release may call the same port by another name.
      if (!after.live.some(colour => hasPort(colour, old.target))) return [];
      return [
        {
          manifest: is.manifest,
          path: is.path,
          message: `leads to the port ${port.target} of the pods behind ${is.service}, and led to ${old.target}`,
        },
      ];
    }),
  );
}

function portBehind({ id, port }: Backend, { services }: ComparedApplication['before']) {
  const service = services.find(one => one.id === id);
  const found =
    service && portsOf(service).find(one => one['port'] === port || (port !== undefined && one['name'] === port));
  return found && { name: found['name'], target: String(targetOf(found)) };
}

// Of one without colours, it counts as nobody who answers.
function ledElsewhere(was: Manifest, is: Manifest): Narrowed[] {
  const [before, now] = [was.value['spec'] ?? {}, is.value['spec'] ?? {}];
  if (now.type !== 'ExternalName' || (before.type ?? 'ClusterIP') !== 'ClusterIP') return [];
  const message = `is a name for ${now.externalName} now, and leads to no pods`;
  return [{ manifest: is, path: ['spec', 'externalName'], message }];
}

const RANGES = 'loadBalancerSourceRanges';

function narrowedService(was: Manifest, is: Manifest): Narrowed[] {
  const [before, now] = [was.value['spec'] ?? {}, is.value['spec'] ?? {}];
  const found = (path: Path, message: string) => ({ manifest: is, path: ['spec', ...path], message });
  const same = itemsOf(before.ports).map(port => {
    const index = itemsOf(now.ports).findIndex(
      other => numberOf(other as ServicePort) === numberOf(port as ServicePort),
    );
    return { port, index, other: itemsOf(now.ports)[index] as ServicePort | undefined };
  });
  const nodePorts = same.flatMap(({ port, index, other }) => {
    // What is no longer said, the API server leaves as it is.
    if (port['nodePort'] === undefined || !other?.['nodePort'] || other['nodePort'] === port['nodePort']) return [];
    return [
      found(
        ['ports', index, 'nodePort'],
        `no longer takes requests at the port ${port['nodePort']} of the nodes, but at ${other['nodePort']}`,
      ),
    ];
  });
  const protocols = same.flatMap(({ port, index, other }) => {
    const [was, is] = [port['appProtocol'], other?.['appProtocol']];
    // What is no longer said, is guessed: by the name of the port, or from the first bytes.
    if (!was || !is || was === is) return [];
    return [found(['ports', index, 'appProtocol'], `speaks ${is} in place of ${was} at port ${port['port']}`)];
  });
  const [open, left] = [rangesOf(before), rangesOf(now)];
  const shut = open.filter(range => !isWithin(range, left));
  const ips = textsOf(before.externalIPs).filter(ip => !textsOf(now.externalIPs).includes(ip));
  return [
    ...nodePorts,
    ...protocols,
    ...(shut.length
      ? [
          found(
            [RANGES],
            `lets no one from ${shut.map(everybody).join(' and ')} in any more, save for ${left.join(' and ')}`,
          ),
        ]
      : []),
    ...(ips.length ? [found(['externalIPs'], `no longer has the address ${ips.join(' and ')}`)] : []),
    ...(before.loadBalancerIP && before.loadBalancerIP !== now.loadBalancerIP
      ? [found(['loadBalancerIP'], `no longer asks for the address ${before.loadBalancerIP}`)]
      : []),
    ...(/DualStack$/.test(before.ipFamilyPolicy) && now.ipFamilyPolicy === 'SingleStack'
      ? [found(['ipFamilyPolicy'], 'has addresses of one family of IP only, and had both')]
      : []),
    ...['externalTrafficPolicy', 'internalTrafficPolicy']
      .filter(key => before[key] !== 'Local' && now[key] === 'Local')
      .map(key => found([key], `serves only requests that reach a node on which it has a pod (${key}: Local)`)),
  ];
}

const EVERYBODY = ['0.0.0.0/0', '::/0'];

function rangesOf(spec: { readonly [key: string]: any }): string[] {
  const ranges = textsOf(spec[RANGES]);
  return ranges.length ? ranges : EVERYBODY;
}

function everybody(range: string): string {
  return range === '0.0.0.0/0' ? 'anywhere' : range;
}

function narrowedEntry(was: Manifest, is: Manifest, head: Model): Narrowed[] {
  const [before, now] = [was.value['spec'] ?? {}, is.value['spec'] ?? {}];
  const found = (path: Path, message: string) => ({ manifest: is, path, message });
  const [class_, becomes] = [classOf(was), classOf(is)];
  return [
    ...(class_ !== becomes && class_ !== undefined
      ? [
          found(
            ['spec', 'ingressClassName'],
            `was for the controller ${class_}, and is for ${becomes ?? 'the default one'} now`,
          ),
        ]
      : []),
    ...certificates(was, is, head),
    ...exactPaths(was, is),
    ...lost(itemsOf(before.parentRefs), itemsOf(now.parentRefs), parentText).map(parent =>
      found(['spec', 'parentRefs'], `is no longer attached to ${parent}`),
    ),
    ...lost(textsOf(before.gateways), textsOf(now.gateways), text => text).map(gateway =>
      found(['spec', 'gateways'], `is no longer for the gateway ${gateway}`),
    ),
    ...(textsOf(now.entryPoints).length
      ? lost(textsOf(before.entryPoints), textsOf(now.entryPoints), text => text).map(point =>
          found(['spec', 'entryPoints'], `is no longer at the entry point ${point}`),
        )
      : []),
    ...(is.identity.kind === 'Route' && before.tls && !now.tls ? [found(['spec', 'tls'], 'no longer speaks TLS')] : []),
  ];
}

function classOf({ value }: Manifest): string | undefined {
  return value['spec']?.ingressClassName ?? value['metadata'].annotations?.['kubernetes.io/ingress.class'];
}

function parentText({ kind = 'Gateway', name, namespace, sectionName }: { readonly [key: string]: any }): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}${sectionName ? `, ${sectionName}` : ''}`;
}

// By host, because a list may be sorted in any way.
function certificates(was: Manifest, is: Manifest, { tree }: Model): Narrowed[] {
  if (was.identity.kind !== 'Ingress') return [];
  const [before, now] = [secretsOf(was), secretsOf(is)];
  const hosts = new Set(itemsOf(is.value['spec']?.rules).map(({ host }) => String(host ?? '')));
  return [...before].flatMap(([host, secret]) => {
    const other = now.get(host);
    if (other === secret || (host && !hosts.has(host))) return [];
    const where = { environment: tree.environmentOf(is.file), namespace: is.identity.namespace };
    const isMade =
      other !== undefined &&
      (ofKind(tree, 'Secret', where).some(({ identity }) => identity.name === other) ||
        ofKind(tree, 'Certificate', where).some(({ value }) => value['spec']?.secretName === other) ||
        ['SealedSecret', 'ExternalSecret'].some(kind =>
          ofKind(tree, kind, where).some(({ identity }) => identity.name === other),
        ) ||
        Object.keys(is.value['metadata'].annotations ?? {}).some(key =>
          /^cert-manager\.io\/(cluster-)?issuer/.test(key),
        ));
    if (isMade) return [];
    const name = host || 'its hosts';
    const message =
      other === undefined
        ? `no longer speaks TLS for ${name} (the Secret ${secret})`
        : `takes the certificate of ${name} from the Secret ${other}, which is not among the files, in place of ${secret}`;
    return [{ manifest: is, path: ['spec', 'tls'], message }];
  });
}

function secretsOf({ value }: Manifest): Map<string, string> {
  return new Map(
    itemsOf(value['spec']?.tls).flatMap(({ hosts, secretName }) =>
      (textsOf(hosts).length ? textsOf(hosts) : ['']).map(
        host => [host, String(secretName ?? 'of the controller')] as const,
      ),
    ),
  );
}

// A prefix leads whatever is below it; an exact path only itself.
function exactPaths(was: Manifest, is: Manifest): Narrowed[] {
  if (was.identity.kind !== 'Ingress') return [];
  const before = new Set(pathsOf(was).flatMap(({ key, isExact }) => (isExact ? [] : [key])));
  return pathsOf(is)
    .filter(({ key, isExact }) => isExact && before.has(key))
    .map(({ key, path }) => ({ manifest: is, path, message: `leads ${key} only, and nothing below it any more` }));
}

function pathsOf({ value }: Manifest): { key: string; isExact: boolean; path: Path }[] {
  return itemsOf(value['spec']?.rules).flatMap(({ host, http }, i) =>
    itemsOf(http?.paths).map(({ path, pathType }, j) => ({
      key: `${host ?? ''}${path ?? '/'}`,
      isExact: pathType === 'Exact',
      path: ['spec', 'rules', i, 'http', 'paths', j, 'pathType'],
    })),
  );
}

function lost<T>(before: readonly T[], now: readonly T[], text: (item: T) => string): string[] {
  const left = new Set(now.map(text));
  return before.map(text).filter(item => !left.has(item));
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

// How many requests a controller lets through.
const LIMITS = /(^|[/.-])(rate-?limit|limit-(rps|rpm|rate|connections))([/.-]|$)/i;

/** Whether an annotation that says how many lets fewer in. */
function isLess(was: unknown, is: unknown): boolean {
  return is !== undefined && Number(is) > 0 && (was === undefined || Number(is) < Number(was));
}

// Controllers read who may come in, and how, from annotations. What they are called says which ones these are.
const OPENS =
  /load-?balancer|(^|[/.-])(lb|neg|scheme|class|internal|auth|ssl|tls|redirect|rewrite|certificate|certificates|protocol|snippet|allowlist|whitelist|denylist|blacklist|source-?range|source-?ranges|ip|static-ip|group|middlewares|entrypoints|target-type|backend-protocol|permanent-redirect|temporal-redirect|inbound-cidrs)([/.-]|$)/i;
const ELSEWHERE =
  /canary|\/actions\.|service-weights|attributes|timeout|health|tags|description|log|argocd|kustomize|kubectl|cert-manager|kubernetes\.io\/ingress\.class|external-dns\.alpha\.kubernetes\.io\/ttl/i;

function narrowedAnnotations(was: Manifest, is: Manifest): Narrowed[] {
  const [before, now] = [was, is].map(
    ({ value }) => (value['metadata'].annotations ?? {}) as { [key: string]: unknown },
  );
  return [...new Set([...Object.keys(before!), ...Object.keys(now!)])]
    .filter(key => {
      if (ELSEWHERE.test(key) || String(before![key]) === String(now![key])) return false;
      return OPENS.test(key) || (LIMITS.test(key) && isLess(before![key], now![key]));
    })
    .map(key => {
      const path = ['metadata', 'annotations', key];
      const [old, value] = [shownOf(was, path, before![key]), shownOf(is, path, now![key])];
      const change =
        before![key] === undefined
          ? `has the annotation ${key} now: ${value}`
          : now![key] === undefined
            ? `no longer has the annotation ${key}, which was ${old}`
            : `has ${value} in place of ${old} in its annotation ${key}`;
      return { manifest: is, path, message: `${change}; its controller reads there who may come in, and how` };
    });
}
