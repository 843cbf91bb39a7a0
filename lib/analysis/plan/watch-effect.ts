import { WATCH_LABEL } from '../../construct/names';
import { counted } from '../../construct/props/counted';
import { objectName } from '../manifests/identity';
import { itemsOf } from '../manifests/items';
import type { Manifest } from '../manifests/manifest';
import type { ApplicationView } from './application-view';
import type { Effect } from './story';

/** What becomes of the look at a release that users are on. */
export function watchEffect(before: ApplicationView, after: ApplicationView): Effect | undefined {
  const [was, is] = [watchOf(before), watchOf(after)];
  if (is?.identity.name === was?.identity.name) return undefined;
  const effect = (text: string): Effect => ({ kind: 'watch', text, differences: [] });
  if (!is) return effect(`${objectName(was!.identity)} goes: nobody looks at the release any more`);
  const words = itemsOf(is.value['spec']?.template?.spec?.containers).flatMap(({ args }): string[] => args ?? []);
  const seconds = Number(argumentOf(words, '--rounds')) * Number(argumentOf(words, '--every'));
  const metrics = words.filter(word => word === '--metric').length;
  return effect(
    `${objectName(is.identity)} looks at the release for ${counted(Math.round(seconds / 60), 'minute')} once users are on it, by ${counted(metrics, 'metric')}`,
  );
}

const argumentOf = (words: readonly string[], word: string): string | undefined => words[words.indexOf(word) + 1];

function watchOf({ application, model: { tree } }: ApplicationView): Manifest | undefined {
  const [colour] = application.colours;
  return tree.manifests.find(
    ({ file, value, identity: { kind, namespace } }) =>
      kind === 'Job' &&
      namespace === colour?.namespace &&
      tree.environmentOf(file) === colour.environment &&
      value['spec']?.template?.metadata?.labels?.[WATCH_LABEL] === application.name,
  );
}
