import { COLOURS } from '../../props/colour';
import { ServiceType } from '../../props/service';
import type { Problem } from '../problem';
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
export const serviceFieldsFitItsType: ApplicationRule = ({ service = {}, ports = [] }, { service: { type } }) => {
  const problems: Problem[] = [];
  for (const [key, types] of NEEDS) {
    if (service[key] !== undefined && !types.includes(type)) {
      problems.push({
        path: ['service', key],
        message: `expected it only with type ${types.join(' or ')}, got type ${type}`,
      });
    }
  }
  ports.forEach(({ nodePort }, index) => {
    if (nodePort !== undefined && type === ServiceType.CLUSTER_IP) {
      problems.push({
        path: ['ports', index, 'nodePort'],
        message: `expected it only with a Service of type NodePort or LoadBalancer, got type ${type}`,
      });
    }
  });
  return problems;
};

/** Each of the Services of an application needs a name of its own. */
export const servicesHaveOwnNames: ApplicationRule = (
  { name, service = {} },
  { serviceNames: { active, preview } },
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
  ];
};

const OTHER_ONE = 'the other Service that moves with a promotion';
