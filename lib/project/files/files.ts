import * as z from 'zod/mini';
import { applicationShape, colourSchema } from '../../construct/props/application';
import { Colour } from '../../construct/props/colour';
import { type FileProps, filePath, fileShape } from '../../construct/props/file';
import { type GateState, gateStateSchema } from '../../construct/props/gate';
import { applicationName, clusterKind, dnsLabel } from '../../construct/props/names';
import { type NetworkState, networkStateShape } from '../../construct/props/network';
import type { ColourProps } from '../../construct/props/release';
import { shapeOf } from '../../construct/props/shape';
import { type TrafficState, trafficStateShape } from '../../construct/props/traffic';
import { type WatchState, watchStateShape } from '../../construct/props/watch';
import { type GitOps, gitOpsSchema } from '../engines/gitops';
import { type DeliveryPolicy, deliverySchema, reasonSchema } from './delivery-policy';
import { type Ejection, ejectionSchema } from './ejection';
import { foldersSchema, type NamedFolders } from './folders';
import { type Groups, groupsSchema } from './groups';
import type { WrittenObject } from './own-objects';
import { type Takeover, takeoverSchema } from './takeover';

/** A file in the container, whose content may be one of the project's. */
interface SpecFile extends FileProps {
  /**
   * The file that it is, from `apps/<app>/`. Its content is frozen with the release.
   * @default - what `text` or `base64` says
   */
  readonly file?: string;
}

const fileOfProject = z
  .string()
  .check(
    z.regex(
      /^(?!\/)(?!.*(^|\/)\.{0,2}(\/|$))[^\\\0\n]+$/,
      'the path of a file in the folder apps/<app>/, such as "nginx.conf" or "nginx/mime.types"',
    ),
  );

const specFile = z
  .strictObject(shapeOf<SpecFile>()({ file: z.optional(fileOfProject), ...fileShape }))
  .register(z.globalRegistry, { id: 'SpecFile' });

/** What the tool does by itself: nothing that is rendered knows of it. */
interface OfTheTool {
  /**
   * What `bluegreen advance` does by itself, and when; a layer says single keys of it.
   * @default - nothing: people do it
   */
  readonly delivery?: DeliveryPolicy;
}

const toolShape = shapeOf<OfTheTool>()({ delivery: z.optional(deliverySchema) });

// Objects have files of their own.
const { colourObjects: _, ...specKeys } = applicationShape;

/** In a spec, the content of a file may be one of the project's. */
const specShape = {
  ...specKeys,
  files: z.optional(z.record(filePath, z.union([fileOfProject, specFile]))),
  ...toolShape,
};

/** Keys that one environment lays over a spec. */
const environmentOverride = z
  .strictObject({ ...specKeys, ...toolShape })
  .register(z.globalRegistry, { id: 'EnvironmentOverride' });

/** `apps/<app>.yaml`: what an application is, and the spec of its next release. */
export const applicationFile = z
  .strictObject({
    name: applicationName,
    ...specShape,
    environments: z.optional(
      z.record(dnsLabel, z.strictObject(specShape).register(z.globalRegistry, { id: 'SpecOverride' })),
    ),
  })
  .register(z.globalRegistry, { title: 'apps/<app>.yaml: an application that is delivered blue-green' });

/** `releases/<env>/<app>.yaml`: which colour is active, and what each runs. */
export const releaseFile = z
  .strictObject({
    active: z.enum(Colour),
    ...trafficStateShape,
    ...networkStateShape,
    ...watchStateShape,
    gate: z.optional(gateStateSchema),
    takeover: z.optional(takeoverSchema),
    eject: z.optional(ejectionSchema),
    hold: z.optional(reasonSchema),
    alone: z.optional(reasonSchema),
    blue: z.optional(colourSchema),
    green: z.optional(colourSchema),
  })
  .register(z.globalRegistry, {
    title: 'releases/<env>/<app>.yaml: the release state of an application in one environment',
  });

/** What objects of one's own may be beyond those of the environment's namespace. */
interface AllowedObjects {
  /**
   * Kinds of the whole cluster, with their API group: `ClusterRole.rbac.authorization.k8s.io`. What is of one of them belongs
   * to an application, to no colour, and no engine ever deletes it.
   * @default - none
   */
  readonly clusterKinds?: string[];
  /**
   * Other namespaces of the same cluster in which objects may stand, where they say so. No environment may have one of them for
   * its own.
   * @default - none
   */
  readonly namespaces?: string[];
}

/** One environment: one namespace on one cluster. */
export interface Environment {
  /** The namespace of all its objects. */
  readonly namespace: string;
  /**
   * The context of kubectl's configuration that leads to its cluster, for `bluegreen status --live` and for the engine
   * `kubectl`.
   * @default - the current context for `status`; the engine has to be told
   */
  readonly cluster?: string;
  /**
   * Its cluster as Argo CD knows it: the name, or the address of the API server.
   * @default "https://kubernetes.default.svc" - the cluster that Argo CD runs on
   */
  readonly destination?: string;
  /**
   * What applications may bring along in `apps/<app>/objects/` beyond objects of the namespace.
   * @default - nothing
   */
  readonly objects?: AllowedObjects;
  /** Keys of a spec that are laid over every application's, below what the spec says for the environment. */
  readonly overrides?: z.infer<typeof environmentOverride>;
}

const clusterName = z.string().check(z.minLength(1, 'the name of a cluster'));

const allowedObjects = z
  .strictObject(
    shapeOf<AllowedObjects>()({
      clusterKinds: z.optional(z.array(clusterKind)),
      namespaces: z.optional(z.array(dnsLabel)),
    }),
  )
  .register(z.globalRegistry, { id: 'AllowedObjects' });

const environment = z
  .strictObject(
    shapeOf<Environment>()({
      namespace: dnsLabel,
      cluster: z.optional(clusterName),
      destination: z.optional(clusterName),
      objects: z.optional(allowedObjects),
      overrides: z.optional(environmentOverride),
    }),
  )
  .register(z.globalRegistry, { id: 'Environment' });

/** `bluegreen.yaml`: the environments, and where engines find the result. */
export const settingsFile = z
  .strictObject({
    environments: z.record(dnsLabel, environment),
    folders: z.optional(foldersSchema),
    gitops: z.optional(gitOpsSchema),
    groups: z.optional(groupsSchema),
  })
  .register(z.globalRegistry, { title: 'bluegreen.yaml: environments and engines' });

/** What a spec says, word by word. */
export type WrittenSpec = z.infer<typeof applicationFile>;

type Override = z.infer<typeof environmentOverride>;

/** What a spec says, with the contents of the files that it names. */
export interface ApplicationFile extends Override {
  readonly name: string;
  readonly environments?: { readonly [name: string]: Override };
  /** What it brings along, from `apps/<app>/objects/`. */
  readonly objects?: readonly WrittenObject[];
}

/** What a release file says. */
export interface ReleaseFile extends TrafficState, NetworkState, WatchState {
  readonly active: Colour;
  readonly gate?: GateState;
  /** @default - nothing is being taken over */
  readonly takeover?: Takeover;
  /** @default - it stays with us */
  readonly eject?: Ejection;
  /**
   * Why `bluegreen advance` leaves it alone, whatever happens.
   * @default - it does what `delivery` says
   */
  readonly hold?: string;
  /**
   * Why its users moved last without those of its group.
   * @default - they moved together, or it is in no group
   */
  readonly alone?: string;
  readonly blue?: ColourProps;
  readonly green?: ColourProps;
}

/** What bluegreen.yaml says. */
export interface SettingsFile {
  readonly environments: { readonly [name: string]: Environment };
  readonly folders?: NamedFolders;
  readonly gitops?: GitOps;
  /**
   * Applications whose users move with one commit, all of them or none, by the name of the group.
   * @default - each moves by itself
   */
  readonly groups?: Groups;
}
