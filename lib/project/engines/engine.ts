import type * as z from 'zod/mini';
import type { Problem } from '../../construct/validate/problem';
import type { Application } from './units';

/**
 * What applies the output: all that this project knows of it, in one folder, with one line in ENGINES. What is loaded
 * always is here; what it is told, which takes cdk8s to say, is loaded where it is written.
 *
 * The annotations that objects carry are not here: the construct writes them for everybody, also for people who have none
 * of our files.
 */
export interface Engine<Settings extends object = object> {
  /** The word for it in bluegreen.yaml, and the name of its folder in dist/. */
  readonly id: string;
  /** How people call it. */
  readonly title: string;
  /** Whether it takes the output out of a git repository by itself. */
  readonly readsRepository: boolean;
  /** Whether it is told of each application by itself, in a folder of that name. */
  readonly knowsApplications: boolean;
  /** Whether objects of a kind are its own: what it applies and how, not what runs. */
  owns(object: { readonly group: string; readonly kind: string }): boolean;
  /**
   * Whether a file of an environment is its own, by its name.
   * @default - it makes none but manifests
   */
  hasMade?(name: string): boolean;
  /**
   * What `gitops.<id>` may say.
   * @default - nothing
   */
  readonly settings?: z.ZodMiniType<Settings>;
  /**
   * The longest name that it takes for a unit of an application, and why.
   * @default - any that Kubernetes takes
   */
  readonly longestName?: { readonly characters: number; readonly why: (name: string) => string };
  /** What a person types to have it deliver an environment, by its own folder of that. */
  firstSync(folder: string): string;
  /** What it does not take of the address of the repository. */
  problemsOf(repository: string): Problem[];
  /** What it is told. Only the rendering asks for it. */
  files(): Promise<EngineFiles<Settings>>;
}

/** What an engine is told. Nothing of a release may be in it: promotions must not change the rules that they are judged by. */
export interface EngineFiles<Settings extends object = object> {
  /** Of an environment, in its folder. */
  ofEnvironment(source: Source<Settings>, environment: DeliveredEnvironment): EngineFile[];
  /** Of an application, in the application's folder there. */
  ofApplication(source: Source<Settings>, application: Application): EngineFile[];
  /** Of an application that has left for plain files. Nothing of ours may be in it. */
  ofPlain(source: PlainSource<Settings>, environment: DeliveredEnvironment): PlainDelivery;
}

/** A file that an engine reads, or people who work with it. */
export interface EngineFile {
  readonly name: string;
  readonly text: string;
}

/** Where an engine finds the output of an environment. */
export interface Source<Settings extends object = object> {
  /** Empty where no engine reads it. */
  readonly repository: string;
  readonly branch: string;
  /** The folder of all applications' folders, from the repository's root. */
  readonly applications: string;
  /** The engine's own folder of the environment, from the repository's root. */
  readonly own: string;
  /** What `gitops.<id>` says. */
  readonly settings: Settings;
}

/** How an application is handed over that has left for plain files. */
export interface PlainDelivery {
  /** For the cluster; none where a command does it. */
  readonly objects: readonly object[];
  /**
   * The command that lets go of what has delivered it, once its folder is gone from dist/.
   * @default - that goes by itself
   */
  readonly lettingGo?: string;
}

/** Where an engine finds the plain files of one application. */
export interface PlainSource<Settings extends object = object>
  extends Pick<Source<Settings>, 'repository' | 'branch' | 'settings'> {
  readonly application: string;
  /** From the repository's root. */
  readonly folder: string;
}

/** An environment, as far as engines know it. */
export interface DeliveredEnvironment {
  readonly name: string;
  readonly namespace: string;
  readonly destination?: string;
  readonly cluster?: string;
  /**
   * Applications that move together; some may not be deployed there.
   * @default - bluegreen.yaml knows no groups
   */
  readonly groups?: readonly { readonly name: string; readonly members: readonly string[] }[];
  /** What its applications may bring along. */
  readonly objects?: { readonly clusterKinds?: readonly string[]; readonly namespaces?: readonly string[] };
}
