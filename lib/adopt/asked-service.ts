import type { PublishedPort } from './ports';

type Fields = { readonly [key: string]: any };

/** A Service by which tests reached the next release. */
export interface AskedService {
  readonly name: string;
  /** Empty where nobody says it. */
  readonly namespace: string;
  readonly ports: readonly PublishedPort[];
}

/** Where a URL leads, as a request of `smoke` says it; undefined where it leads anywhere but to the Service. */
export function requestTo(url: string, { name, namespace, ports }: AskedService): Fields | undefined {
  const [, scheme = '', host = '', port, path = ''] =
    /^(https?):\/\/([^/:?#@]+)(?::(\d+))?([/?][^#]*)?$/.exec(url) ?? [];
  if (!namesOf(name, namespace).includes(host)) return undefined;
  const number = Number(port ?? (scheme === 'https' ? 443 : 80));
  const at = ports.findIndex(({ props }) => (props.servicePort ?? props.port) === number);
  if (at < 0) return undefined;
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    ...(scheme === 'https' && { scheme: 'HTTPS' }),
    ...(at > 0 && { port: ports[at]!.props.name }),
  };
}

/** A text in which whoever reads it asks the pods of the next release, and not the Service. */
export function askingTheGate(text: string, { name, namespace }: AskedService): string {
  const names = namesOf(name, namespace).map(one => one.replaceAll('.', '\\.'));
  return text.replaceAll(
    new RegExp(`(https?://)(?:${names.join('|')})(?::\\d+)?(?![-.\\w:])`, 'g'),
    '$1$(GATE_HOST):$(GATE_PORT)',
  );
}

// From the longest to the shortest.
function namesOf(name: string, namespace: string): string[] {
  const inside = namespace ? [`${name}.${namespace}`] : [];
  return [...inside.flatMap(one => [`${one}.svc.cluster.local`, `${one}.svc`, one]), name];
}
