import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import type { Tree, Trees } from '../../manifests/tree';
import type { Change } from '../change';
import { loosenedInArgoCd } from '../delivery/argocd';
import { loosenedInFlux } from '../delivery/flux';
import { redirectedScripts } from '../delivery/kubectl';
import { renamedOutput } from '../delivery/renamed';
import { hasLeft } from '../leaving';
import { at, type Fault, type Rule } from '../rule';

export const bg024: Rule = {
  id: 'BG024',
  title: 'Engines deliver as they did: nothing stops, redirects or loosens it',
  severity: 'error',
  hurts: 'later',
  what: 'The objects by which Argo CD (Application, ApplicationSet, AppProject) and Flux (Kustomization, GitRepository and other sources) are told what to deliver: they stay, and so do their repository, branch, path and destination, what they wait for, that they sync and prune by themselves, and the guards that keep pods when such an object goes. Those of an application that leaves for plain files go with it (`bluegreen eject`). The template of an ApplicationSet counts like an Application. For kubectl, that the script of an environment stays, and goes to the same context, namespace and folder. And where dist/ gets another name, that engines have to be told.',
  why: 'Such a change touches no pod and no Service. The next promotion then does nothing, or moves users before its gate has passed, and so does the rollback.',
  example: [
    {
      file: 'Kustomization.production-ping-traffic.k8s.yaml',
      from: '  dependsOn:\n    - name: production-ping-verify\n',
      to: '',
    },
  ],
  wayOut:
    'leave it as it is; what has to move, moves in a commit of its own, with this finding allowed, and somebody looks at the engine until it has come through',
  check: change =>
    treesOf(change)
      .flatMap(trees => faultsIn(trees))
      // What delivered it goes with it.
      .filter(({ place, side }) => side !== 'base' || !hasLeft(place, change.leaving)),
};

// What engines are told may stand apart from what they apply.
function treesOf({ base, head, engines }: Change): Trees[] {
  return [{ head: head.tree, ...(base && { base: base.tree }) }, ...(engines ? [engines] : [])];
}

const GROUPS = new Set(['argoproj.io', 'kustomize.toolkit.fluxcd.io', 'source.toolkit.fluxcd.io']);
const KINDS = new Set([
  'Application',
  'ApplicationSet',
  'AppProject',
  'Kustomization',
  'GitRepository',
  'OCIRepository',
  'Bucket',
]);

function faultsIn({ base, head }: Trees): Fault[] {
  if (!base) return [];
  const broken = new Set(head.unreadable.map(({ file }) => file));
  const objects = base.manifests
    .filter(({ identity: { group, kind } }) => GROUPS.has(group) && KINDS.has(kind))
    .flatMap(was => {
      const is = head.find(base.environmentOf(was.file), was.identity);
      const place = placeOf(was, base);
      if (!is) {
        if (broken.has(was.file)) return [];
        return [
          {
            place,
            ...at('base', was),
            message: `${objectName(was.identity)} disappears, by which an engine delivers`,
            users:
              'no later commit reaches them, a rollback neither; and where the engine cleans up, all that it applied goes',
          },
        ];
      }
      const loosened = loosenedInFlux({ was, is, base, head }) ?? loosenedInArgoCd({ was, is, base, head }) ?? [];
      return loosened.map(({ path, message, users }) => ({
        place,
        ...at('head', is, path),
        message: `${objectName(is.identity)} ${message}`,
        users,
      }));
    });
  return [...objects, ...redirectedScripts(base, head), ...renamedOutput({ base, head })];
}

/** `production/ping` or `production` for what we write, by its path; else its own namespace and name. */
function placeOf({ file, output, identity: { namespace, name } }: Manifest, { layout }: Tree): string {
  if (output) return output.place;
  if (layout.isForEngines(file)) return layout.placeInEngines(file);
  return `${namespace || 'default'}/${name}`;
}
