/** Labels and annotations of the pods of a Job: the sidecar of a mesh would keep it from ending. */
export const WITHOUT_SIDECARS = {
  labels: {
    'sidecar.istio.io/inject': 'false',
    'kuma.io/sidecar-injection': 'disabled',
  },
  annotations: {
    'linkerd.io/inject': 'disabled',
    'consul.hashicorp.com/connect-inject': 'false',
  },
};
