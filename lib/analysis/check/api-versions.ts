import type { Manifest } from '../manifests/manifest';

/**
 * The versions of Kubernetes' own APIs in which the kinds that serve users are, and the release that no longer has one.
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const VERSIONS: { readonly [kind: string]: { readonly [apiVersion: string]: number | undefined } } = {
  Deployment: { 'apps/v1': undefined, 'apps/v1beta2': 16, 'apps/v1beta1': 16, 'extensions/v1beta1': 16 },
  ReplicaSet: { 'apps/v1': undefined, 'apps/v1beta2': 16, 'extensions/v1beta1': 16 },
  DaemonSet: { 'apps/v1': undefined, 'apps/v1beta2': 16, 'extensions/v1beta1': 16 },
  StatefulSet: { 'apps/v1': undefined, 'apps/v1beta2': 16, 'apps/v1beta1': 16 },
  Job: { 'batch/v1': undefined },
  CronJob: { 'batch/v1': undefined, 'batch/v1beta1': 25, 'batch/v2alpha1': 21 },
  Ingress: { 'networking.k8s.io/v1': undefined, 'networking.k8s.io/v1beta1': 22, 'extensions/v1beta1': 22 },
  IngressClass: { 'networking.k8s.io/v1': undefined, 'networking.k8s.io/v1beta1': 22 },
  NetworkPolicy: { 'networking.k8s.io/v1': undefined, 'extensions/v1beta1': 16 },
  PodDisruptionBudget: { 'policy/v1': undefined, 'policy/v1beta1': 25 },
  HorizontalPodAutoscaler: {
    'autoscaling/v2': undefined,
    'autoscaling/v1': undefined,
    'autoscaling/v2beta2': 26,
    'autoscaling/v2beta1': 25,
  },
  EndpointSlice: { 'discovery.k8s.io/v1': undefined, 'discovery.k8s.io/v1beta1': 25 },
  Role: { 'rbac.authorization.k8s.io/v1': undefined, 'rbac.authorization.k8s.io/v1beta1': 22 },
  RoleBinding: { 'rbac.authorization.k8s.io/v1': undefined, 'rbac.authorization.k8s.io/v1beta1': 22 },
  PriorityClass: { 'scheduling.k8s.io/v1': undefined, 'scheduling.k8s.io/v1beta1': 22 },
  StorageClass: { 'storage.k8s.io/v1': undefined, 'storage.k8s.io/v1beta1': 22 },
  ...Object.fromEntries(
    ['Service', 'ConfigMap', 'Secret', 'ServiceAccount', 'Namespace', 'Pod', 'PersistentVolumeClaim'].map(kind => [
      kind,
      { v1: undefined },
    ]),
  ),
};

const GROUPS = new Set(
  Object.values(VERSIONS).flatMap(versions => Object.keys(versions).map(version => version.replace(/\/?[^/]+$/, ''))),
);

/**
 * Why a cluster does not know an object's API, in words; undefined where it does, or nothing is known of the kind.
 * @param minor the cluster's version behind "1."; undefined where nobody says it: then what any ever had is taken
 * @param before the object as it was: what it is taken back to has to be there
 */
export function unknownApi(
  { value, identity: { kind, group } }: Manifest,
  minor: number | undefined,
  before: Manifest | undefined,
): string | undefined {
  const versions = Object.hasOwn(VERSIONS, kind) ? VERSIONS[kind] : undefined;
  const said = String(value['apiVersion']);
  // A kind of that name may be somebody else's.
  if (!versions || !GROUPS.has(group)) return undefined;
  const current = Object.keys(versions).filter(
    version => versions[version] === undefined || versions[version] > (minor ?? 0),
  );
  if (!Object.hasOwn(versions, said)) return `there is no ${kind} in ${said}: expected ${current[0]}`;
  const removed = versions[said];
  if (removed !== undefined && before && versions[String(before.value['apiVersion'])] === undefined) {
    return `Kubernetes has no ${kind} in ${said} any more, since 1.${removed}: expected ${current[0]}, as before`;
  }
  if (removed === undefined || minor === undefined || removed > minor) return undefined;
  return `Kubernetes 1.${minor} has no ${kind} in ${said} any more, since 1.${removed}: expected ${current[0]}`;
}
