import { type ServiceProps, ServiceType } from '../props/service';

/** A Service with nothing left to be defaulted. */
export type ResolvedService = ServiceProps & Required<Pick<ServiceProps, 'type'>>;

/** One that the inside of the cluster alone sees, as the Services of the colours are. */
export const INTERNAL: ResolvedService = { type: ServiceType.CLUSTER_IP };

/** Fills in every default. */
export function serviceOf(service: ServiceProps = {}): ResolvedService {
  return { ...service, type: service.type ?? INTERNAL.type };
}

/** What the Services are called that move with a promotion. */
export interface ServiceNames {
  /** The one that users come through. */
  readonly active: string;
  /** The one that leads to the idle colour. */
  readonly preview: string;
}

/** Fills in the names that the application gives. */
export function serviceNames(application: string, { name, preview }: ServiceProps = {}): ServiceNames {
  return { active: name ?? application, preview: preview ?? `${application}-preview` };
}

interface UsersServices {
  readonly serviceNames: ServiceNames;
  readonly furtherServices: ReadonlyArray<{ readonly name: string }>;
}

/** What every Service is called that leads users to the active colour. */
export function usersServices({ serviceNames, furtherServices }: UsersServices): string[] {
  return [serviceNames.active, ...furtherServices.map(({ name }) => name)];
}
