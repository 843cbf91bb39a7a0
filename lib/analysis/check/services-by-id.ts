import { onceFor } from '../manifests/once-for';
import type { Model } from '../topology/model';

/** The Services of a model by their ids. A model is gone through once. */
export const servicesById = onceFor(({ services }: Model) => new Map(services.map(service => [service.id, service])));
