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
