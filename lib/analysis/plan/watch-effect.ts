import { counted } from '../../construct/props/counted';
import { grouped } from '../manifests/grouped';
import { objectName } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import { onceFor } from '../manifests/once-for';
import type { Tree } from '../manifests/tree';
import { watchedBy, watchIn } from '../topology/watch';
import type { ApplicationView } from './application-view';
import type { Effect } from './story';

/** What becomes of the look at a release that users are on. */
export function watchEffect(before: ApplicationView, after: ApplicationView): Effect | undefined {
  const [was, is] = [watchOf(before), watchOf(after)];
  if (is?.identity.name === was?.identity.name) return undefined;
  const effect = (text: string): Effect => ({ kind: 'watch', text, differences: [] });
  if (!is) return effect(`${objectName(was!.identity)} goes: nobody looks at the release any more`);
  const { seconds, metrics } = watchIn(is);
  return effect(
    `${objectName(is.identity)} looks at the release for ${counted(Math.round(seconds / 60), 'minute')} once users are on it, by ${counted(metrics, 'metric')}`,
  );
}

function watchOf({ application, model: { tree } }: ApplicationView): Manifest | undefined {
  const [colour] = application.colours;
  return watches(tree)
    .get(application.name)
    ?.find(job => job.identity.namespace === colour?.namespace && tree.environmentOf(job.file) === colour.environment);
}

const watches = onceFor((tree: Tree) => grouped(tree.manifests.map(job => [watchedBy(job), job] as const)));
