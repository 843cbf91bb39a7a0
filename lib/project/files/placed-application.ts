import type { Application } from '../../construct/model';
import type { BlueGreenApplicationProps } from '../../construct/props/application';
import { COLOURS, type Colour } from '../../construct/props/colour';
import { MERGED, SAID_BY_COLOURS, STATE } from '../../construct/props/keys';
import { decide, type NamedProps } from '../../construct/resolve/application';
import { layered } from '../../construct/resolve/layer';
import { filledIn, isOfColour } from '../../construct/resolve/own-objects';
import type { Problem } from '../../construct/validate/problem';
import { type Delivery, deliveryOf } from '../engines/delivery';
import { mayShareCluster } from './clusters';
import type { ActiveContext } from './context';
import type { DeliveryPolicy } from './delivery-policy';
import type { Diagnostic } from './diagnostic';
import type { Ejection } from './ejection';
import type { ApplicationFile, Environment, ReleaseFile, SettingsFile } from './files';
import { foldersOf } from './folders';
import { companionsOf } from './groups';
import type { WrittenObject } from './own-objects';
import type { Takeover } from './takeover';
import type { ValidatedFile } from './validated-file';

/** One application in one environment, as its files and the context say; all is decided, and decided once. */
export interface PlacedApplication {
  readonly environment: string;
  readonly props: NamedProps;
  /** What follows from the props; not fit to be rendered with an error among the problems. */
  readonly application: Application;
  /** What is wrong with the props. */
  readonly problems: readonly Problem[];
  /** Whether its cluster may be that of another environment. */
  readonly mayShareCluster: (environment: string) => boolean;
  /** How engines reach it; undefined where none does. */
  readonly delivery?: Delivery;
  /** The other applications of its group that are deployed there. */
  readonly companions: readonly string[];
  /** Where it stands that it is being taken over from what ran before; undefined where it is not. */
  readonly takeover: Takeover | undefined;
  /** Where it stands that it leaves for plain YAML; undefined where it does not. */
  readonly eject: Ejection | undefined;
  /** Puts a problem with the props at the place in the files where the person wrote it. */
  locate(problem: Problem): Diagnostic;
}

interface Sources {
  readonly environment: string;
  /** The applications of the environment, where it depends on them who moves together; none where that is not asked. */
  readonly deployed: readonly string[];
  /** bluegreen.yaml; undefined while it is wrong. */
  readonly settings?: Read<SettingsFile>;
  readonly spec: Read<ApplicationFile>;
  readonly release: Read<ReleaseFile>;
  /** The context that chooses the active colour; undefined where the release file does. */
  readonly context?: ActiveContext;
}

type Read<T> = Required<ValidatedFile<T>>;

/**
 * What an application is in one environment: its spec, over it what bluegreen.yaml says for all applications there, and
 * over both what the spec itself says for that environment; and what it brings along.
 */
export function specIn(
  environment: string,
  { environments, objects: written = [], ...shared }: ApplicationFile,
  { overrides = {}, namespace = environment }: Partial<Environment> = {},
): BlueGreenApplicationProps & { readonly name: string } {
  const own = ownEntry(environments, environment) ?? {};
  const words = { APPLICATION: shared.name, ENVIRONMENT: environment, NAMESPACE: namespace };
  const { ofApplication, ofColours } = parted(written);
  const objects = ofApplication.map(({ value }) => filledIn(value, words));
  const colourObjects = ofColours.map(({ value }) => filledIn(value, words));
  const layers = [shared, overrides, own].map(({ delivery: _, ...layer }) => layer);
  return {
    ...layers.reduce<BlueGreenApplicationProps>(layered, {}),
    ...(objects.length && { objects }),
    ...(colourObjects.length && { colourObjects }),
    name: shared.name,
  };
}

// The name of an object says whether it belongs to a colour.
function parted(written: readonly WrittenObject[] = []) {
  return {
    ofApplication: written.filter(({ value }) => !isOfColour(value)),
    ofColours: written.filter(({ value }) => isOfColour(value)),
  };
}

/** What the tool does by itself with an application in one environment: the same layers, key by key. */
export function deliveryIn(
  environment: string,
  { delivery, environments }: Pick<ApplicationFile, 'delivery' | 'environments'>,
  { overrides = {} }: Partial<Environment> = {},
): DeliveryPolicy {
  return { ...delivery, ...overrides.delivery, ...ownEntry(environments, environment)?.delivery };
}

/** Lays the files of one application in one environment over each other, and decides what follows. */
export function placed({ environment, deployed, settings, spec, release, context }: Sources): PlacedApplication {
  const { active, gate, takeover, eject, hold: _, alone: __, blue, green, ...state } = release.value;
  const place = ownEntry(settings?.value.environments, environment);
  const shared = specIn(environment, spec.value, place);

  const { ofApplication, ofColours } = parted(spec.value.objects);
  const inSpec = (problem: Problem) => {
    const [key, index, ...rest] = problem.path;
    if (key === 'colourObjects' && index !== undefined)
      return ofColours[Number(index)]!.locate({ ...problem, path: rest });
    const inEnvironment = { ...problem, path: ['environments', environment, ...problem.path] };
    // Of a key whose layers are merged, each entry is said by a layer of its own.
    const said = MERGED.has(String(problem.path[0])) && problem.path.length > 1 ? 2 : 1;
    if (spec.file.holds(inEnvironment.path.slice(0, 2 + said))) return spec.file.locate(inEnvironment);
    const forAll = { ...problem, path: ['environments', environment, 'overrides', ...problem.path] };
    if (problem.path.length && settings?.file.holds(forAll.path.slice(0, 3 + said)))
      return settings.file.locate(forAll);
    return spec.file.locate(problem);
  };
  // While bluegreen.yaml does not say it, any namespace will do to look for what else is wrong.
  const namespace = place?.namespace ?? environment;
  const props: NamedProps = {
    ...shared,
    ...state,
    namespace,
    ...allowedIn(place),
    active: context?.active ?? active,
    ...((shared.gate || gate) && { gate: { ...shared.gate, ...gate } }),
    ...(blue && { blue }),
    ...(green && { green }),
  };
  return {
    environment,
    props,
    ...decide(props),
    mayShareCluster: other => mayShareCluster(place, ownEntry(settings?.value.environments, other)),
    delivery: deliveryOf(settings?.value.gitops, foldersOf(settings?.value ?? {})),
    companions: companionsOf(settings?.value ?? {}, spec.value.name, deployed),
    takeover,
    eject,
    locate: problem => {
      const [first, key, ...rest] = problem.path;
      if (first === 'active' && context) {
        const { path, ...said } = problem;
        return { file: context.source, ...said, message: `${environment}/${spec.value.name}: ${said.message}` };
      }
      if (COLOURS.includes(first as Colour)) {
        // What is missing at a colour is best said at the application, for both.
        const here = key === undefined || SAID_BY_COLOURS.has(String(key)) || release.file.holds([first!, key]);
        return here ? release.file.locate(problem) : inSpec({ ...problem, path: [key, ...rest] });
      }
      if (first === 'objects') return ofApplication[Number(key)]!.locate({ ...problem, path: rest });
      if (first === undefined || STATE.has(String(first))) return release.file.locate(problem);
      if (first === 'gate' && release.file.holds(problem.path.slice(0, 2))) return release.file.locate(problem);
      return inSpec(problem);
    },
  };
}

/** What objects of one's own may be in an environment, beyond those of its namespace. */
export const allowedIn = ({
  objects,
}: Partial<Environment> = {}): Pick<NamedProps, 'clusterKinds' | 'objectNamespaces'> => ({
  ...(objects?.clusterKinds && { clusterKinds: objects.clusterKinds }),
  ...(objects?.namespaces && { objectNamespaces: objects.namespaces }),
});

// Names of environments come from people: `constructor` is no entry.
function ownEntry<T>(entries: { readonly [name: string]: T } = {}, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
