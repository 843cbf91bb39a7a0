import type { ReleaseRule } from './rule';

// https://kubernetes.io/docs/concepts/configuration/configmap/#motivation
const MOST_BYTES = 1024 * 1024;

/** Kubernetes refuses a ConfigMap of more than 1 MiB. */
export const configFitsIntoAConfigMap: ReleaseRule = ({ config = {} }) => {
  const bytes = Object.entries(config).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  return bytes > MOST_BYTES
    ? [
        {
          path: ['config'],
          message: `expected at most ${MOST_BYTES} bytes, which is what a ConfigMap holds, got ${bytes}`,
        },
      ]
    : [];
};
