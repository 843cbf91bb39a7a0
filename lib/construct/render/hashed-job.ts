import type { ApiObjectProps } from 'cdk8s';
import { keysByName } from '../resolve/by-name';
import { shortHash } from '../resolve/release';
import { TAKEN_LITERALLY } from './engine-annotations';

type Fields = Record<string, unknown>;

/** A Job, and the hash in its name. */
export interface HashedJob {
  readonly hash: string;
  readonly job: ApiObjectProps;
}

/**
 * A Job can't be changed: with any other byte it is another Job, under another name. With the same bytes it is the one
 * that has run already.
 * @param specOf the spec, for a hash that may stand in it
 */
export function hashedJob(
  name: string,
  metadata: { readonly namespace?: string; readonly labels: Readonly<Record<string, string>> },
  specOf: (hash: string) => Fields,
): HashedJob {
  // The arguments hold what looks like a variable.
  const annotated = { ...metadata, annotations: TAKEN_LITERALLY };
  const hash = shortHash({ metadata: annotated, spec: specOf('') });
  return {
    hash,
    job: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { ...annotated, name: `${name}-${hash}` },
      // Also because cdk8s trips over an object of a user's that has no prototype.
      spec: keysByName(specOf(hash)),
    } as ApiObjectProps,
  };
}
