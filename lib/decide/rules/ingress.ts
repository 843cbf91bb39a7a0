import { nearest } from '../../spec/nearest';
import { shown } from '../../spec/problem';
import type { ApplicationRule } from './rule';

/** The Ingress names a port that the active Service publishes. */
export const ingressLeadsToAPort: ApplicationRule = ({ ingress }, { ports }) => {
  if (ingress?.port === undefined || ports.some(port => port.name === ingress.port)) return [];
  const names = ports.map(port => port.name);
  const meant = nearest(ingress.port, names);
  return [
    {
      path: ['ingress', 'port'],
      message: `expected the name of a port, one of ${names.join(', ')}, got ${shown(ingress.port)}`,
      ...(meant && { fix: `the nearest is "${meant}"` }),
    },
  ];
};
