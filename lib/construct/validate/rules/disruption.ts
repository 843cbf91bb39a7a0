import { defaultsOf } from '../../resolve/format';
import { fullSize } from '../../resolve/size';
import type { ReleaseRule } from './rule';

/** A budget that lets no pod go blocks every node drain and cluster upgrade. */
export const disruptionLeavesRoom: ReleaseRule = (props, { format }) => {
  const { disruption } = props;
  if (!disruption) return [];
  const ways = (['minAvailable', 'maxUnavailable', 'none'] as const).filter(
    way => disruption[way] !== undefined && disruption[way] !== false,
  );
  if (ways.length !== 1) {
    return [
      {
        path: ['disruption'],
        message: `expected exactly one of minAvailable, maxUnavailable, none, got ${ways.length ? ways.join(' and ') : 'none of them'}`,
      },
    ];
  }
  const fewest = fullSize(props, defaultsOf(format));
  const { minAvailable, maxUnavailable } = disruption;
  if (minAvailable === '100%' || (typeof minAvailable === 'number' && minAvailable >= fewest)) {
    return [
      {
        path: ['disruption', 'minAvailable'],
        message: `expected fewer than the ${fewest} pods that the colour has, got ${minAvailable}: no node could ever be drained`,
      },
    ];
  }
  if (maxUnavailable === 0 || maxUnavailable === '0%') {
    return [
      {
        path: ['disruption', 'maxUnavailable'],
        message: `expected at least 1, got ${maxUnavailable}: no node could ever be drained`,
      },
    ];
  }
  return [];
};
