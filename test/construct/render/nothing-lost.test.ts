import { Colour } from '../../../lib/construct/props/colour';
import type { ReleaseProps } from '../../../lib/construct/props/release';
import { decide } from '../../../lib/construct/resolve/application';
import { PING } from './ping';
import { type KubernetesObject, objects } from './rendered';

// What a key of the spec makes of the pods, podTemplate can't take away in silence: every list of every such key, with
// every kind of overlay of that list.

const { blue, green, ...SPEC } = PING;
const exec = { exec: { command: ['true', 'it is'] } };
const KEYS: Readonly<Record<string, ReleaseProps>> = {
  env: { env: { LEVEL: 'info', NODE: { fieldRef: { fieldPath: 'spec.nodeName' } } } },
  config: { config: { HOST: 'db' } },
  secrets: { secrets: ['one', 'two'] },
  resources: { resources: { requests: { cpu: '1' } } },
  readiness: { readiness: { httpGet: { httpHeaders: [{ name: 'Accept', value: '*' }] } } },
  liveness: { liveness: exec },
  startup: { startup: exec },
  command: { command: ['run'] },
  args: { args: ['-v'] },
  securityContext: { securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } },
  drainSeconds: { drainSeconds: 20 },
  ports: {
    port: undefined,
    ports: [
      { name: 'http', port: 5000 },
      { name: 'admin', port: 5001 },
    ],
  },
  volumes: {
    config: { HOST: 'db' },
    volumes: {
      settings: { mountPath: '/settings', config: true },
      tls: { mountPath: '/tls', secret: { secretName: 'tls', items: [{ key: 'a', path: 'b' }] } },
      all: { mountPath: '/all', projected: { sources: [{ configMap: { name: 'a' } }] } },
    },
  },
  labels: { labels: { team: 'shop' } },
  annotations: { annotations: { 'example.com/a': 'b' } },
  serviceAccount: { serviceAccount: { name: 'web', token: true } },
};

const OTHERS: Readonly<Record<string, unknown>> = {
  env: { name: 'OTHER', value: 'x' },
  envFrom: { secretRef: { name: 'other' } },
  httpHeaders: { name: 'Other', value: 'x' },
  ports: { containerPort: 9, name: 'other' },
  volumeMounts: { name: 'other', mountPath: '/other' },
  volumes: { name: 'other', configMap: { name: 'other' } },
  items: { key: 'other', path: 'other' },
  sources: { configMap: { name: 'other' } },
  containers: { name: 'other', image: 'other:1' },
};

type Place = ReadonlyArray<string | { readonly [mergeKey: string]: unknown }>;

function propsWith(given: ReleaseProps, format: number) {
  const colours = { blue: { ...blue, format }, green: { ...green, format } };
  return { ...SPEC, ...given, ...colours, active: Colour.BLUE };
}

function podOf(given: ReleaseProps, format: number): KubernetesObject {
  return objects(propsWith(given, format), Colour.BLUE)['blue/Deployment.ping-blue.k8s.yaml']!['spec'].template;
}

/** The lists of a pod by their places; items that hold more of them are named as Kubernetes knows them. */
function listsIn(value: unknown, place: Place = []): Array<{ place: Place; list: unknown[] }> {
  if (Array.isArray(value)) {
    const inner = value.flatMap(item => {
      const { name, mountPath } = item as KubernetesObject;
      const known = mountPath !== undefined ? { mountPath } : name !== undefined ? { name } : undefined;
      return known && typeof item === 'object' ? listsIn(item, [...place, known]) : [];
    });
    return [{ place, list: value }, ...inner];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => listsIn(entry, [...place, key]));
}

function overlayAt([step, ...inner]: Place, value: unknown): any {
  if (step === undefined) return value;
  const below = overlayAt(inner, value);
  return typeof step === 'string' ? { [step]: below } : [Object.assign({}, step, below)];
}

function at(value: any, place: Place): any {
  return place.reduce(
    (found, step) =>
      typeof step === 'string'
        ? found?.[step]
        : found?.find((item: any) => Object.entries(step).every(([key, entry]) => item[key] === entry)),
    value,
  );
}

describe.each([1, 2])('format %i', format => {
  test.each(Object.keys(KEYS))('nothing that "%s" makes of the pods vanishes without an error', key => {
    const without = podOf({}, format);
    const pod = podOf(KEYS[key]!, format);
    for (const { place, list } of listsIn(pod)) {
      const kept: unknown[] = at(without, place) ?? [];
      const made = list.filter(item => !kept.some(other => JSON.stringify(other) === JSON.stringify(item)));
      if (!made.length) continue;
      const name = String(place.at(-1));
      const other = typeof list[0] === 'string' ? 'other' : OTHERS[name];
      if (other === undefined) throw new Error(`no other item for ${name}`);
      for (const overlay of [null, [], [other]]) {
        const podTemplate = overlayAt(place, overlay);
        const errors = decide(propsWith({ ...KEYS[key], podTemplate }, format)).problems.filter(it => !it.warning);
        if (errors.length) {
          for (const { path } of errors) expect(path[0]).toBe('podTemplate');
          continue;
        }
        expect(at(podOf({ ...KEYS[key], podTemplate }, format), place)).toEqual(expect.arrayContaining(made));
      }
    }
  });
});

test('podTemplate adds to what config and secrets make, and says no Secret twice', () => {
  const envFrom = [{ secretRef: { name: 'one' } }, { secretRef: { name: 'more' }, prefix: 'M_' }];
  const podTemplate = { spec: { containers: [{ name: 'ping', envFrom }] } };
  const pod = podOf({ secrets: ['one', 'two'], config: { A: '1' }, podTemplate }, 2);
  expect(pod['spec'].containers[0].envFrom).toEqual([
    { configMapRef: { name: expect.stringMatching(/^ping-blue-/) } },
    { secretRef: { name: 'one' } },
    { secretRef: { name: 'two' } },
    { prefix: 'M_', secretRef: { name: 'more' } },
  ]);
});

describe('from the second format on, every container of a pod may run in a namespace with Pod Security "restricted"', () => {
  const CONFINED = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  };
  const brought = (securityContext?: unknown, format = 2) => {
    const stranger = { image: 's:1', ...(securityContext !== undefined && { securityContext }) };
    const podTemplate = {
      spec: { containers: [{ name: 'log', ...stranger }], initContainers: [{ name: 'wait', ...stranger }] },
    };
    const { containers, initContainers } = podOf({ podTemplate }, format)['spec'];
    return [containers[1].securityContext, initContainers[0].securityContext];
  };

  test('sidecars and init containers get what ours has', () => {
    expect(brought()).toEqual([CONFINED, CONFINED]);
  });

  test('unless they say otherwise', () => {
    const writes = { readOnlyRootFilesystem: false, capabilities: { add: ['CHOWN'] } };
    const both = { ...CONFINED, ...writes, capabilities: { add: ['CHOWN'], drop: ['ALL'] } };
    expect(brought(writes)).toEqual([both, both]);
    expect(brought(null)).toEqual([undefined, undefined]);
  });

  test('and a privileged one is not kept from more rights, which Kubernetes would refuse', () => {
    const { allowPrivilegeEscalation, ...rest } = CONFINED;
    expect(brought({ privileged: true })[0]).toEqual({ ...rest, privileged: true });
    expect(brought({ capabilities: { add: ['SYS_ADMIN'] } })[0]).not.toHaveProperty('allowPrivilegeEscalation');
  });

  test('a capability that ours asks for leaves the others dropped', () => {
    const pod = podOf({ securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } }, 2);
    expect(pod['spec'].containers[0].securityContext.capabilities).toEqual({
      add: ['NET_BIND_SERVICE'],
      drop: ['ALL'],
    });
  });

  test('those of migrations and of the gate too', () => {
    const stranger = { name: 'wait', image: 'w:1' };
    const podTemplate = { spec: { initContainers: [stranger] } };
    const migrate = { expand: { command: ['up'] } };
    const made = Object.values(
      objects({ ...propsWith({ podTemplate, migrate }, 2), gate: { podTemplate } }, Colour.BLUE),
    );
    const jobs = made.filter(({ kind }) => kind === 'Job');
    expect(jobs).toHaveLength(3);
    for (const { spec } of jobs) expect(spec.template.spec.initContainers[0].securityContext).toEqual(CONFINED);
  });

  test('what was made before keeps what it has', () => {
    expect(brought(undefined, 1)).toEqual([undefined, undefined]);
  });
});
