import * as z from 'zod/mini';
import type { ShapeOf } from './shape';

/**
 * Something that is mounted into the container: `mountPath`, and beside it exactly one source, either `config` or a
 * volume source with its Kubernetes name and fields (`emptyDir`, `secret`, `configMap`, `projected`, `csi` …).
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export interface VolumeProps {
  /** Where the container finds it. */
  readonly mountPath: string;
  /**
   * One file or folder of the volume in place of all of it.
   * @default - all
   */
  readonly subPath?: string;
  /** @default false */
  readonly readOnly?: boolean;
  /**
   * The release's own `config`, a file a key.
   * @default false
   */
  readonly config?: boolean;
  /** A Kubernetes volume source. */
  readonly [source: string]: any;
}

export const volumeSchema = z
  .looseObject({
    mountPath: z.string().check(z.regex(/^\/[^:]*$/, 'a path that starts with "/", without ":"')),
    subPath: z.optional(z.string()),
    readOnly: z.optional(z.boolean()),
    config: z.optional(z.boolean()),
  } satisfies ShapeOf<Pick<VolumeProps, 'mountPath' | 'subPath' | 'readOnly' | 'config'>>)
  .register(z.globalRegistry, { id: 'VolumeProps' });
