import { z } from 'zod';
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
    path: z.string().regex(/^\//, 'a path that starts with "/"'),
    status: z.int().min(100, 'an HTTP status from 100 to 599').max(599, 'an HTTP status from 100 to 599').optional(),
    contains: z.string().optional(),
  } satisfies ShapeOf<SmokeRequest>)
  .meta({ id: 'SmokeRequest' });
