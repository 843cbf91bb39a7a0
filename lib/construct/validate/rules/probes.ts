import type { Probe } from '../../props/probe';
import { standsBy } from '../../resolve/ports';
import { type Problem, shown } from '../problem';
import { namedPortProblems } from './named-port';
import type { ReleaseRule } from './rule';

const WAYS = ['path', 'httpGet', 'tcpSocket', 'grpc', 'exec', 'none'] as const;
const PROBES = ['readiness', 'liveness', 'startup'] as const;

/** Without a readiness probe users reach pods that can't answer yet. */
export const readinessIsGiven: ReleaseRule = props =>
  props.readiness || standsBy(props)
    ? []
    : [
        {
          path: ['readiness'],
          message: "it is missing: expected a probe, because without one users reach pods that can't answer yet",
          fix: 'readiness: { path: /health }, or readiness: { none: true } to go without one on purpose',
        },
      ];

/** Each probe says exactly one way to ask, and names a port that there is. */
export const probesAskOneWay: ReleaseRule = (props, release) =>
  PROBES.flatMap(kind => {
    const probe = props[kind];
    if (!probe) return [];
    const problems: Problem[] = [];
    const ways = WAYS.filter(way => probe[way] !== undefined && probe[way] !== false);
    if (ways.length !== 1) {
      problems.push({
        path: [kind],
        message: `expected exactly one of ${WAYS.join(', ')}, got ${ways.length ? ways.join(' and ') : 'none of them'}`,
      });
    }
    if (probe.port !== undefined && probe.path === undefined) {
      const [way] = ways.filter(one => one === 'httpGet' || one === 'tcpSocket' || one === 'grpc');
      problems.push({
        path: [kind, 'port'],
        message: 'expected it only beside "path", whose port it is',
        ...(way && { fix: `say "port" in "${way}"` }),
      });
    }
    if (kind !== 'readiness' && probe.successThreshold !== undefined && probe.successThreshold !== 1) {
      problems.push({
        path: [kind, 'successThreshold'],
        message: `expected 1, the only value that Kubernetes takes for a ${kind} probe, got ${shown(probe.successThreshold)}`,
      });
    }
    if (kind === 'readiness' && probe.terminationGracePeriodSeconds !== undefined) {
      problems.push({
        path: [kind, 'terminationGracePeriodSeconds'],
        message: 'expected it at a liveness or startup probe: a readiness probe ends no container',
      });
    }
    return [
      ...problems,
      ...unknownPort(
        kind,
        probe,
        release.ports.map(port => port.name),
      ),
    ];
  });

/** Where there are no ports, a probe that calls one says its number. */
export function asksByNumber(kind: (typeof PROBES)[number], probe: Probe = {}, why: string): Problem[] {
  const problems: Problem[] = [];
  if (probe.path !== undefined && probe.port === undefined) {
    problems.push({
      path: [kind, 'path'],
      message: `expected the number of a port beside it: ${why}`,
      fix: `httpGet: { path: ${probe.path}, port: 8080 }`,
    });
  }
  for (const way of ['httpGet', 'tcpSocket', 'grpc'] as const) {
    const asked = probe[way];
    if (!asked || asked.port !== undefined) continue;
    problems.push({
      path: [kind, way],
      message: `"port" is missing: expected its number, because ${why}`,
    });
  }
  return problems;
}

function unknownPort(kind: string, probe: Probe, names: readonly string[]): Problem[] {
  return [
    ...namedPortProblems(probe.port, names, [kind, 'port']),
    ...(['httpGet', 'tcpSocket'] as const).flatMap(way =>
      namedPortProblems(probe[way]?.port, names, [kind, way, 'port']),
    ),
  ];
}
