import { nearest } from '../../../construct/props/nearest';
import { isNewer } from '../../../construct/validate/kubernetes/newer-fields';
import { faultsOfManifest, hasSchema, type SchemaFault } from '../../../construct/validate/kubernetes/strict-schema';
import { type Path, pathText, shown } from '../../../construct/validate/problem';
import { objectName } from '../../manifests/identity';
import { itemsOf } from '../../manifests/items';
import { labelsOf, selects } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import { reachOf, reachPath, scales } from '../../topology/autoscaler';
import { templateOf, templatePath } from '../../topology/workload';
import { unknownApi } from '../api-versions';
import { placeOf } from '../change';
import { at, type Rule } from '../rule';
import { type Refusal, refusedWays } from '../server-validation';

export const bg026: Rule = {
  id: 'BG026',
  title: 'The API server takes every object',
  severity: 'error',
  hurts: 'later',
  what: 'Of what the change adds or edits: values have the type that Kubernetes has for them, fields that must be there are, and none is misspelt; an autoscaler has a maximum that is no smaller than its minimum; what is mounted is among the volumes; a Deployment selects its own pods; objects and the backends of a Gateway API route have names; an Ingress path starts at the root, and each peer of a NetworkPolicy is somebody; and the API is one that there is, in the version that "--kubernetes" names.',
  why: 'An object that is refused keeps what it was, and with many engines nothing else of its folder is applied either: a promotion that says it is done, and a rollback that does not come.',
  example: [
    {
      file: 'blue/Deployment.ping-blue.k8s.yaml',
      from: '  replicas: 2\n',
      to: '  replicas: "2"\n',
    },
  ],
  wayOut: 'mend it; "kubectl apply --dry-run=server" says whether a cluster takes it',
  check: ({ base, head, kubernetes }) =>
    head.tree.manifests.flatMap(manifest => {
      // One object in both trees is one that did not change.
      const before = base?.tree.find(head.tree.environmentOf(manifest.file), manifest.identity);
      if (before === manifest) return [];
      return refusals(manifest, kubernetes, before).map(({ path, message }) => ({
        place: placeOf(head, manifest),
        ...at('head', manifest, path),
        message: `${objectName(manifest.identity)} is refused: ${message}`,
        users: 'it stays as it was, and so may all that is applied with it',
      }));
    }),
};

function refusals(manifest: Manifest, kubernetes: number | undefined, before: Manifest | undefined): Refusal[] {
  const api = unknownApi(manifest, kubernetes, before);
  if (api) return [{ path: ['apiVersion'], message: api }];
  if (manifest.identity.name === '') return [{ path: ['metadata', 'name'], message: 'it has no name' }];
  const faults = hasSchema(manifest.value) ? faultsOfManifest(manifest.value).flatMap(inWords) : [];
  return faults.length ? faults : CHECKS.flatMap(check => check(manifest));
}

// A field that only a newer Kubernetes knows is none that is misspelt.
function inWords({ path, kind, expected, got, owner = '', known = [] }: SchemaFault): Refusal[] {
  const key = String(path.at(-1));
  if (got === null || key === 'podSelector') return [];
  const place = pathText(path);
  if (kind === 'missing') return [{ path, message: `${place} is missing` }];
  if (kind === 'unknown') {
    const meant = isNewer(owner, key) ? undefined : nearest(key, known);
    return meant && isMistyped(key, meant)
      ? [{ path, message: `there is no field ${place}: the nearest is "${meant}"` }]
      : [];
  }
  // An amount may be a fraction.
  if (typeof got === 'number' && (path.includes('requests') || path.includes('limits'))) return [];
  const found = path.includes('env') ? `a ${typeof got}` : shown(got);
  return [{ path, message: `${place}: expected ${expected}, got ${found}` }];
}

// Of two words of which one goes on where the other ends, both may be meant.
function isMistyped(key: string, meant: string): boolean {
  const goesOn = key.startsWith(meant) || meant.startsWith(key);
  return !goesOn || Math.abs(key.length - meant.length) < 2;
}

function sizes(manifest: Manifest): Refusal[] {
  if (!scales(manifest)) return [];
  const { fewest, most } = reachOf(manifest);
  if (most >= fewest) return [];
  return [
    { path: reachPath(manifest, 'most'), message: `its most pods (${most}) are fewer than its fewest (${fewest})` },
  ];
}

// What the schema does not say.
const CHECKS: ReadonlyArray<(manifest: Manifest) => Refusal[]> = [
  sizes,
  mounts,
  selectors,
  twins,
  nameless,
  refusedWays,
];

// The Gateway API's kinds have no schema here.
function nameless({ value, identity }: Manifest): Refusal[] {
  if (identity.group !== 'gateway.networking.k8s.io') return [];
  return itemsOf(value['spec']?.rules).flatMap(({ backendRefs }, i) =>
    (Array.isArray(backendRefs) ? backendRefs : []).flatMap((backend, j) =>
      backend?.name ? [] : [{ path: ['spec', 'rules', i, 'backendRefs', j], message: 'a backend has no name' }],
    ),
  );
}

function mounts(manifest: Manifest): Refusal[] {
  const { value, identity } = manifest;
  const pod = templateOf(manifest)?.['spec'];
  if (!Array.isArray(pod?.containers)) return [];
  const claims = identity.kind === 'StatefulSet' ? itemsOf(value['spec'].volumeClaimTemplates) : [];
  const volumes = new Set([
    ...itemsOf(pod.volumes).map(({ name }) => name),
    ...claims.map(({ metadata }) => metadata?.name),
  ]);
  return ['initContainers', 'containers'].flatMap(key =>
    itemsOf(pod[key]).flatMap((container, i) =>
      itemsOf(container['volumeMounts']).flatMap(({ name }, j) =>
        volumes.has(name)
          ? []
          : [
              {
                path: [...templatePath(manifest), 'spec', key, i, 'volumeMounts', j],
                message: `it mounts the volume ${name}, and has none of that name`,
              },
            ],
      ),
    ),
  );
}

const SELECTING = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

function selectors({ value, identity }: Manifest): Refusal[] {
  const asked = labelsOf(value['spec']?.selector?.matchLabels);
  if (!SELECTING.has(identity.kind) || !Object.keys(asked).length) return [];
  if (selects(asked, labelsOf(value['spec'].template?.metadata?.labels))) return [];
  return [{ path: ['spec', 'selector'], message: 'its selector does not fit the labels of its own pods' }];
}

// What is told apart by its name, or by number and protocol, can't be there twice.
function twins({ value, identity }: Manifest): Refusal[] {
  if (identity.kind === 'Service' && identity.group === '') {
    const ports = itemsOf(value['spec']?.ports);
    return [
      ...twice(ports, ({ name }) => name, ['spec', 'ports'], 'two of its ports are called'),
      ...twice(
        ports,
        port => `${port['port']}/${port['protocol'] ?? 'TCP'}`,
        ['spec', 'ports'],
        'it has twice the port',
      ),
    ];
  }
  const pod = value['spec']?.template?.spec;
  const at = ['spec', 'template', 'spec'];
  return [
    ...twice(itemsOf(pod?.containers), ({ name }) => name, [...at, 'containers'], 'two of its containers are called'),
    ...twice(itemsOf(pod?.volumes), ({ name }) => name, [...at, 'volumes'], 'two of its volumes are called'),
  ];
}

type Named = (item: { readonly [key: string]: any }) => unknown;

function twice(items: ReturnType<typeof itemsOf>, named: Named, at: Path, words: string): Refusal[] {
  const names = items.map(named);
  return names.flatMap((name, index) =>
    name !== undefined && names.indexOf(name) < index ? [{ path: [...at, index], message: `${words} ${name}` }] : [],
  );
}
