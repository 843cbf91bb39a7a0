import fc from 'fast-check';
import {
  ExternalTrafficPolicy,
  type PortProps,
  Protocol,
  type ReleaseProps,
  type ServiceProps,
  ServiceType,
} from '../../../../lib/construct';
import { annotations, NONE_REQUIRED, word } from './words';

export const ports = fc.uniqueArray(
  fc.record(
    {
      name: fc.oneof(
        fc.constant('http'),
        word.filter(name => name.length <= 15),
      ),
      port: fc.integer({ min: 1, max: 20000 }),
      servicePort: fc.integer({ min: 20001, max: 40000 }),
      nodePort: fc.integer({ min: 30000, max: 31999 }),
      protocol: fc.constantFrom(...Object.values(Protocol)),
      appProtocol: fc.constantFrom('http', 'grpc', 'kubernetes.io/h2c'),
    },
    { requiredKeys: ['name', 'port'] },
  ),
  {
    minLength: 1,
    maxLength: 4,
    comparator: (a, b) =>
      a.name === b.name ||
      ((a.protocol ?? Protocol.TCP) === (b.protocol ?? Protocol.TCP) &&
        (a.port === b.port ||
          (a.servicePort ?? a.port) === (b.servicePort ?? b.port) ||
          (a.nodePort ?? 'none') === b.nodePort)),
  },
);

export const service = fc.oneof(
  fc.record({ type: fc.constant(ServiceType.CLUSTER_IP), port: servicePort(), annotations }, NONE_REQUIRED),
  fc.record(
    { type: fc.constant(ServiceType.NODE_PORT), port: servicePort(), nodePort: nodePort(), annotations },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant(ServiceType.LOAD_BALANCER),
      port: servicePort(),
      nodePort: nodePort(),
      annotations,
      externalTrafficPolicy: fc.constantFrom(...Object.values(ExternalTrafficPolicy)),
      loadBalancerClass: fc.constant('example.com/balancer'),
      loadBalancerSourceRanges: fc.subarray(['203.0.113.0/24', '2001:db8::/32']),
    },
    { requiredKeys: ['type'] },
  ),
);

function servicePort() {
  return fc.integer({ min: 40001, max: 65535 });
}

function nodePort() {
  return fc.integer({ min: 32000, max: 32767 });
}

// A ClusterIP Service has no ports on the nodes; one port of the usual name may be given in short.
export function published(
  ports: readonly PortProps[],
  service: ServiceProps,
): ReleaseProps & { service: ServiceProps } {
  const [first, ...others] = ports;
  if (!others.length && first!.name === 'http') return { port: first!.port, service };
  const onNodes = service.type !== undefined && service.type !== ServiceType.CLUSTER_IP;
  return { service, ports: ports.map(({ nodePort, ...port }) => (onNodes ? { ...port, nodePort } : port)) };
}
