import type { BlueGreenApplicationProps } from '../../props/application';
import type { IngressRuleProps } from '../../props/ingress';
import { isPublished } from '../../resolve/ports';
import { type Path, type Problem, shown } from '../problem';
import { namedPortProblems } from './named-port';
import type { ApplicationRule } from './rule';

/** Each way through the Ingress names a port that the Services publish. */
export const ingressLeadsToAPort: ApplicationRule = (props, { ports }) => {
  const names = ports.filter(isPublished).map(port => port.name);
  return waysIn(props).flatMap(({ at, way }) => namedPortProblems(way.port, names, [...at, 'port']));
};

/**
 * The active Service publishes the port that the Ingress leads to. Only warned of: after a rollback to a release
 * without that port it is so, and the rollback has to go through.
 */
export const ingressPortIsPublished: ApplicationRule = (props, { active, ingress, ports, published }) =>
  waysIn(props).flatMap(({ at, way }, index): Problem[] => {
    const port = ingress?.ways[index]?.port;
    if (!port || published.some(({ servicePort }) => servicePort === port.servicePort)) return [];
    const other = ports.find(candidate => published.includes(candidate));
    // Of one way, it is said where the port stands, and else at the first.
    if (index > 0 && way.port === undefined) return [];
    return [
      {
        path: way.port === undefined ? at : [...at, 'port'],
        message: `the Ingress leads to the port "${port.name}", which ${active} does not have: until a release with it is promoted, every request by this Ingress fails`,
        ...(other && { fix: `say ingress: { port: ${other.name} } until then` }),
        warning: true,
      },
    ];
  });

/** No host and path leads to two places, and the host of the idle colour is none of users. */
export const ingressWaysAreDistinct: ApplicationRule = (props, { ingress }) => {
  if (!ingress) return [];
  const seen = new Set<string>();
  const certificates = new Map<string, string>();
  const problems = waysIn(props).flatMap(({ at }, index): Problem[] => {
    const { host, path, pathType, tls } = ingress.ways[index]!;
    const key = `${host} ${pathType} ${path}`;
    const isTaken = seen.has(key);
    seen.add(key);
    const first = certificates.get(host) ?? tls;
    if (first !== undefined) certificates.set(host, first);
    return [
      ...(isTaken ? [{ path: at, message: `expected every path of a host once, got ${host}${path} twice` }] : []),
      ...(tls !== undefined && tls !== first
        ? [
            {
              path: [...at, 'tls'],
              message: `expected one certificate for ${host}, got ${shown(first)} and ${shown(tls)}`,
            },
          ]
        : []),
    ];
  });
  const preview = ingress.preview?.host;
  if (preview === undefined || !ingress.ways.some(({ host }) => host === preview)) return problems;
  const message = `expected a host that no user asks for, got ${shown(preview)}: it leads to the active colour`;
  return [...problems, { path: ['ingress', 'preview', 'host'], message }];
};

function waysIn({
  ingress,
}: BlueGreenApplicationProps): ReadonlyArray<{ readonly at: Path; readonly way: IngressRuleProps }> {
  if (!ingress) return [];
  return [
    { at: ['ingress'], way: ingress },
    ...(ingress.rules ?? []).map((way, index) => ({ at: ['ingress', 'rules', index], way })),
  ];
}
