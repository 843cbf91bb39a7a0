/** Where an environment lives. */
export interface ClusterRef {
  /** Its name in bluegreen.yaml, for messages. */
  readonly environment: string;
  readonly namespace: string;
  /**
   * The context of kubectl's configuration that leads to the cluster.
   * @default - kubectl's current context
   */
  readonly cluster?: string;
}
