import { defaultsOf } from '../../resolve/format';
import { fullSize } from '../../resolve/size';
import type { ReleaseRule } from './rule';

/** A fixed number of pods or an autoscaler, not both: each sync would reset what the autoscaler has done. */
export const oneSize: ReleaseRule = (props, { format }) => {
  const { replicas, autoscaling, idle } = props;
  if (replicas !== undefined && autoscaling) {
    return [
      {
        path: ['replicas'],
        message:
          'expected either "replicas" or "autoscaling", got both: each sync would reset what the autoscaler has done',
        fix: 'take "replicas" away; autoscaling.min says how few there may be',
      },
    ];
  }
  const most = autoscaling?.external ? 0 : fullSize(props, defaultsOf(format));
  const least = autoscaling && !autoscaling.external && !autoscaling.keda ? 1 : 0;
  const kept = idle?.replicas;
  if (kept !== undefined && (kept < least || kept > most)) {
    const expected = most > 0 ? `from ${least} to ${most} pods` : 'none';
    const why = autoscaling?.external
      ? 'whoever scales the colour leaves it alone at 0 only'
      : least > 0
        ? 'a HorizontalPodAutoscaler never goes to 0'
        : 'no more than the colour has at full size';
    return [{ path: ['idle', 'replicas'], message: `expected ${expected}, ${why}, got ${kept}` }];
  }
  return [];
};

/** What is only looked at has fewer pods than users need, and not none. */
export const previewIsSmaller: ReleaseRule = (props, { format }) => {
  const { autoscaling, idle, preview } = props;
  const pods = idle?.preview;
  if (pods === undefined) {
    if (!preview) return [];
    const message = 'expected it only with "idle.preview", which says how many pods there are';
    return [{ path: ['preview'], message, fix: 'take it away' }];
  }
  const path = ['idle', 'preview'];
  if (autoscaling?.external) {
    return [
      {
        path,
        message: 'expected none where somebody else scales: they say how many pods there are',
        fix: 'take it away',
      },
    ];
  }
  const most = fullSize(props, defaultsOf(format));
  return pods <= most ? [] : [{ path, message: `expected no more than the ${most} pods of full size, got ${pods}` }];
};

/** Only an autoscaler of ours can start higher: else there is one number of pods, or somebody else says it. */
export const raisedIsAutoscaled: ReleaseRule = ({ raised, autoscaling }) =>
  raised === undefined || (autoscaling && !autoscaling.external)
    ? []
    : [
        {
          path: ['raised'],
          message: `expected it only with an autoscaler of ours, got ${raised}`,
          fix: `take it away; "${autoscaling ? 'autoscaling.min' : 'replicas'}" says how many pods there are`,
        },
      ];
