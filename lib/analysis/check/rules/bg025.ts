import { OPTIONS } from '../../../construct/render/engine-annotations';
import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import { applicationOf, placeOf } from '../change';
import { annotation, GUARDS, says } from '../guards';
import { at, type Rule } from '../rule';
import { isOursForGood } from '../taken-over';

export const bg025: Rule = {
  id: 'BG025',
  title: 'Engines apply each object where, when and how they did',
  severity: 'error',
  hurts: 'later',
  what: 'Objects of an application stay in the folder that an engine applies as one. What keeps them from being deleted stays ("Prune=false", "Delete=false", prune: disabled, resource-policy: keep), but what a takeover needed until its end. And no annotation comes by which an engine replaces an object, deletes it to make it anew, leaves it as it is in the cluster, or takes it for a hook.',
  why: 'An object that moves to another folder is deleted by one that prunes, and comes before its gate or never. A Service that is replaced gets other ports and addresses; one that is not reconciled makes the next promotion do nothing.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: 'kustomize.toolkit.fluxcd.io/prune: disabled',
      to: 'kustomize.toolkit.fluxcd.io/reconcile: disabled',
    },
  ],
  wayOut:
    'leave the object where and as it is; in a project, "bluegreen synth" puts each object and annotation in its place',
  check: ({ base, head, takenOver }) => {
    if (!base) return [];
    return head.tree.manifests.flatMap(manifest => {
      const before = base.tree.find(head.tree.environmentOf(manifest.file), manifest.identity);
      if (!before || before === manifest || !(manifest.output || applicationOf(head, manifest))) return [];
      const copies = head.tree.all(head.tree.environmentOf(manifest.file), manifest.identity);
      const isOurs = manifest.output !== undefined && isOursForGood(placeOf(head, manifest), manifest, takenOver);
      return [...movedUnit(before, manifest, copies), ...loosened(before, manifest, isOurs)].map(
        ({ key, message, users }) => ({
          place: placeOf(head, manifest),
          ...at('head', manifest, key === undefined ? [] : ['metadata', 'annotations', key]),
          message: `${objectName(manifest.identity)} ${message}`,
          users,
        }),
      );
    });
  },
};

interface Found {
  readonly key?: string;
  readonly message: string;
  readonly users: string;
}

function movedUnit(before: Manifest, now: Manifest, copies: readonly Manifest[]): Found[] {
  const [was, is] = [before.output?.unit, now.output?.unit];
  // What stands twice, BG013 finds.
  if (was === undefined || is === undefined || was === is || copies.length > 1) return [];
  return [
    {
      message: `moves from the folder ${was} to ${is}`,
      users:
        'whoever applies the first one deletes it, at a moment that nobody chooses, and it no longer comes in its turn',
    },
  ];
}

const REPLACED = 'it is deleted and made anew, with all that hangs on it: pods end, ports and addresses change';
const LEFT =
  'what git says of it is not applied any more: a promotion or a rollback does nothing, and says that all is well';
const HOOK = 'it is deleted and made anew with each sync, and does not come in its turn';
// What each says when it comes, and what that means to users.
const COMING: readonly (readonly [key: string, value: string, users: string])[] = [
  [OPTIONS, 'Replace=true', REPLACED],
  [OPTIONS, 'Force=true', REPLACED],
  ['kustomize.toolkit.fluxcd.io/force', 'enabled', REPLACED],
  ['kustomize.toolkit.fluxcd.io/reconcile', 'disabled', LEFT],
  ['kustomize.toolkit.fluxcd.io/ssa', 'IfNotPresent', LEFT],
  ['kustomize.toolkit.fluxcd.io/ssa', 'Ignore', LEFT],
  ['argocd.argoproj.io/hook', '', HOOK],
  ['helm.sh/hook', '', HOOK],
];

function loosened(before: Manifest, now: Manifest, isOurs: boolean): Found[] {
  const isJob = now.identity.kind === 'Job';
  const gone = isOurs ? [] : GUARDS.filter(([key, value]) => says(before, key, value) && !says(now, key, value));
  const coming = COMING.filter(([key, value]) => says(now, key, value) && !says(before, key, value));
  return [
    ...gone.map(([key, value]) => ({
      key,
      message: `no longer says ${value} (${key})`,
      users: 'whatever takes it out of git for a moment, such as a wrong folder, deletes it',
    })),
    // A Job that has run may well be made anew.
    ...(isJob ? [] : coming).map(([key, value, users]) => ({
      key,
      message: value ? `says ${value} now (${key})` : `becomes a hook (${key}: ${annotation(now, key)})`,
      users,
    })),
  ];
}
