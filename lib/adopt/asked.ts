import type { NamedProps } from '../construct/resolve/application';

/** What a person says of an application that is taken over, where its manifests leave it open. */
export interface Asked {
  /**
   * Its name from now on.
   * @default - that of its Deployment
   */
  readonly app?: string;
  /**
   * The Deployment or Rollout, where there are several.
   * @default - the only one, or the one that is called like the application
   */
  readonly workload?: string;
  /**
   * The Service that users come through, where there are several.
   * @default - the only one that leads to its pods
   */
  readonly service?: string;
  /**
   * The name of the Service that leads to the idle colour.
   * @default - `<application>-preview`, or `<application>-idle` where the old one is called so
   */
  readonly preview?: string;
  /**
   * A path; `tcp` for a connection to the first port; `none` for no probe at all.
   * @default - what the container says
   */
  readonly readiness?: string;
  /**
   * Tag of the image.
   * @default - what the container says
   */
  readonly tag?: string;
  /**
   * The port that the container listens on.
   * @default - what the Service says
   */
  readonly port?: number;
  /**
   * Whether its Ingress, its routes and its objects of other kinds become ours too.
   * @default false: they stay where they are
   */
  readonly whole?: boolean;
  /**
   * What bluegreen.yaml allows its objects to be beyond those of the namespace.
   * @default - nothing
   */
  readonly allowed?: Allowed;
}

/** Kinds of the whole cluster, and other namespaces. */
export type Allowed = Pick<NamedProps, 'clusterKinds' | 'objectNamespaces'>;

/** Something that stands in the way, and how to go on. */
export interface Obstacle {
  readonly message: string;
  readonly fix: string;
  /** What a person may say to get past it. @default - nothing: the manifests have to change */
  readonly asks?: Exclude<keyof Asked, 'preview' | 'whole' | 'allowed'>;
  /** An answer that may be right. */
  readonly mayBe?: string;
}
