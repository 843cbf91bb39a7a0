import * as z from 'zod/mini';
import { dnsLabel } from '../../../construct/props/names';
import { shapeOf } from '../../../construct/props/shape';

/** Where Argo CD is. */
export interface ArgoCdSettings {
  /**
   * The namespace that Argo CD runs in.
   * @default "argocd"
   */
  readonly namespace?: string;
}

export const argoCdSettings = z
  .strictObject(shapeOf<ArgoCdSettings>()({ namespace: z.optional(dnsLabel) }))
  .register(z.globalRegistry, { id: 'ArgoCdSettings' });
