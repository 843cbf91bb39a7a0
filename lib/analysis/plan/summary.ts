import { worstFirst } from '../check/worst-first';
import { countedEffects, followsFromOthers, isDangerous, KINDS, movesUsers } from './effect-kind';
import type { Plan } from './story';
import { titleOf } from './story';

/** A change in one sentence, without a full stop: what hurts users, or else whether they move, comes first. */
export function summary(plan: Plan): string {
  const { stories, findings } = plan;
  const worst = worstOf(plan);
  const found = stories.reduce((sum, story) => sum + story.findings.length, findings.length);
  if (!stories.length && !found) return 'Nothing changes for users or pods';
  const effects = stories.flatMap(story => story.effects);
  const kinds = KINDS.flatMap(kind => {
    const count = followsFromOthers(kind) ? 0 : effects.filter(effect => effect.kind === kind).length;
    return count ? [countedEffects(kind, count)] : [];
  });
  const moving = stories.filter(story => story.effects.some(({ kind }) => movesUsers(kind))).length;
  const moves = moving
    ? stories.length === 1
      ? 'Users move'
      : `Users move in ${moving} of ${stories.length} places`
    : 'Users stay where they are';
  return [
    worst ?? moves,
    ...(kinds.length ? [kinds.join(', ')] : []),
    ...(found ? [`${found} ${found === 1 ? 'finding of check' : 'findings of check'}`] : []),
  ].join('; ');
}

// What is sure to hurt them, or may.
function worstOf(plan: Plan): string | undefined {
  const found = worstFinding(plan);
  if (found !== undefined) return found;
  const told = plan.stories.flatMap(({ title, effects }) => effects.map(effect => ({ title, ...effect })));
  const effect = KINDS.filter(isDangerous)
    .flatMap(kind => told.filter(one => one.kind === kind))
    .find(() => true);
  return effect && `${effect.title}: ${effect.text}`;
}

/** What the worst error that `check` finds does to users; undefined for none. */
export function worstFinding({ stories, findings }: Plan): string | undefined {
  const [worst] = [...findings, ...stories.flatMap(story => story.findings)]
    .filter(({ severity }) => severity === 'error')
    .sort(worstFirst);
  return worst && `${titleOf(worst.place)}: ${worst.users} (${worst.rule})`;
}
