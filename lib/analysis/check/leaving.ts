import type { Ejection } from '../../project/files/ejection';

/** An application that leaves for plain files, in a change. */
export interface Leaving {
  /** `production/web`. */
  readonly place: string;
  /** Where it stood before the change; undefined where it was not leaving, or nobody knows. */
  readonly before: Ejection['step'] | undefined;
  /** Where it stands after it; undefined where it has left, or stays. */
  readonly after: Ejection['step'] | undefined;
}

/** Whether an application has left by a change, and users were on its plain pods before. */
export function hasLeft(place: string, leaving: readonly Leaving[] = []): boolean {
  return leaving.some(one => one.place === place && one.before === 'moved' && one.after === undefined);
}
