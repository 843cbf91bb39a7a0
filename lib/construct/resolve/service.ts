import { type ServiceProps, ServiceType } from '../props/service';

/** A Service with nothing left to be defaulted. */
export type ResolvedService = ServiceProps & Required<Pick<ServiceProps, 'type'>>;

/** One that the inside of the cluster alone sees, as the Services of the colours are. */
export const INTERNAL: ResolvedService = { type: ServiceType.CLUSTER_IP };

/** Fills in every default. */
export function serviceOf(service: ServiceProps = {}): ResolvedService {
  return { ...service, type: service.type ?? INTERNAL.type };
}
