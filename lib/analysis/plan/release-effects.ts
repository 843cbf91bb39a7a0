import { releaseName } from '../../history/release-state';
import { transitionsBetween } from '../../history/transition';
import type { EffectKind } from './effect-kind';
import type { ReleaseChange } from './release-change';
import type { Effect } from './story';

const KINDS: Readonly<Record<ReturnType<typeof transitionsBetween>[number]['kind'], EffectKind>> = {
  created: 'new',
  deployed: 'deploy',
  changed: 'config',
  promoted: 'promote',
  retired: 'retire',
  raised: 'raise',
  removed: 'removal',
};

/** What a release file says that makes no difference in the output. */
export function releaseEffects({ before, after, switched }: ReleaseChange): Effect[] {
  return transitionsBetween(before, after).map(({ kind, colour }) => {
    const { version } = releaseName(colour, (after ?? before)!);
    const name = version ? `${colour} (${version})` : colour;
    const isBack = kind === 'promoted' && switched === 'rolled back';
    return {
      kind: isBack ? 'rollback' : KINDS[kind],
      text: `${name} is ${isBack ? switched : kind} in the release file, and no manifest changes`,
      differences: [],
    };
  });
}
