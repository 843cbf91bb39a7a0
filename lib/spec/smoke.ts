import * as z from 'zod/mini';
import { wholeNumber } from './names';
import type { ShapeOf } from './shape';

/** A request that every pod of a release has to answer before traffic moves to it. */
export interface SmokeRequest {
  /** Path of the URL, with query if any. */
  readonly path: string;
  /** @default 200 */
  readonly status?: number;
  /**
   * Text that the answer's body must contain.
   * @default - any body will do
   */
  readonly contains?: string;
}

export const smokeSchema = z
  .strictObject({
    path: z.string().check(z.regex(/^\//, 'a path that starts with "/"')),
    status: z.optional(wholeNumber(100, 599, 'an HTTP status from 100 to 599')),
    contains: z.optional(z.string()),
  } satisfies ShapeOf<SmokeRequest>)
  .register(z.globalRegistry, { id: 'SmokeRequest' });
