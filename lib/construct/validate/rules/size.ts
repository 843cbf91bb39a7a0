import { defaultsOf } from '../../resolve/format';
import { fullSize } from '../../resolve/release';
import { shown } from '../problem';
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
  const most = fullSize(props, defaultsOf(format));
  const least = autoscaling ? 1 : 0;
  const kept = idle?.replicas;
  if (kept !== undefined && (kept < least || kept > most)) {
    return [
      {
        path: ['idle', 'replicas'],
        message: `expected from ${least} to ${most} pods, ${autoscaling ? 'a HorizontalPodAutoscaler never goes to 0' : 'no more than the colour has at full size'}, got ${kept}`,
      },
    ];
  }
  return [];
};

/** Without an autoscaler there is one number of pods, and it is `replicas`. */
export const raisedIsAutoscaled: ReleaseRule = ({ raised, autoscaling }) =>
  raised === undefined || autoscaling
    ? []
    : [
        {
          path: ['raised'],
          message: `expected it only with "autoscaling", got ${raised}`,
          fix: 'take it away; "replicas" says how many pods there are',
        },
      ];

/** An autoscaler measures use against what the container requests; without a request it never scales. */
export const autoscalingIsMeasurable: ReleaseRule = ({ autoscaling, resources }, release) => {
  if (!autoscaling) return [];
  if (autoscaling.min > autoscaling.max) {
    return [
      {
        path: ['autoscaling', 'min'],
        message: `expected no more than autoscaling.max (${autoscaling.max}), got ${shown(autoscaling.min)}`,
      },
    ];
  }
  const targets = (['cpu', 'memory'] as const).filter(resource => release.autoscaling?.[resource] !== undefined);
  return targets
    .filter(resource => resources?.requests?.[resource] === undefined)
    .map(resource => ({
      path: ['autoscaling'],
      message: `resources.requests.${resource} is missing: expected it, because the autoscaler measures ${resource} use in percent of it`,
      fix: `resources: { requests: { ${resource}: ${resource === 'cpu' ? '100m' : '128Mi'} } }`,
    }));
};
