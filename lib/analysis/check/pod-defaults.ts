import { quantity } from '../../construct/props/quantity';
import { isMap } from '../manifests/is-map';

type Fields = { readonly [key: string]: any };

/**
 * Pods as the API server keeps them: with its defaults filled in, and amounts as numbers. Two templates for which this
 * gives the same are one to it, and no pod restarts for the other way of writing.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/core/v1/defaults.go
 */
export function asKept(template: Fields): Fields {
  const { metadata, spec, ...rest } = template;
  return tidy({ ...rest, metadata: keptMetadata(metadata), ...(isMap(spec) && { spec: keptPod(spec) }) });
}

function keptMetadata(metadata: unknown): unknown {
  if (!isMap(metadata)) return undefined;
  const { creationTimestamp: _, ...said } = metadata;
  return said;
}

function keptPod(spec: Fields): Fields {
  const { serviceAccount, serviceAccountName = serviceAccount, ...said } = spec;
  return {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
    enableServiceLinks: true,
    ...said,
    serviceAccountName,
    ...each(said, 'containers', keptContainer),
    ...each(said, 'initContainers', keptContainer),
    ...each(said, 'volumes', keptVolume),
    ...each(said, 'tolerations', toleration => ({ operator: 'Equal', ...toleration })),
  };
}

function keptContainer(container: Fields): Fields {
  const image = String(container['image'] ?? '');
  const isFloating = !image.includes('@') && /(:latest|^[^:]*|\/[^:]*)$/.test(image);
  return {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isFloating ? 'Always' : 'IfNotPresent',
    ...container,
    ...each(container, 'ports', port => ({ protocol: 'TCP', ...port })),
    ...each(container, 'env', keptVariable),
    ...within(container, 'livenessProbe', keptProbe),
    ...within(container, 'readinessProbe', keptProbe),
    ...within(container, 'startupProbe', keptProbe),
    ...within(container, 'resources', keptResources),
    ...within(container, 'lifecycle', lifecycle => ({
      ...lifecycle,
      ...within(lifecycle, 'postStart', keptHandler),
      ...within(lifecycle, 'preStop', keptHandler),
    })),
  };
}

function keptProbe(probe: Fields): Fields {
  return {
    initialDelaySeconds: 0,
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
    ...keptHandler(probe),
  };
}

function keptHandler(handler: Fields): Fields {
  return {
    ...handler,
    ...within(handler, 'httpGet', request => ({ path: '/', scheme: 'HTTP', ...request })),
    ...within(handler, 'grpc', call => ({ service: '', ...call })),
  };
}

function keptVariable(variable: Fields): Fields {
  const source = variable['valueFrom'];
  if (!isMap(source)) return { value: '', ...variable };
  return {
    ...variable,
    valueFrom: { ...source, ...within(source, 'fieldRef', field => ({ apiVersion: 'v1', ...field })) },
  };
}

// What is limited, and not requested, is requested up to its limit.
function keptResources({ requests, limits, ...rest }: Fields): Fields {
  const most = amounts(limits);
  return { ...rest, limits: most, requests: { ...most, ...amounts(requests) } };
}

function amounts(said: unknown): Fields {
  if (!isMap(said)) return {};
  return Object.fromEntries(Object.entries(said).map(([name, amount]) => [name, quantity(amount) ?? amount]));
}

function keptVolume(volume: Fields): Fields {
  const mode = (source: Fields) => ({ defaultMode: 0o644, ...source });
  return {
    ...volume,
    ...within(volume, 'configMap', mode),
    ...within(volume, 'secret', mode),
    ...within(volume, 'projected', mode),
    ...within(volume, 'downwardAPI', mode),
    ...within(volume, 'hostPath', source => ({ type: '', ...source })),
    ...within(volume, 'emptyDir', source => ({ ...source, ...amounts({ sizeLimit: source['sizeLimit'] ?? 0 }) })),
  };
}

function each(owner: Fields, key: string, kept: (item: Fields) => Fields): Fields {
  const list = owner[key];
  return Array.isArray(list) ? { [key]: list.map(item => (isMap(item) ? kept(item) : item)) } : {};
}

function within(owner: Fields, key: string, kept: (value: Fields) => Fields): Fields {
  const value = owner[key];
  return isMap(value) ? { [key]: kept(value) } : {};
}

// Fields that say as much as none at all, where they are empty or false.
const NOTHING_WHERE_EMPTY = new Set(
  'metadata annotations labels nodeSelector affinity securityContext capabilities resources requests limits lifecycle'.split(
    ' ',
  ),
);
const NOTHING_WHERE_FALSE = new Set('hostNetwork hostPID hostIPC stdin stdinOnce tty readOnly'.split(' '));

function tidy(value: any): any {
  if (Array.isArray(value)) return value.map(tidy);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const tidied = tidy(item);
      const isNothing =
        tidied === null ||
        tidied === undefined ||
        (Array.isArray(tidied) && !tidied.length) ||
        (tidied === false && NOTHING_WHERE_FALSE.has(key)) ||
        (isMap(tidied) && !Object.keys(tidied).length && NOTHING_WHERE_EMPTY.has(key));
      return isNothing ? [] : [[key, tidied]];
    }),
  );
}
