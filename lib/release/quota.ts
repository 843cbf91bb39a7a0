import { colourSelector } from '../construct/names';
import { COLOURS, type Colour, otherColour } from '../construct/props/colour';
import type { ColourProps } from '../construct/props/release';
import { POD_OVERLAYS, podsOverlaid } from '../construct/render/pod-template';
import { releaseIn } from '../construct/resolve/application';
import { type Asked, askedByPod, surgeOf, times, together } from '../construct/resolve/quota';
import type { Release } from '../construct/resolve/release';
import { podsOf } from '../construct/resolve/size';
import type { ReleaseFile } from '../project/files/files';
import type { ApplicationState } from './application-state';

/** What both colours ask of the quota of their namespace. */
export interface QuotaStatus {
  /** As the files say, with autoscaling the fewest pods. */
  readonly now: Asked;
  /**
   * Both colours at full size, autoscalers at their most, and a quarter of one more while it rolls over.
   * @default - nobody here knows: somebody else scales
   */
  readonly most?: Asked;
}

/** What both colours ask for; the pods of a gate and of a migration come beside them for a while. */
export function quotaOf(current: ApplicationState, state: ReleaseFile): QuotaStatus {
  const { application, spec } = current;
  const releases = COLOURS.map(colour => {
    const entry = entryOf(state, colour);
    const { retired, preview, ...whole } = entry;
    return {
      pod: podOf(application, colour, releaseIn(application, spec, entry)),
      now: podsOf(releaseIn(application, spec, entry)),
      most: mostOf(releaseIn(application, spec, whole)),
    };
  });
  const now = together(releases.map(({ pod, now: pods }) => times(pods, pod)));
  const full = releases.flatMap(({ pod, most }) => (most === undefined ? [] : [{ pod, most }]));
  if (full.length < releases.length) return { now };
  const surges = full.map(({ pod, most }) => times(surgeOf(most), pod));
  const [larger] = surges.sort((a, b) => b.cpu - a.cpu || b.memory - a.memory || b.pods - a.pods);
  return { now, most: together([...full.map(({ pod, most }) => times(most, pod)), larger!]) };
}

// One that nobody has deployed to holds what the other one runs, retired.
function entryOf(state: ReleaseFile, colour: Colour): ColourProps {
  return state[colour] ?? { ...state[otherColour(colour)], retired: true };
}

function podOf(application: string, colour: Colour, release: Release): Asked {
  const ours = POD_OVERLAYS[release.format]!(application, release, colourSelector(application, colour), {});
  return askedByPod((podsOverlaid(release, ours, release.podTemplate) as { spec: object }).spec);
}

function mostOf({ replicas, autoscaling }: Release): number | undefined {
  return autoscaling ? autoscaling.max : replicas;
}
