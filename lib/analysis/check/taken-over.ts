import type { Takeover } from '../../project/files/takeover';
import type { Manifest } from '../manifests/manifest';
import { isKept } from './guards';

/** An application that is being taken over from what ran before, as far as that stands in files of the project. */
export interface TakenOver {
  /** `production/web`. */
  readonly place: string;
  /** Its release file. */
  readonly file: string;
  /** Where it stood before the change; undefined where nothing was being taken over, or nobody knows. */
  readonly before: Takeover['step'] | undefined;
  /** Where it stands after it; undefined where nothing is being taken over any more. */
  readonly after: Takeover['step'] | undefined;
  /** The old files. */
  readonly files: readonly string[];
  /** What users were on, such as `Deployment/web`. */
  readonly workload: string;
  /** The name of the Service that users come through. */
  readonly service: string;
  /** That and all else that ours takes over, such as `Service/web`. */
  readonly shared: readonly string[];
  /** What of it old files have after the change. */
  readonly sharedIn: readonly InFile[];
  /** The old file with a Canary that leads the Service back, after the change. @default - none does */
  readonly ledBackIn?: string;
  /** Services besides that lead to the old pods after the change, and their files. */
  readonly othersIn: readonly { readonly service: string; readonly file: string }[];
  /** The old file that had the workload, where none has it any more. @default - none loses it */
  readonly workloadLeft?: string;
  /** What of it goes from its old file, never having been marked as not to be pruned. */
  readonly unmarkedIn: readonly InFile[];
}

/** An object, such as `Service/web`, and a file that has it. */
interface InFile {
  readonly object: string;
  readonly file: string;
}

/** Whether a change takes the move of users back, and leaves in the cluster by what they came, for whoever had it before. */
export function isHandedBack(place: string, manifest: Manifest, takenOver: readonly TakenOver[] = []): boolean {
  return (
    isKept(manifest) &&
    sharedBy(place, manifest, takenOver).some(({ before, after }) => before === 'moved' && after === 'beside')
  );
}

/** Whether a change ends a takeover: nobody goes back behind it, so what it shared may be deleted with its files again. */
export function isOursForGood(place: string, manifest: Manifest, takenOver: readonly TakenOver[] = []): boolean {
  return sharedBy(place, manifest, takenOver).some(({ before, after }) => before === 'moved' && after === undefined);
}

function sharedBy(place: string, { identity: { kind, name } }: Manifest, takenOver: readonly TakenOver[]): TakenOver[] {
  return takenOver.filter(one => one.place === place && one.shared.includes(`${kind}/${name}`));
}
