import { keysByName } from '../resolve/by-name';

type Fields = Record<string, unknown>;
export type MergeKeys = Readonly<Record<string, (item: Fields) => unknown>>;

// Lists that Kubernetes keeps by a key of their items: what an overlay says of an item changes that item alone.
// https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.28/ ("patch merge key")
const MERGE_KEYS: MergeKeys = {
  containers: item => item['name'],
  initContainers: item => item['name'],
  ephemeralContainers: item => item['name'],
  env: item => item['name'],
  // One number may be open for TCP and for UDP.
  ports: item => `${item['containerPort']}/${item['protocol'] ?? 'TCP'}`,
  volumes: item => item['name'],
  volumeMounts: item => item['mountPath'],
  volumeDevices: item => item['devicePath'],
  imagePullSecrets: item => item['name'],
  hostAliases: item => item['ip'],
  topologySpreadConstraints: item => item['topologyKey'],
};

/** How the lists of a Service are merged: none is, for its ports are said elsewhere. */
export const OF_SERVICES: MergeKeys = {};

/** How the lists of an Ingress are merged. Kubernetes itself would replace them, and so lose the way to the application. */
export const OF_INGRESSES: MergeKeys = {
  rules: item => item['host'],
  paths: item => `${item['pathType']} ${item['path']}`,
  tls: item => item['secretName'],
};

/** The merge keys of formats from the second on: what a release takes its variables from is joined too. */
export const JOINING: MergeKeys = { ...MERGE_KEYS, envFrom: item => JSON.stringify(keysByName(item)) };

/**
 * Lays one piece of Kubernetes YAML over another, as a strategic merge patch does: objects are merged, lists that have a
 * merge key item by item, every other value is replaced, and null takes a field away.
 */
export function overlaid(lower: unknown, upper: unknown, keys: MergeKeys = MERGE_KEYS, key = ''): unknown {
  if (isFields(lower) && isFields(upper)) return overlaidFields(lower, upper, keys);
  const keyOf = keys[key];
  if (keyOf && Array.isArray(lower) && Array.isArray(upper)) return overlaidItems(lower, upper, keys, keyOf);
  return isFields(upper) ? overlaidFields({}, upper, keys) : upper;
}

function overlaidFields(lower: Fields, upper: Fields, keys: MergeKeys): Fields {
  const result = { ...lower };
  for (const key of Object.keys(upper)) {
    const value = upper[key];
    if (value === undefined) continue;
    if (value === null) delete result[key];
    else result[key] = overlaid(result[key], value, keys, key);
  }
  return result;
}

function overlaidItems(
  lower: readonly Fields[],
  upper: readonly Fields[],
  keys: MergeKeys,
  keyOf: (item: Fields) => unknown,
): unknown[] {
  const result: unknown[] = [...lower];
  for (const item of upper) {
    const at = lower.findIndex(other => keyOf(other) === keyOf(item));
    if (at >= 0) result[at] = overlaid(lower[at], item, keys);
    else result.push(overlaid({}, item, keys));
  }
  return result;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
