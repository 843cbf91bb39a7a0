import { ACTIVE_KEY, activeColourName, COLOUR_LABEL } from '../names';
import { passedTo } from '../props/keys';
import { byName } from '../resolve/by-name';
import { FILES_VOLUME, fileKey } from '../resolve/files';
import type { Release } from '../resolve/release';
import { CONFINED, withPlacesFor } from './confined';
import { JOINING, overlaid } from './overlay';

type Fields = Record<string, unknown>;

// As `ls` says it: rwxr-xr-x.
const EXECUTABLE = 0o755;

/** Everything of the pods that cdk8s-plus has no property for: an overlay of what it renders. */
export type PodOverlay = (container: string, release: Release, selector: Fields, configMaps: ConfigMaps) => Fields;

/** The names of the ConfigMaps that hold what a release says, as far as it says any. */
export interface ConfigMaps {
  readonly config?: string;
  readonly files?: string;
}

/**
 * How pods are rendered, by the format of their release. An overlay that has been released never changes: a change is a
 * new format here and in lib/construct/resolve/format.ts, so that the pods of releases made before are not restarted.
 */
export const POD_OVERLAYS: Record<number, PodOverlay> = {
  1: (...given) => podOverlay({ ...CONFINED, ...given[1].securityContext }, ...given),
  2: (...given) => podOverlay(overlaid(CONFINED, given[1].securityContext), ...given),
};

/**
 * A pod template laid over that of a release. From the second format on, nothing that was there before is lost of a list
 * of sources, and other containers are confined as ours is unless they say otherwise.
 */
export function podsOverlaid({ format }: Pick<Release, 'format'>, lower: unknown, upper: unknown): unknown {
  return format === 1 ? overlaid(lower, upper) : overlaid(withPlacesFor(upper, lower), upper, JOINING);
}

function podOverlay(
  securityContext: unknown,
  container: string,
  release: Release,
  selector: Fields,
  configMaps: ConfigMaps,
): Fields {
  const live = activeColour(release, container);
  const template = {
    spec: {
      // Both colours see the same environment, whatever Services there were when their pods started.
      enableServiceLinks: false,
      ...allGiven(passedTo('pod', release)),
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      topologySpreadConstraints: spread(selector),
      ...given('volumes', [...volumes(release, configMaps), ...(live ? [live.volume] : [])]),
      containers: [
        {
          name: container,
          ...given('env', [...ownColour(release), ...environment(release.env)]),
          ...given('envFrom', environmentSources(release, configMaps)),
          ...allGiven(passedTo('container', release)),
          ...given('readinessProbe', release.readiness),
          ...given('livenessProbe', release.liveness),
          ...given('startupProbe', release.startup),
          ...given('volumeMounts', [...mounts(release), ...(live ? [live.mount] : [])]),
          securityContext,
        },
      ],
    },
  };
  return withOthers(template, release);
}

// Containers beside the application's own, confined as it is unless they say otherwise.
function withOthers(template: Fields, { initContainers, sidecars }: Release): Fields {
  if (!initContainers.length && !sidecars.length) return template;
  const others = { spec: { ...given('initContainers', initContainers), ...given('containers', sidecars) } };
  return overlaid(withPlacesFor(others, template), others, JOINING) as Fields;
}

// An empty list, object or nothing at all is not written.
function given(key: string, value: unknown): Fields {
  const isEmpty = value === undefined || (typeof value === 'object' && !Object.keys(value ?? {}).length);
  return isEmpty ? {} : { [key]: value };
}

function allGiven(fields: object): Fields {
  return Object.assign({}, ...Object.entries(fields).map(([key, value]) => given(key, value)));
}

/** Variables as Kubernetes writes them, in their order. */
export function environment(env: Release['env']): Fields[] {
  return Object.entries(env).map(([name, value]) =>
    typeof value === 'string' ? { name, value } : { name, valueFrom: value },
  );
}

function environmentSources({ secrets, envFrom }: Release, { config }: ConfigMaps): Fields[] {
  return [
    ...(config ? [{ configMapRef: { name: config } }] : []),
    ...secrets.map(name => ({ secretRef: { name } })),
    ...envFrom,
  ];
}

// First, so that other variables may hold it.
function ownColour({ live }: Release): Fields[] {
  if (live?.variable === undefined) return [];
  return [{ name: live.variable, valueFrom: { fieldRef: { fieldPath: `metadata.labels['${COLOUR_LABEL}']` } } }];
}

/** Keeps pods apart, on nodes and zones of their own, as far as there is room. */
export function spread(matchLabels: Fields): Fields[] {
  return ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(topologyKey => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels },
  }));
}

/** The volume that holds the name of the active colour. */
export const LIVE_VOLUME = 'blue-green-live';

// Whole folders are kept up to date, single files that are mounted by themselves are not.
function activeColour(
  { live }: Release,
  application: string,
): { readonly volume: Fields; readonly mount: Fields } | undefined {
  if (live?.file === undefined) return undefined;
  const at = live.file.lastIndexOf('/');
  const items = [{ key: ACTIVE_KEY, path: live.file.slice(at + 1) }];
  return {
    // Optional: pods start before users come.
    volume: { name: LIVE_VOLUME, configMap: { name: activeColourName(application), items, optional: true } },
    mount: { name: LIVE_VOLUME, mountPath: live.file.slice(0, at), readOnly: true },
  };
}

function volumes(release: Release, configMaps: ConfigMaps): Fields[] {
  return [
    ...byName(release.volumes).map(([name, { mountPath, subPath, readOnly, scratch, config, ...source }]) =>
      config ? { name, configMap: { name: configMaps.config } } : { name, ...source },
    ),
    ...(configMaps.files
      ? [{ name: FILES_VOLUME, configMap: { name: configMaps.files, ...modes(release.files) } }]
      : []),
  ];
}

// What names some keys of a ConfigMap leaves out the others.
function modes(files: Release['files']): Fields {
  if (!Object.values(files).some(({ executable }) => executable)) return {};
  return {
    items: byName(files).map(([path, { executable }]) => ({
      key: fileKey(path),
      path: fileKey(path),
      ...(executable && { mode: EXECUTABLE }),
    })),
  };
}

function mounts(release: Release): Fields[] {
  return [
    ...byName(release.volumes).map(([name, { mountPath, subPath, readOnly }]) => ({
      name,
      mountPath,
      ...(subPath !== undefined && { subPath }),
      ...(readOnly && { readOnly }),
    })),
    // One by one: to mount the folder would hide what the image has there.
    ...byName(release.files).map(([path]) => ({
      name: FILES_VOLUME,
      mountPath: path,
      subPath: fileKey(path),
      readOnly: true,
    })),
  ];
}
