type Fields = Record<string, unknown>;

// Lists that Kubernetes keeps by a key of their items: what an overlay says of an item changes that item alone.
// https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.28/ ("patch merge key")
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  ports: 'containerPort',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
};

/**
 * Lays one piece of Kubernetes YAML over another, as a strategic merge patch does: objects are merged, lists that have a
 * merge key item by item, every other value is replaced, and null takes a field away.
 */
export function overlaid(lower: unknown, upper: unknown, key = ''): unknown {
  if (isFields(lower) && isFields(upper)) return overlaidFields(lower, upper);
  const mergeKey = MERGE_KEYS[key];
  if (mergeKey && Array.isArray(lower) && Array.isArray(upper)) return overlaidItems(lower, upper, mergeKey);
  return isFields(upper) ? overlaidFields({}, upper) : upper;
}

function overlaidFields(lower: Fields, upper: Fields): Fields {
  const result = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    if (value === undefined) continue;
    if (value === null) delete result[key];
    else result[key] = overlaid(result[key], value, key);
  }
  return result;
}

function overlaidItems(lower: readonly Fields[], upper: readonly Fields[], mergeKey: string): unknown[] {
  const result: unknown[] = [...lower];
  for (const item of upper) {
    const at = lower.findIndex(other => other[mergeKey] === item[mergeKey]);
    if (at >= 0) result[at] = overlaid(lower[at], item);
    else result.push(overlaid({}, item));
  }
  return result;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
