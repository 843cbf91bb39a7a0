import { VERSION_LABEL } from '../../construct/names';
import { ENGINES } from '../../project/engines';
import { objectName } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import { listed } from './application-view';
import type { EffectKind } from './effect-kind';
import type { KeyDifference } from './key-difference';
import { either, type ObjectChange } from './object-change';
import { differencesOf } from './object-differences';
import type { Effect } from './story';

/** What happens to objects that are neither pods nor what leads users to them. */
export function objectEffects(
  changes: readonly ObjectChange[],
  told: (change: ObjectChange) => ReadonlySet<string> | undefined = () => new Set(),
): Effect[] {
  const left = changes.flatMap(change => {
    const keys = told(change);
    const differences = keys && differencesOf(change, new Set([...keys, VERSION_LABEL]));
    return differences?.length || (keys && (!change.before || !change.after))
      ? [{ change, differences: differences ?? [] }]
      : [];
  });
  return (['engine', 'objects'] as const).flatMap(kind => {
    const own = left.filter(({ change }) => kindOf(either(change)) === kind);
    return own.length ? [effect(kind, own)] : [];
  });
}

// An engine's own objects: what it applies, and how.
function kindOf({ identity }: Manifest): EffectKind {
  return ENGINES.some(engine => engine.owns(identity)) ? 'engine' : 'objects';
}

interface Left {
  readonly change: ObjectChange;
  readonly differences: readonly KeyDifference[];
}

function effect(kind: EffectKind, left: readonly Left[]): Effect {
  const named = (what: readonly Left[], words: string) => {
    const names = what.map(({ change }) => objectName(either(change).identity));
    const shown = names.length > MOST ? [...names.slice(0, MOST - 1), `${names.length - MOST + 1} more`] : names;
    return names.length ? [`${listed(shown)} ${words}`] : [];
  };
  const added = left.filter(({ change }) => !change.before);
  const gone = left.filter(({ change }) => !change.after);
  const edited = left.filter(({ change }) => change.before && change.after);
  const texts = [
    ...named(gone, gone.length > 1 ? 'are removed' : 'is removed'),
    ...named(edited, edited.length > 1 ? 'change' : 'changes'),
    ...named(added, added.length > 1 ? 'are added' : 'is added'),
  ];
  return {
    kind,
    text: texts.join('; '),
    differences: edited.flatMap(({ change, differences }) => {
      const { kind: what, name } = either(change).identity;
      return differences.map(difference => ({ ...difference, key: `${what}/${name} ${difference.key}` }));
    }),
  };
}

const MOST = 4;
