import * as z from 'zod/mini';
import { dnsLabel, objectName } from '../../../construct/props/names';
import { shapeOf } from '../../../construct/props/shape';

/** Where Flux is, and how it reads the repository. */
export interface FluxSettings {
  /**
   * The namespace that gets Flux's objects.
   * @default "flux-system"
   */
  readonly namespace?: string;
  /**
   * Name of an existing Secret in that namespace that opens the repository.
   * @default - none, for a repository that everybody may read
   * @see https://fluxcd.io/flux/components/source/gitrepositories/#secret-reference
   */
  readonly secret?: string;
}

export const fluxSettings = z
  .strictObject(shapeOf<FluxSettings>()({ namespace: z.optional(dnsLabel), secret: z.optional(objectName) }))
  .register(z.globalRegistry, { id: 'FluxSettings' });
