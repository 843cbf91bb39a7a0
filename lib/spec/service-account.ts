import { z } from 'zod';
import { objectName } from './names';
import type { ShapeOf } from './shape';

/** The identity that the pods run as; it is made with the application. */
export interface ServiceAccountProps {
  /** @default - the application's name */
  readonly name?: string;
  /**
   * Such as the cloud role that the pods take on.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
  /**
   * Whether the pods get a token for the Kubernetes API.
   * @default false
   */
  readonly token?: boolean;
}

export const serviceAccountSchema = z
  .strictObject({
    name: objectName.optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    token: z.boolean().optional(),
  } satisfies ShapeOf<ServiceAccountProps>)
  .meta({ id: 'ServiceAccountProps' });
