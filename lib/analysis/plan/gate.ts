import { ANALYSIS_CONTAINER } from '../../construct/names';
import { counted } from '../../construct/props/counted';
import { ownTestsOf } from '../check/gate-job';
import { releaseRecordOf } from '../check/release-record';
import { grouped } from '../manifests/grouped';
import { itemsOf } from '../manifests/items';
import type { Manifest } from '../manifests/manifest';
import { onceFor } from '../manifests/once-for';
import type { Tree } from '../manifests/tree';
import type { Application, Model } from '../topology/model';
import type { Workload } from '../topology/workload';

/** What stands between a release and its users. */
export interface Gate {
  /** The Job that proves it. */
  readonly job?: Manifest;
  /** The ConfigMap that says what is to be live. */
  readonly record?: Manifest;
  /** Why nothing is proved. */
  readonly skipped?: string;
  /** Which try it is. */
  readonly attempt?: string;
}

export function gateOf(application: Application, model: Model): Gate {
  const [colour] = application.colours;
  if (!colour) return {};
  const [job] = gatesIn(model.tree).get(keyOf(colour, application.name)) ?? [];
  const record = releaseRecordOf(application, model);
  const said = String(record?.value['data']?.gate ?? '');
  const skipped = /^skipped: (.*)$/s.exec(said)?.[1];
  const attempt = /^attempt (\d+)$/.exec(said)?.[1];
  return {
    ...(job && { job }),
    ...(record && { record }),
    ...(skipped !== undefined && { skipped }),
    ...(attempt !== undefined && { attempt }),
  };
}

const gatesIn = onceFor((tree: Tree) =>
  grouped(
    tree.manifests.flatMap(job => {
      const { kind, namespace, name } = job.identity;
      if (kind !== 'Job' || !/-[0-9a-f]{10}$/.test(name)) return [];
      const environment = tree.environmentOf(job.file);
      // An application may have the word in its name, too.
      return [...name.matchAll(/-(?=verify-)/g)].map(
        ({ index }) => [keyOf({ environment, namespace }, name.slice(0, index)), job] as const,
      );
    }),
  ),
);

function keyOf({ environment, namespace }: Pick<Workload, 'environment' | 'namespace'>, application: string): string {
  return JSON.stringify([environment, namespace, application]);
}

/** `gate: 1 request`. */
export function gateText({ job, skipped }: Gate): string {
  if (skipped !== undefined) return `gate: skipped, because ${skipped}`;
  return job ? `gate: ${asked(job)}` : 'no gate in these files';
}

/** What the Job asks, in words. */
export function asked(job: Manifest): string {
  const { containers, initContainers } = job.value['spec']?.template?.spec ?? {};
  const all = [...itemsOf(initContainers), ...itemsOf(containers)];
  const judge = all.find(({ name }) => name === ANALYSIS_CONTAINER);
  const count = (word: string, of: typeof all) =>
    of.flatMap(({ args }) => (args as unknown[] | undefined) ?? []).filter(one => one === word).length;
  const own = ownTestsOf(job);
  const requests = count('--request', all);
  const proof = own
    ? `tests of its own, ${own['image']}`
    : requests
      ? counted(requests, 'request')
      : 'that its pods are there, and no request';
  return judge ? `${proof}, and ${counted(count('--metric', [judge]), 'metric')}` : proof;
}
