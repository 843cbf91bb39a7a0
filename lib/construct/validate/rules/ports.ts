import type { BlueGreenApplicationProps } from '../../props/application';
import { COLOURS, type Colour, otherColour } from '../../props/colour';
import { isFrozen } from '../../props/release';
import { isPublished, standsBy } from '../../resolve/ports';
import { isSame } from '../../resolve/published';
import type { Problem } from '../problem';
import type { ApplicationRule, ReleaseRule } from './rule';

/** Ports are said in one way. Without any, there is nothing but workers. */
export const portsExist: ReleaseRule = props => {
  if (props.port !== undefined && props.ports !== undefined) {
    return [
      {
        path: ['port'],
        message: 'expected either "port" or "ports", got both',
        fix: 'keep "ports" and take "port" away',
      },
    ];
  }
  if (props.port === undefined && props.ports === undefined && !standsBy(props)) {
    return [
      {
        path: ['port'],
        message:
          'it is missing: expected the port that the container listens on, a list "ports", or "workers" and nothing that is called',
      },
    ];
  }
  return [];
};

/** The active and the preview Service belong to no colour, so their ports are the application's to say. */
export const applicationHasPorts: ApplicationRule = ({ blue, green, ...own }, { ports }) =>
  ports.length ||
  standsBy(own) ||
  ![blue, green].some(colour => colour?.port !== undefined || colour?.ports !== undefined)
    ? []
    : [
        {
          path: ['port'],
          message: 'it is missing: only colours have one, but the Service that users reach belongs to neither',
          fix: 'give the application the "port" or "ports" too; a colour may listen on another number',
        },
      ];

/** No name twice; no number twice for one protocol, in the container or in the Services. */
export const portsAreDistinct: ReleaseRule = (props, { ports }) => {
  const keys: Array<[key: 'name' | 'port' | 'servicePort' | 'nodePort', what: string]> = [
    ['name', 'name'],
    ['port', 'number'],
    ['servicePort', 'Service port'],
    ['nodePort', 'node port'],
  ];
  const problems: Problem[] = [];
  for (const [key, what] of keys) {
    const seen = new Map<string, number>();
    ports.forEach((port, index) => {
      if (port[key] === undefined || (key === 'servicePort' && !isPublished(port))) return;
      const identity = key === 'name' ? port.name : `${port[key]}/${port.protocol}`;
      const first = seen.get(identity);
      if (first === undefined) seen.set(identity, index);
      else if (key !== 'servicePort' || ports[first]!.port !== port.port) {
        const written = props.ports?.[index]?.[key] === undefined ? ['ports', index] : ['ports', index, key];
        problems.push({
          path: written,
          message: `expected every ${what} once, got ${identity} twice: "${ports[first]!.name}" and "${port.name}"`,
        });
      }
    });
  }
  return problems;
};

/** The first port is the one that Services, probes and Ingress mean; and one that no Service publishes has no number there. */
export const unpublishedPortsStayInside: ReleaseRule = ({ ports = [] }) =>
  ports.flatMap((port, index): Problem[] => {
    if (isPublished(port)) return [];
    if (index === 0) {
      const message = 'expected the first port to be one that the Services publish: Ingress, route and probes mean it';
      return [{ path: ['ports', index, 'published'], message, fix: 'put it further down in the list' }];
    }
    return (['servicePort', 'nodePort'] as const)
      .filter(key => port[key] !== undefined)
      .map(key => ({
        path: ['ports', index, key],
        message: 'expected it only at a port that the Services publish',
        fix: 'take it away, or "published: false"; an entry of "services" may publish it under a number of its own',
      }));
  });

/**
 * A colour that follows the spec has all of its ports; else a promotion would cut one off. A frozen release keeps those
 * that it was made with, and the Services publish those of the one that users are on.
 */
export const portsAgree: ApplicationRule = (props, application) =>
  application.ports.filter(isPublished).flatMap(port =>
    COLOURS.filter(
      colour => !entryIsFrozen(props, colour) && !application[colour].ports.some(other => isSame(other, port)),
    ).map(colour => ({
      path: [colour, 'ports'],
      message: `the Service publishes the port "${port.name}" (${port.protocol}), which ${colour} does not have: expected it in both colours`,
      fix: `give ${colour} a port of that name; its number may differ`,
    })),
  );

function entryIsFrozen(props: BlueGreenApplicationProps, colour: Colour): boolean {
  return isFrozen(props[colour] ?? props[otherColour(colour)] ?? {});
}
