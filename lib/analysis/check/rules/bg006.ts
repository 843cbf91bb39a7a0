import { type Path, pathText } from '../../../construct/validate/problem';
import { firstDifference } from '../../manifests/difference';
import { objectName } from '../../manifests/identity';
import { placeOf } from '../change';
import { at, type Rule } from '../rule';
import { shownOf } from '../shown-value';

// What the API server refuses to change: https://kubernetes.io/docs/concepts/overview/working-with-objects/
const IMMUTABLE: { readonly [kind: string]: readonly Path[] } = {
  Deployment: [['spec', 'selector']],
  ReplicaSet: [['spec', 'selector']],
  DaemonSet: [['spec', 'selector']],
  StatefulSet: [
    ['spec', 'selector'],
    ['spec', 'serviceName'],
    ['spec', 'podManagementPolicy'],
    ['spec', 'volumeClaimTemplates'],
  ],
  Job: [
    ['spec', 'template'],
    ['spec', 'selector'],
    ['spec', 'completionMode'],
  ],
  Service: [['spec', 'clusterIP']],
  PersistentVolumeClaim: [
    ['spec', 'storageClassName'],
    ['spec', 'accessModes'],
    ['spec', 'volumeName'],
  ],
  RoleBinding: [['roleRef']],
  ClusterRoleBinding: [['roleRef']],
};

export const bg006: Rule = {
  id: 'BG006',
  title: 'Immutable fields of an existing object are unchanged',
  severity: 'error',
  what: 'Selectors of Deployments, templates of Jobs, the cluster IP of a Service, and other fields that the API server does not let anybody change.',
  why: 'The apply fails, and with it every later one of the same folder: also the rollback. Whoever helps themselves with "replace --force" deletes the object with all its pods, and makes it anew.',
  example: [
    {
      file: 'blue/Deployment.ping-blue.k8s.yaml',
      from: '  selector:\n    matchLabels:\n      app.kubernetes.io/name: ping\n',
      to: '  selector:\n    matchLabels:\n      app.kubernetes.io/name: ping\n      tier: web\n',
    },
  ],
  wayOut: 'leave the field as it is, or make a new object under another name and let the old one be',
  check: ({ base, head }) =>
    !base
      ? []
      : head.tree.manifests.flatMap(manifest => {
          const before = base.tree.find(head.tree.environmentOf(manifest.file), manifest.identity);
          const fields = IMMUTABLE[manifest.identity.kind] ?? [];
          return fields.flatMap(field => {
            const difference = before && firstDifference(valueAt(before.value, field), valueAt(manifest.value, field));
            if (!difference) return [];
            const path = [...field, ...difference.path];
            return [
              {
                place: placeOf(head, manifest),
                ...at('head', manifest, path),
                message:
                  `${objectName(manifest.identity)} exists, and nobody can change its ${pathText(field)}: ` +
                  `${pathText(path)} was ${shownOf(before, path, difference.before)}, and becomes ${shownOf(manifest, path, difference.after)}`,
                users:
                  'nothing of the folder is applied any more, or the object is deleted with its pods and made anew',
              },
            ];
          });
        }),
};

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<any>((here, step) => here?.[step], value);
}
