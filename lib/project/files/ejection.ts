import * as z from 'zod/mini';
import { shapeOf } from '../../construct/props/shape';

/** Where an application stands that leaves for plain YAML, which runs without us. */
export interface Ejection {
  /**
   * `beside`: plain pods stand beside the colours, and users are on the active one. `moved`: users are on the plain pods,
   * and the colours are still there.
   */
  readonly step: 'beside' | 'moved';
  /** The folder of its plain files, from the project's. */
  readonly folder: string;
}

/** A folder below the project, in words that stand in commands and paths as they are. */
export const PLAIN_FOLDER = /^[A-Za-z0-9_][-\w.]*(\/[A-Za-z0-9_][-\w.]*)*$/;

export const ejectionSchema = z
  .strictObject(
    shapeOf<Ejection>()({
      step: z.enum(['beside', 'moved']),
      folder: z.string().check(z.regex(PLAIN_FOLDER, 'a folder of the project, such as "k8s/production/web"')),
    }),
  )
  .register(z.globalRegistry, { id: 'Ejection' });
