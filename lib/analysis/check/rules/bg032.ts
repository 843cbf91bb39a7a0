import { firstDifference } from '../../manifests/difference';
import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import { onceFor } from '../../manifests/once-for';
import type { Model } from '../../topology/model';
import { alternativesIn } from '../alternatives';
import { applicationOf } from '../change';
import { at, type Fault, type Rule } from '../rule';
import { supportedBy } from '../supports';

export const bg032: Rule = {
  id: 'BG032',
  title: 'What users need is said in one place',
  severity: 'error',
  what: 'An object of an application that stands once before the change does not come to stand twice for one cluster. Two folders go to one where one kustomization, one path of Flux or one recursive path of Argo CD has both; and where a Deployment or a Service of a namespace is laid into a folder without what belongs to it, and the original has that beside it. Folders with the whole application, such as those of environments, are alternatives. Below dist/apps, BG013 says it.',
  why: 'The cluster has one object of a name. What is applied last wins, so users get the one or the other by turns; kustomize and Flux refuse both, and apply nothing any more; and whoever takes one copy away later has an engine delete the object under users.',
  example: [
    {
      file: 'k8s/notes.yaml',
      from: 'kind: ConfigMap\nmetadata: { name: notes }',
      to: 'kind: Service\nmetadata: { name: ping, namespace: demo }\nspec:\n  selector: { app.kubernetes.io/name: ping, blue-green/colour: green }\n  ports: [{ port: 5000, targetPort: http }]',
    },
  ],
  wayOut:
    'keep it in one file; a copy for another cluster or an example goes into a folder with all that belongs to it, or gets a namespace and labels of its own',
  check: ({ base, head }) => (base ? head.tree.duplicates.flatMap(all => copies(all, base, head)) : []),
};

function copies(all: readonly Manifest[], base: Model, head: Model): Fault[] {
  const last = all.at(-1)!;
  if (all.every(({ output }) => output)) return [];
  const [original, ...others] = base.tree.all(base.tree.environmentOf(last.file), last.identity);
  if (!original || others.length) return [];
  const place = placeOf(head, last);
  const stays = all.find(({ file }) => file === original.file) ?? all[0]!;
  const alternatives = alternativesIn(base.tree);
  if (place === undefined) return [];
  return all
    .filter(copy => copy !== stays && !alternatives(copy, stays))
    .map(copy => {
      const differs = firstDifference(copy.value, stays.value) !== undefined;
      return {
        place,
        ...at('head', copy),
        message: `${objectName(copy.identity)} stands in ${stays.file} already${differs ? ', and says something else there' : ''}`,
        users: differs
          ? 'they get the one or the other, as each is applied; or engines refuse both, and apply nothing any more'
          : 'the next change of one of the two is undone by the other; or engines refuse both, and apply nothing any more',
      };
    });
}

function placeOf(head: Model, manifest: Manifest): string | undefined {
  const owner = applicationOf(head, manifest) ?? supportedBy(head, manifest);
  return owner?.place ?? withoutColours(head).get(manifest);
}

const withoutColours = onceFor(
  (head: Model): ReadonlyMap<Manifest, string> =>
    new Map(
      head.applications
        .filter(({ isBlueGreen, services }) => !isBlueGreen && services.length)
        .flatMap(({ place, colours, services, routes }) =>
          [...[...colours, ...services].map(({ manifest }) => manifest), ...routes].map(
            manifest => [manifest, place] as const,
          ),
        ),
    ),
);
