import { quantity } from '../../construct/props/quantity';
import { OPTIONS } from '../../construct/render/engine-annotations';
import type { Path } from '../../construct/validate/problem';
import type { Manifest } from '../manifests/manifest';
import { annotation, says } from './guards';
import { asKept } from './pod-defaults';

type Fields = { readonly [key: string]: any };

/** A field that the API server lets nobody change. */
export interface ImmutableField {
  readonly path: Path;
  /** The value as the API server keeps it, with its defaults. @default - as it is written */
  readonly kept?: (value: any, spec: Fields) => unknown;
  /** Whether a change of it is one. @default - every change is */
  readonly matters?: (was: any, is: any, before: Fields, now: Fields) => boolean;
}

const spec = (...keys: string[]): ImmutableField[] => keys.map(key => ({ path: ['spec', key] }));
const withDefault = (key: string, value: unknown): ImmutableField => ({
  path: ['spec', key],
  kept: said => said ?? value,
});
// What is no longer said, or was not before, may well be what is there.
const whereSaid = (...path: string[]): ImmutableField => ({
  path,
  matters: (was, is) => was !== undefined && is !== undefined,
});

// Before apps/v1, the API server took a selector that was not there from the labels of the pods.
const SELECTOR: ImmutableField = {
  path: ['spec', 'selector'],
  kept: (said, { template }) => said ?? { matchLabels: template?.metadata?.labels },
};

/**
 * What each kind does not let anybody change.
 * @see https://github.com/kubernetes/kubernetes/tree/v1.34.0/pkg/apis - the validation of updates of each group
 */
const FIELDS: { readonly [kind: string]: readonly ImmutableField[] } = {
  Deployment: [SELECTOR],
  ReplicaSet: [SELECTOR],
  DaemonSet: [SELECTOR],
  StatefulSet: [
    SELECTOR,
    withDefault('serviceName', ''),
    withDefault('podManagementPolicy', 'OrderedReady'),
    { path: ['spec', 'volumeClaimTemplates'], kept: said => said ?? [] },
  ],
  Job: [
    { path: ['spec', 'template'], kept: said => asKept(said ?? {}) },
    ...spec('selector', 'podFailurePolicy', 'successPolicy', 'backoffLimitPerIndex', 'managedBy'),
    withDefault('completionMode', 'NonIndexed'),
    {
      path: ['spec', 'completions'],
      kept: said => said ?? 1,
      // An indexed Job may grow with its parallelism.
      matters: (_was, _is, before) => before['completionMode'] !== 'Indexed',
    },
  ],
  Pod: [{ path: ['spec'], kept: said => withoutWhatMayChange(said) }],
  Service: [
    { path: ['spec', 'clusterIP'], matters: (was, is) => is === 'None' || (was !== undefined && !!is) },
    {
      path: ['spec', 'ipFamilies', '0'],
      matters: (was, is) => was !== undefined && is !== undefined,
    },
    {
      path: ['spec', 'loadBalancerClass'],
      matters: (_was, _is, before, now) => before['type'] === 'LoadBalancer' && now['type'] === 'LoadBalancer',
    },
  ],
  ConfigMap: keptWhole('data', 'binaryData', 'immutable'),
  Secret: [{ path: ['type'], kept: said => said ?? 'Opaque' }, ...keptWhole('data', 'stringData', 'immutable')],
  PersistentVolumeClaim: [
    whereSaid('spec', 'storageClassName'),
    whereSaid('spec', 'volumeName'),
    ...spec('accessModes', 'selector', 'dataSource', 'dataSourceRef'),
    withDefault('volumeMode', 'Filesystem'),
    {
      path: ['spec', 'resources', 'requests', 'storage'],
      matters: (was, is) => (quantity(is) ?? 0) < (quantity(was) ?? 0),
    },
  ],
  PersistentVolume: [
    'csi',
    'nfs',
    'hostPath',
    'local',
    'iscsi',
    'fc',
    'awsElasticBlockStore',
    'gcePersistentDisk',
    'azureDisk',
  ]
    .map(source => ({ path: ['spec', source] }) as ImmutableField)
    .concat(withDefault('volumeMode', 'Filesystem')),
  StorageClass: [
    ...['provisioner', 'parameters'].map(key => ({ path: [key] })),
    { path: ['reclaimPolicy'], kept: said => said ?? 'Delete' },
    { path: ['volumeBindingMode'], kept: said => said ?? 'Immediate' },
  ],
  IngressClass: spec('controller'),
  PriorityClass: [{ path: ['value'] }],
  RoleBinding: [{ path: ['roleRef'] }],
  ClusterRoleBinding: [{ path: ['roleRef'] }],
};

/** The fields of an object that nobody can change while it is there. */
export function immutableFieldsOf({ identity: { kind, group } }: Manifest): readonly ImmutableField[] {
  // Kinds of others may have the same name.
  return group === '' || group === 'apps' || group === 'batch' || group.endsWith('k8s.io')
    ? Object.hasOwn(FIELDS, kind)
      ? FIELDS[kind]!
      : []
    : [];
}

// Only once it says so.
function keptWhole(...keys: string[]): ImmutableField[] {
  return keys.map(key => ({ path: [key], matters: (_was, _is, before) => before['immutable'] === true }));
}

// https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement
function withoutWhatMayChange(pod: Fields = {}): unknown {
  const {
    activeDeadlineSeconds: _a,
    tolerations: _b,
    terminationGracePeriodSeconds: _c,
    ...rest
  } = asKept({ spec: pod })['spec'] as Fields;
  const images = (containers: unknown) =>
    Array.isArray(containers)
      ? containers.map(({ image: _image, imagePullPolicy: _policy, ...more }) => more)
      : containers;
  return { ...rest, containers: images(rest['containers']), initContainers: images(rest['initContainers']) };
}

const HELM = 'helm.sh/hook-delete-policy';
const ARGO = 'argocd.argoproj.io/hook-delete-policy';

/**
 * Whether an object is made anew each time, so that all of it may change: without a name of its own, or where its engine
 * is told to delete it before.
 */
export function isMadeAnew(manifest: Manifest): boolean {
  const { value, identity } = manifest;
  if (value['metadata'].name === undefined) return true;
  // Whatever serves users must not end for that.
  if (identity.kind !== 'Job' && identity.kind !== 'Pod') return false;
  const said = (key: string) => annotation(manifest, key);
  const isHook = said('argocd.argoproj.io/hook') !== undefined || said('helm.sh/hook') !== undefined;
  const policy = said(ARGO) ?? said(HELM);
  return (
    // Both engines take "before the next one" where nothing is said.
    (isHook &&
      (policy === undefined || /BeforeHookCreation|HookSucceeded|before-hook-creation|hook-succeeded/.test(policy))) ||
    (says(manifest, OPTIONS, 'Force=true') && says(manifest, OPTIONS, 'Replace=true')) ||
    said('kustomize.toolkit.fluxcd.io/force')?.toLowerCase() === 'enabled' ||
    said('kustomize.toolkit.fluxcd.io/ssa')?.toLowerCase() === 'ifnotpresent'
  );
}
