import { countedEffects, KINDS, movesUsers } from './effect-kind';
import type { Plan } from './story';

/** A change in one sentence, without a full stop. */
export function summary({ stories, findings }: Plan): string {
  if (!stories.length) return 'Nothing changes for users or pods';
  const effects = stories.flatMap(story => story.effects);
  const kinds = KINDS.flatMap(kind => {
    const count = effects.filter(effect => effect.kind === kind).length;
    return count ? [countedEffects(kind, count)] : [];
  });
  const moving = stories.filter(story => story.effects.some(({ kind }) => movesUsers(kind))).length;
  const found = stories.reduce((sum, story) => sum + story.findings.length, findings.length);
  return [
    moving
      ? stories.length === 1
        ? 'Users move'
        : `Users move in ${moving} of ${stories.length} places`
      : 'Users stay where they are',
    kinds.join(', '),
    ...(found ? [`${found} ${found === 1 ? 'finding of check' : 'findings of check'}`] : []),
  ].join('; ');
}
