import * as z from 'zod/mini';
import { shapeOf } from './shape';

/**
 * Something that is mounted into the container: `mountPath`, and beside it exactly one source, either `config` or one
 * with its Kubernetes name and fields. Sources that have no property here can be given through `podTemplate`.
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
   * Permits a volume that goes with the pod (`emptyDir`, `ephemeral`, `csi`) to be written: what is written there is
   * lost with the pod, and that is meant.
   * @default false
   */
  readonly scratch?: boolean;
  /**
   * The release's own `config`, a file a key.
   * @default false
   */
  readonly config?: boolean;
  /**
   * An empty folder, which lives as long as the pod. To be written, it needs `scratch: true` beside it.
   * @default - another source
   */
  readonly emptyDir?: { readonly [field: string]: any };
  /**
   * The keys of an existing Secret, a file each.
   * @default - another source
   */
  readonly secret?: { readonly [field: string]: any };
  /**
   * The keys of an existing ConfigMap, a file each.
   * @default - another source
   */
  readonly configMap?: { readonly [field: string]: any };
  /**
   * Several sources in one folder.
   * @default - another source
   */
  readonly projected?: { readonly [field: string]: any };
  /**
   * A volume of a CSI driver.
   * @default - another source
   */
  readonly csi?: { readonly [field: string]: any };
  /**
   * A volume that is made for the pod, and goes with it. To be written, it needs `scratch: true` beside it.
   * @default - another source
   */
  readonly ephemeral?: { readonly [field: string]: any };
  /**
   * A volume that outlives the pod: pods may only read it.
   * @default - another source
   */
  readonly persistentVolumeClaim?: { readonly [field: string]: any };
  /**
   * A folder of an NFS server: pods may only read it.
   * @default - another source
   */
  readonly nfs?: { readonly [field: string]: any };
}

// The strict Kubernetes schema looks into it.
const source = z.optional(z.record(z.string(), z.any()));

/** Files may name every source that Kubernetes has. */
export const volumeSchema = z
  .looseObject(
    shapeOf<VolumeProps>()({
      mountPath: z.string().check(z.regex(/^\/[^:]*$/, 'a path that starts with "/", without ":"')),
      subPath: z.optional(z.string()),
      readOnly: z.optional(z.boolean()),
      scratch: z.optional(z.boolean()),
      config: z.optional(z.boolean()),
      emptyDir: source,
      secret: source,
      configMap: source,
      projected: source,
      csi: source,
      ephemeral: source,
      persistentVolumeClaim: source,
      nfs: source,
    }),
  )
  .register(z.globalRegistry, { id: 'VolumeProps' });
