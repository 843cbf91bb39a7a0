import * as z from 'zod/mini';
import { objectName } from './names';
import { shapeOf } from './shape';

/** The identity that the pods run as; it is made with the application, unless it is there already. */
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
  /**
   * Whether somebody else makes the account: it is left as it is, with its annotations and its rights.
   * @default false
   */
  readonly existing?: boolean;
}

export const serviceAccountSchema = z
  .strictObject(
    shapeOf<ServiceAccountProps>()({
      name: z.optional(objectName),
      annotations: z.optional(z.record(z.string(), z.string())),
      token: z.optional(z.boolean()),
      existing: z.optional(z.boolean()),
    }),
  )
  .register(z.globalRegistry, { id: 'ServiceAccountProps' });
