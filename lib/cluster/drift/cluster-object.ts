type Fields = { readonly [key: string]: any };

/** An object as the API server tells it. */
export interface ClusterObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly generation?: number;
    readonly labels?: { readonly [label: string]: string };
    readonly annotations?: { readonly [annotation: string]: string };
  };
  readonly spec?: Fields;
  readonly status?: Fields;
}
