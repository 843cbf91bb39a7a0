import { Mesh } from '../props/gate';

/** What the labels and annotations of a pod tell the meshes of a cluster. */
interface Told {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** For the pods of a Job: the sidecar of a mesh would keep it from ending. */
export const WITHOUT_SIDECARS: Told = {
  labels: {
    'sidecar.istio.io/inject': 'false',
    'kuma.io/sidecar-injection': 'disabled',
  },
  annotations: {
    'linkerd.io/inject': 'disabled',
    'consul.hashicorp.com/connect-inject': 'false',
  },
};

// A native sidecar does not: from 1.29 on Kubernetes ends it once the last container of its pod has ended.
const NATIVE_SIDECAR: Readonly<Record<Mesh, Told>> = {
  // https://istio.io/latest/docs/reference/config/annotations/#SidecarNativeSidecar
  [Mesh.ISTIO]: {
    labels: { 'sidecar.istio.io/inject': 'true' },
    annotations: { 'sidecar.istio.io/nativeSidecar': 'true' },
  },
  // https://linkerd.io/2/features/native-sidecars/ : the first since 2.15, the second since 2.19, the third since 2.20
  [Mesh.LINKERD]: {
    labels: {},
    annotations: {
      'linkerd.io/inject': 'enabled',
      'config.alpha.linkerd.io/proxy-enable-native-sidecar': 'true',
      'config.beta.linkerd.io/proxy-enable-native-sidecar': 'true',
      'config.linkerd.io/proxy-enable-native-sidecar': 'true',
    },
  },
};

/** For the pods of a Job that are to be in a mesh. */
export function sidecars(mesh: Mesh | undefined): Told {
  if (mesh === undefined) return WITHOUT_SIDECARS;
  const { labels, annotations } = NATIVE_SIDECAR[mesh];
  return {
    labels: { ...WITHOUT_SIDECARS.labels, ...labels },
    annotations: { ...WITHOUT_SIDECARS.annotations, ...annotations },
  };
}
