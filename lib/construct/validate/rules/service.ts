import { COLOURS } from '../../props/colour';
import { type ServiceProps, ServiceType } from '../../props/service';
import type { FurtherService } from '../../resolve/further-services';
import type { Path, Problem } from '../problem';
import { namedPortProblems } from './named-port';
import type { ApplicationRule } from './rule';

const NEEDS: ReadonlyArray<
  readonly [
    key: 'nodePort' | 'externalTrafficPolicy' | 'loadBalancerClass' | 'loadBalancerSourceRanges',
    types: readonly ServiceType[],
  ]
> = [
  ['nodePort', [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER]],
  ['externalTrafficPolicy', [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER]],
  ['loadBalancerClass', [ServiceType.LOAD_BALANCER]],
  ['loadBalancerSourceRanges', [ServiceType.LOAD_BALANCER]],
];

/** Kubernetes refuses fields that do not go with a Service's type. */
export const serviceFieldsFitItsType: ApplicationRule = (
  { service = {}, ports = [], services = {} },
  { service: { type } },
) => [
  ...misfits(service, type, ['service']),
  ...onNodes(ports, type, []),
  ...Object.entries(services).flatMap(([key, { ports: own = [], ...further }]) => {
    const path = ['services', key];
    const its = further.type ?? ServiceType.CLUSTER_IP;
    const headless = further.headless === true && its !== ServiceType.CLUSTER_IP;
    return [
      ...misfits(further, its, path),
      ...onNodes(own, its, path),
      ...(headless
        ? [{ path: [...path, 'headless'], message: `expected it only with type ClusterIP, got type ${its}` }]
        : []),
    ];
  }),
];

function misfits(service: Pick<ServiceProps, (typeof NEEDS)[number][0]>, type: ServiceType, at: Path): Problem[] {
  return NEEDS.filter(([key, types]) => service[key] !== undefined && !types.includes(type)).map(([key, types]) => ({
    path: [...at, key],
    message: `expected it only with type ${types.join(' or ')}, got type ${type}`,
  }));
}

function onNodes(ports: ReadonlyArray<{ readonly nodePort?: number }>, type: ServiceType, at: Path): Problem[] {
  return ports.flatMap(({ nodePort }, index) =>
    nodePort !== undefined && type === ServiceType.CLUSTER_IP
      ? [
          {
            path: [...at, 'ports', index, 'nodePort'],
            message: `expected it only with a Service of type NodePort or LoadBalancer, got type ${type}`,
          },
        ]
      : [],
  );
}

/** Each of the Services of an application needs a name of its own. */
export const servicesHaveOwnNames: ApplicationRule = (
  { name, service = {} },
  { furtherServices, serviceNames: { active, preview } },
) => {
  const ofColours: readonly string[] = COLOURS.map(colour => `${name}-${colour}`);
  const taken = (key: 'name' | 'preview', got: string, by: string): Problem[] =>
    service[key] === undefined
      ? []
      : [{ path: ['service', key], message: `expected a name of its own, got "${got}", which is ${by}` }];
  return [
    ...(ofColours.includes(active) ? taken('name', active, "a colour's Service") : []),
    ...(ofColours.includes(preview) ? taken('preview', preview, "a colour's Service") : []),
    ...(active === preview ? taken(service.preview === undefined ? 'name' : 'preview', active, OTHER_ONE) : []),
    ...further(furtherServices, [...ofColours, active, preview]),
  ];
};

function further(services: readonly FurtherService[], others: readonly string[]): Problem[] {
  const taken = new Set(others);
  return services.flatMap(({ key, name, preview }) =>
    [
      { called: name, path: ['services', key] },
      { called: preview, path: ['services', key, 'preview'] },
    ].flatMap(({ called, path }) => {
      if (called === undefined) return [];
      const isTaken = taken.has(called);
      taken.add(called);
      if (!isTaken) return [];
      const message = `expected a name of its own, got "${called}", which another Service of the application has`;
      return [{ path, message }];
    }),
  );
}

const OTHER_ONE = 'the other Service that moves with a promotion';

/** Each of them publishes ports of the application, every number once. */
export const furtherServicesPublishPorts: ApplicationRule = ({ services = {} }, { ports }) => {
  const names = ports.map(({ name }) => name);
  return Object.entries(services).flatMap(([key, { ports: asked = [] }]) => {
    const numbers = new Set<string>();
    return asked.flatMap((one, index): Problem[] => {
      const port = ports.find(({ name }) => name === one.name);
      const path = ['services', key, 'ports', index];
      if (!port) return namedPortProblems(one.name, names, [...path, 'name']);
      const number = `${one.port ?? port.servicePort}/${port.protocol}`;
      const isTaken = numbers.has(number);
      numbers.add(number);
      // Kubernetes knows the ports of a Service by their names.
      if (asked.findIndex(({ name }) => name === one.name) < index) {
        const message = `expected every port once, got "${one.name}" twice`;
        return [{ path: [...path, 'name'], message, fix: 'publish the other number by one more entry of "services"' }];
      }
      return isTaken ? [{ path, message: `expected every number once, got ${number} twice` }] : [];
    });
  });
};

/** Two Services can't have one port of the nodes. */
export const nodePortsAreDistinct: ApplicationRule = ({ service = {}, services = {} }, { ports }) => {
  const own = ports.map(({ nodePort }, index) => nodePort ?? (index === 0 ? service.nodePort : undefined));
  const taken = new Set(own);
  return Object.entries(services).flatMap(([key, { ports: asked = [] }]) =>
    asked.flatMap(({ nodePort }, index) => {
      if (nodePort === undefined) return [];
      const isTaken = taken.has(nodePort);
      taken.add(nodePort);
      const path = ['services', key, 'ports', index, 'nodePort'];
      return isTaken ? [{ path, message: `expected every port of the nodes once, got ${nodePort} twice` }] : [];
    }),
  );
};

/** Callers of a headless Service are told addresses of pods, and stay with them. */
export const headlessCallersAskAgain: ApplicationRule = ({ services = {} }) =>
  Object.entries(services).flatMap(([key, { headless }]) =>
    headless
      ? [
          {
            path: ['services', key, 'headless'],
            message:
              'callers are told the addresses of pods, and stay with the colour that users leave until they ask DNS again: retire it only then',
            warning: true,
          },
        ]
      : [],
  );
