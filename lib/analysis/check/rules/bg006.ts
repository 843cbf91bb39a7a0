import { type Path, pathText } from '../../../construct/validate/problem';
import { type Difference, firstDifference } from '../../manifests/difference';
import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import { valueAt } from '../../manifests/value-at';
import type { Model } from '../../topology/model';
import { blueGreen, placeOf } from '../change';
import { type ImmutableField, immutableFieldsOf, isMadeAnew } from '../immutable';
import { at, type Rule } from '../rule';
import { shownOf } from '../shown-value';

export const bg006: Rule = {
  id: 'BG006',
  title: 'Immutable fields of an existing object are unchanged',
  severity: 'error',
  hurts: 'later',
  what: 'Selectors of Deployments, templates of Jobs that are applied together with colours, the cluster IP and load balancer class of a Service, what says "immutable: true", the size of a claim downwards, and other fields that the API server does not let anybody change. What is written in another way and means the same is no change, and what an engine makes anew each time may change: hooks, forced Jobs, and objects without a name of their own.',
  why: 'The apply fails, and with it every later one of the same folder: also the rollback. Whoever helps themselves with "replace --force" deletes the object with all its pods, and makes it anew.',
  example: [
    {
      file: 'blue/Deployment.ping-blue.k8s.yaml',
      from: '  selector:\n    matchLabels:\n      app.kubernetes.io/name: ping\n',
      to: '  selector:\n    matchLabels:\n      app.kubernetes.io/name: ping\n      tier: web\n',
    },
  ],
  wayOut: 'leave the field as it is, or make a new object under another name and let the old one be',
  check: ({ base, head }) => {
    if (!base) return [];
    const withColours = environmentsWithColours(head);
    return head.tree.manifests.flatMap(manifest => {
      const before = base.tree.find(head.tree.environmentOf(manifest.file), manifest.identity);
      if (!before || before === manifest || isMadeAnew(manifest)) return [];
      // A Job of people who have no colours stops nobody's promotion; they make it anew as they always did.
      if (manifest.identity.kind === 'Job' && !withColours.has(head.tree.environmentOf(manifest.file))) return [];
      return immutableFieldsOf(manifest).flatMap(field => {
        const difference = changed(field, before, manifest);
        if (!difference) return [];
        const path = [...field.path, ...difference.path];
        return [
          {
            place: placeOf(head, manifest),
            ...at('head', manifest, path),
            message:
              `${objectName(manifest.identity)} exists, and nobody can change its ${pathText(field.path)}: ` +
              `${pathText(path)} was ${shownOf(before, path, difference.before)}, and becomes ${shownOf(manifest, path, difference.after)}`,
            users: 'nothing of the folder is applied any more, or the object is deleted with its pods and made anew',
          },
        ];
      });
    });
  },
};

function environmentsWithColours(model: Model): Set<string> {
  return new Set(
    blueGreen(model).flatMap(({ colours }) => colours.map(({ manifest }) => model.tree.environmentOf(manifest.file))),
  );
}

function changed({ path, kept, matters }: ImmutableField, before: Manifest, now: Manifest): Difference | undefined {
  const [was, is] = [before, now].map(({ value }) => {
    const said = valueAt(value, path);
    return kept ? kept(said, value['spec'] ?? {}) : said;
  });
  const difference = firstDifference(was, is);
  if (!difference || (matters && !matters(was, is, fieldsOf(before, path), fieldsOf(now, path)))) return undefined;
  return difference;
}

// Beside the field.
function fieldsOf({ value }: Manifest, path: Path): { readonly [key: string]: any } {
  return (path[0] === 'spec' ? value['spec'] : value) ?? {};
}
