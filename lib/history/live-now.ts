import type { ApplicationHistory } from './application-history';
import type { ReleaseName } from './release-state';
import { secondsOf } from './tenure';

/** What users reach now. */
export interface LiveNow {
  readonly release: ReleaseName;
  /** When it became active, without a break since; milliseconds since 1970. */
  readonly from: number;
  readonly seconds: number;
  /** True where it was active before the clone begins. */
  readonly atLeast: boolean;
}

/** What users reach now; undefined where the application is removed, or its active colour has no release. */
export function liveNow({ tenures, cutOff }: ApplicationHistory): LiveNow | undefined {
  for (const release of tenures) {
    const stretch = release.stretches.at(-1)!;
    if (stretch.state !== 'live' || !stretch.lasts) continue;
    return { release, from: stretch.from, seconds: secondsOf(stretch), atLeast: stretch.began.commit === cutOff };
  }
  return undefined;
}
