import { colourSelector } from '../construct/names';
import { COLOURS, type Colour, otherColour } from '../construct/props/colour';
import type { ColourProps } from '../construct/props/release';
import { POD_OVERLAYS, podsOverlaid } from '../construct/render/pod-template';
import { workerPods } from '../construct/render/worker-pods';
import { releaseIn } from '../construct/resolve/application';
import { type Asked, askedByPod, surgeOf, times, together } from '../construct/resolve/quota';
import type { Release } from '../construct/resolve/release';
import { podsOf, type Size } from '../construct/resolve/size';
import type { ReleaseFile } from '../project/files/files';
import type { ApplicationState } from './application-state';

/** What both colours, and the workers of the active one, ask of the quota of their namespace. */
export interface QuotaStatus {
  /** As the files say, with autoscaling the fewest pods, and no run of what is started now and then. */
  readonly now: Asked;
  /**
   * Both colours at full size, autoscalers at their most, and a quarter of one more while it rolls over. Of the two
   * releases' workers those that ask for more, and a quarter of them more where two releases may be at work at once; of
   * what is started now and then one run.
   * @default - nobody here knows: somebody else scales
   */
  readonly most?: Asked;
}

/** What they ask for; the pods of a gate and of a migration come beside them for a while. */
export function quotaOf(current: ApplicationState, state: ReleaseFile): QuotaStatus {
  const { application, spec } = current;
  const releases = COLOURS.map(colour => {
    const entry = entryOf(state, colour);
    const { retired, preview, ...whole } = entry;
    return {
      pod: podOf(application, colour, releaseIn(application, spec, entry)),
      now: podsOf(releaseIn(application, spec, entry)),
      most: mostOf(releaseIn(application, spec, whole)),
      workers: workersIn(application, releaseIn(application, spec, entry)),
      isActive: colour === state.active,
    };
  });
  const now = together(
    releases.flatMap(({ pod, now: pods, workers, isActive }) => [
      times(pods, pod),
      ...(isActive ? workers.map(worker => worker.now) : []),
    ]),
  );
  const full = releases.flatMap(({ pod, most }) => (most === undefined ? [] : [{ pod, most }]));
  const atWork = releases.map(({ workers }) => workers.flatMap(({ most }) => most ?? []));
  const isKnown =
    full.length === releases.length && atWork.flat().length === releases.flatMap(one => one.workers).length;
  if (!isKnown) return { now };
  const surge = larger(full.map(({ pod, most }) => times(surgeOf(most), pod)));
  return {
    now,
    most: together([...full.map(({ pod, most }) => times(most, pod)), surge, larger(atWork.map(together))]),
  };
}

const larger = (asked: readonly Asked[]): Asked =>
  [...asked].sort((a, b) => b.cpu - a.cpu || b.memory - a.memory || b.pods - a.pods)[0]!;

// What the workers of a release ask for once users are on it.
function workersIn(application: string, release: Release): { readonly now: Asked; readonly most?: Asked }[] {
  return release.workers.map(worker => {
    const { spec } = workerPods(application, release, worker, {}) as { spec: object };
    const pod = askedByPod(spec);
    if (worker.schedule) return { now: times(0, pod), most: pod };
    const most = mostOf(worker);
    return {
      now: times(podsOf(worker), pod),
      ...(most !== undefined && { most: times(most + (worker.overlap ? surgeOf(most) : 0), pod) }),
    };
  });
}

// One that nobody has deployed to holds what the other one runs, retired.
function entryOf(state: ReleaseFile, colour: Colour): ColourProps {
  return state[colour] ?? { ...state[otherColour(colour)], retired: true };
}

function podOf(application: string, colour: Colour, release: Release): Asked {
  const ours = POD_OVERLAYS[release.format]!(application, release, colourSelector(application, colour), {});
  return askedByPod((podsOverlaid(release, ours, release.podTemplate) as { spec: object }).spec);
}

function mostOf({ replicas, autoscaling }: Size): number | undefined {
  return autoscaling ? autoscaling.max : replicas;
}
