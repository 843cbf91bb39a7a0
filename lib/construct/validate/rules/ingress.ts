import { nearest } from '../../props/nearest';
import { isPublished } from '../../resolve/ports';
import { shown } from '../problem';
import type { ApplicationRule } from './rule';

/** The Ingress names a port of the application. */
export const ingressLeadsToAPort: ApplicationRule = ({ ingress }, { ports: all }) => {
  const ports = all.filter(isPublished);
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

/**
 * The active Service publishes the port that the Ingress leads to. Only warned of: after a rollback to a release
 * without that port it is so, and the rollback has to go through.
 */
export const ingressPortIsPublished: ApplicationRule = (props, { active, ingress, ports, published }) => {
  const port = ingress?.port;
  if (!port || published.some(({ servicePort }) => servicePort === port.servicePort)) return [];
  const other = ports.find(candidate => published.includes(candidate));
  return [
    {
      path: props.ingress?.port === undefined ? ['ingress'] : ['ingress', 'port'],
      message: `the Ingress leads to the port "${port.name}", which ${active} does not have: until a release with it is promoted, every request by this Ingress fails`,
      ...(other && { fix: `say ingress: { port: ${other.name} } until then` }),
      warning: true,
    },
  ];
};
