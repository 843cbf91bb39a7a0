import { COLOURS } from '../../construct/props/colour';
import { readyPods } from './live-colour';
import type { LiveSituation } from './live-situation';

/** What the cluster says of an application, in short lines: what differs from git, or that nothing does. */
export function liveText(live: LiveSituation): readonly string[] {
  if (live.differences.length) return live.differences.map(({ text }) => text);
  const { serves } = live;
  const pods = COLOURS.filter(colour => serves === colour || serves === 'both').map(colour => live[colour]!.pods);
  return [
    `as git says: ${serves === 'both' ? 'both serve' : `${serves} serves`}, ${pods.map(readyPods).join(' and ')}`,
  ];
}
