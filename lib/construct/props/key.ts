/**
 * Who says a key: `person`, in a spec. `deploy`: a person too, but with each deploy, which writes it into the entry of a
 * colour. `verb`: a verb notes it in the release file, to know later what it did.
 */
type SaidBy = 'person' | 'deploy' | 'verb';

/** A key of the application alone. */
export interface ApplicationKey {
  readonly by: Exclude<SaidBy, 'deploy'>;
}

/** A key of a colour. */
export interface ColourKey {
  readonly by: SaidBy;
  /** Whether another value makes other pods, and so another release id. */
  readonly reachesPods: boolean;
}

/** A key of the application that a colour may say for itself. */
export interface ReleaseKey<Key> extends ColourKey {
  /**
   * Entries have names of their own: a layer adds and changes entries. With 'each', an entry is made of keys, and laid over
   * the lower one as layers are. Without it, a key is taken whole.
   */
  readonly merges?: true | 'each';
  /** Another way to say the same: the layer that says one takes the other away, unless it says both. */
  readonly insteadOf?: Key;
  /** Kubernetes knows the key under the same name, and it goes there as it is, where it is given. */
  readonly passedTo?: PodPart;
}

/** The part of a pod that a field is of. */
export type PodPart = 'pod' | 'container';

/** A row for each key: one without a row does not compile. */
export type Rows<Key extends string, Row> = { readonly [K in Key]: Row };
