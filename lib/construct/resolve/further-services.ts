import type { BlueGreenApplicationProps } from '../props/application';
import type { FurtherServiceProps } from '../props/services';
import { byName } from './by-name';
import { isPublished, type ResolvedPort } from './ports';
import { isSame } from './published';
import type { Release } from './release';
import { type ResolvedService, serviceNames, serviceOf } from './service';

/** One more Service that users come through, with nothing left to be defaulted. */
export interface FurtherService {
  /** What it is called in the spec. */
  readonly key: string;
  readonly name: string;
  /** The name of the one beside it that leads to the idle colour. */
  readonly preview?: string;
  readonly service: ResolvedService;
  readonly headless: boolean;
  /** At least one, save where a rule refuses the application. */
  readonly ports: readonly ResolvedPort[];
  readonly template: { readonly [key: string]: any };
}

/** What the spec says of ports, and of them what the Service of users publishes. */
interface Ports {
  readonly ports: readonly ResolvedPort[];
  readonly published: readonly ResolvedPort[];
}

/**
 * Fills in every default. As of the Service of users, a port that the release on them does not have waits for the
 * promotion to one that has it; where it has none of them, all stand there, since no Service can be without.
 * @param live the frozen release that users are on; undefined where it follows the spec
 */
export function furtherServices(
  application: string,
  services: { readonly [key: string]: FurtherServiceProps } = {},
  { ports, published }: Ports,
  live: Release | undefined,
): FurtherService[] {
  return byName(services).map(([key, { name, preview, headless = false, template = {}, ports: asked, ...rest }]) => {
    const chosen = asked
      ? asked.flatMap(one => {
          const port = ports.find(other => other.name === one.name);
          if (!port) return [];
          const { nodePort, ...same } = port;
          return [
            {
              ...same,
              servicePort: one.port ?? port.servicePort,
              ...(one.nodePort !== undefined && { nodePort: one.nodePort }),
            },
          ];
        })
      : (live ? published : ports.filter(isPublished)).map(({ nodePort, ...port }) => port);
    const answered = live ? chosen.filter(port => live.ports.some(other => isSame(other, port))) : chosen;
    return {
      key,
      name: furtherServiceName(application, key, name),
      ...(preview !== undefined && { preview }),
      service: serviceOf(rest),
      headless,
      ports: answered.length ? answered : chosen,
      template,
    };
  });
}

const furtherServiceName = (application: string, key: string, name?: string): string => name ?? `${application}-${key}`;

/** What every Service is called, by the spec, that leads users to the active colour. */
export function servicesOfUsers(
  application: string,
  { service, services = {} }: Pick<BlueGreenApplicationProps, 'service' | 'services'> = {},
): string[] {
  const further = byName(services).map(([key, { name }]) => furtherServiceName(application, key, name));
  return [serviceNames(application, service).active, ...further];
}
