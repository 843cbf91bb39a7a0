import { RELEASE_LABEL, VERSION_LABEL } from '../../construct/names';
import { ENGINES } from '../../project/engines';
import { isKept } from '../check/guards';
import { objectName } from '../manifests/identity';
import type { Labels } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import { isWorker, podLabels } from '../topology/worker';
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
  const isOfWorker = ({ change }: Left) => isWorker(either(change));
  const others = (['engine', 'objects'] as const).flatMap(kind => {
    const own = left.filter(one => !isOfWorker(one) && kindOf(either(one.change)) === kind);
    return own.length ? [effect(kind, own)] : [];
  });
  return [...left.filter(isOfWorker).map(workerEffect), ...others];
}

// It changes when traffic does, and is told as what it is for: to whoever waits for what it does.
function workerEffect({ change, differences }: Left): Effect {
  const { before, after } = change;
  const [from, to] = [before, after].map(one => one && podLabels(one));
  const named = `the worker ${either(change).identity.name}`;
  const release = (labels: Labels | undefined) => {
    const version = labels?.[VERSION_LABEL];
    return `release ${labels?.[RELEASE_LABEL]}${version ? ` (${version})` : ''}`;
  };
  const text = !after
    ? `${named} ends, of ${release(from)}`
    : !before
      ? `${named} starts, with ${release(to)}`
      : from?.[RELEASE_LABEL] === to?.[RELEASE_LABEL]
        ? `${named} changes, and stays on ${release(to)}`
        : `${named} moves to ${release(to)}, from ${release(from)}${after.identity.kind === 'CronJob' ? RUNS_END : pauses(after)}`;
  return { kind: 'objects', text, differences: before && after ? differences : [] };
}

const RUNS_END = '; a run that is under way ends as it began';

function pauses({ value }: Manifest): string {
  return value['spec']?.strategy?.type === 'Recreate' ? '; nobody is at work in between' : '';
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
  const gone = left.filter(({ change: { before, after } }) => !after && !isKept(before!));
  const leaving = left.filter(({ change: { before, after } }) => !after && isKept(before!));
  const edited = left.filter(({ change }) => change.before && change.after);
  const texts = [
    ...named(gone, gone.length > 1 ? 'are removed' : 'is removed'),
    ...named(
      leaving,
      leaving.length > 1 ? 'leave git, and stay in the cluster' : 'leaves git, and stays in the cluster',
    ),
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
