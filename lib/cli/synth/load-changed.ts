import { join } from 'node:path';
import { longEngineNames } from '../../project/engines/engine-names';
import { releaseFrom, releasePath } from '../../project/files/application-files';
import { type ActiveContext, activeFor, type ContextSources, readContext } from '../../project/files/context';
import { type Diagnostic, diagnosticText, inFileOrder } from '../../project/files/diagnostic';
import { readFileText, textIn } from '../../project/files/file-text';
import type { ApplicationFile, SettingsFile } from '../../project/files/files';
import { subfoldersIn, yamlFilesIn } from '../../project/files/folder';
import { type Folders, foldersOf } from '../../project/files/folders';
import { companionsOf, problemsOfMembers } from '../../project/files/groups';
import { Neighbours, namesOf } from '../../project/files/neighbours';
import { placed } from '../../project/files/placed-application';
import { problemsOfOutput, problemsOfPlace, settingsFrom } from '../../project/files/settings';
import { type SpecBytes, specBytes, specFromBytes } from '../../project/files/spec-bytes';
import { problemsOfEnvironments } from '../../project/files/specs';
import { type ValidatedFile, valid } from '../../project/files/validated-file';
import type { Joined } from '../../project/write/joined-bytes';
import { plainBytes } from '../../project/write/plain-bytes';
import { placeInRepository } from '../place-in-repository';
import { complain } from '../print';
import { ignoredMeanwhile } from './ignored-files';
import { leaveLessRoom } from './less-room';
import { type LoadedProject, type Place, type ToRender, toRender } from './load-project';
import { digestOf, type Inputs, MadeBefore, namesFor } from './made-before';

/** Looks at all that stands in dist/ of an application, and says whether it was found to be as it is wanted. */
export type Keep = (
  environment: string,
  application: string,
  areWanted: (paths: readonly string[], found: Joined) => boolean,
) => boolean;

interface Sources extends ContextSources {
  /** Whether `cdk8s synth` has started this. */
  readonly isRunByCdk8s: boolean;
}

/**
 * Reads that part of a project of which it is not known that it would be made again as it is there, and says on standard error
 * what is to be warned of.
 * @param stay notes that files of dist/ stay
 * @returns undefined where the project is to be read whole: something is wrong with it, or it is not worth the while
 */
export function loadChanged(
  root: string,
  sources: Sources,
  stay: (settings: SettingsFile) => Keep,
): LoadedProject | undefined {
  const problems: Diagnostic[] = [];
  const contents = contentsOf(root, sources, problems);
  if (!contents || !isFine(problems)) return undefined;
  leaveLessRoom(contents.places.length);
  const before = MadeBefore.in(root, contents.places.length);
  const ignored = before?.isAny ? ignoredMeanwhile(root, contents.folders) : undefined;
  const project = before && changedOf(root, contents, before, stay(contents.settings.value), problems);
  if (!project) before?.drop();
  return project && { ...project, ignored };
}

function changedOf(
  root: string,
  contents: Contents,
  before: MadeBefore,
  areThere: Keep,
  problems: Diagnostic[],
): LoadedProject | undefined {
  const { settings, folders, environmentsOf, contexts } = contents;
  const neighbours = new Neighbours(Object.keys(settings.value.environments));
  const applications: ToRender[] = [];
  for (const [application, environments] of environmentsOf) {
    const bytes = specBytes(root, folders, application);
    const told = problems.length;
    let spec: Read<ApplicationFile> | undefined;
    for (const environment of environments) {
      const path = releasePath(folders, environment, application);
      const release = plainBytes(join(root, path));
      // What is no ordinary file is wrong.
      if (!bytes || !release) return undefined;
      const context = activeFor(contexts, environment, application);
      const deployed = contents.deployedIn.get(environment)!;
      const companions = companionsOf(settings.value, application, deployed);
      const where = [contents.text, application, environment, JSON.stringify([context ?? null, companions])];
      const key = before.keyOf([...where, ...inputsOf(bytes), release]);
      const made = before.made(key);
      const isThere = (paths: readonly string[], { lengths, bytes }: Joined) =>
        digestOf(paths, lengths, [bytes]) === made?.digest;
      if (made && areThere(environment, application, isThere)) {
        before.keep(key, made);
        neighbours.add(environment, application, namesFor(application, made.names));
        continue;
      }
      const text = textIn(path, release);
      spec ??= specOf(application, bytes, settings.value, problems);
      const state = valid(releaseFrom(path, text, problems));
      const one = spec && state && placed({ environment, deployed, settings, spec, release: state, context });
      if (!one) return undefined;
      problems.push(...[...one.problems, ...longEngineNames(one)].map(one.locate));
      if (!isFine(problems)) return undefined;
      neighbours.add(environment, application, namesOf(one));
      // What is warned of now is warned of each time.
      applications.push({ ...toRender(one), ...(problems.length === told && { key }) });
    }
  }
  if (!neighbours.areApart()) return undefined;
  for (const problem of inFileOrder(problems)) complain(diagnosticText(problem));
  return { settings: settings.value, places: contents.places, applications, before };
}

type Read<T> = Required<ValidatedFile<T>>;

/** What a project consists of, by names alone. */
interface Contents {
  readonly settings: Read<SettingsFile>;
  /** What bluegreen.yaml says. */
  readonly text: string;
  readonly folders: Folders;
  readonly places: readonly Place[];
  /** The environments that an application is released in. */
  readonly environmentsOf: ReadonlyMap<string, readonly string[]>;
  /** The applications that are released in an environment. */
  readonly deployedIn: ReadonlyMap<string, readonly string[]>;
  readonly contexts: readonly ActiveContext[];
}

function contentsOf(root: string, sources: Sources, problems: Diagnostic[]): Contents | undefined {
  const read = readFileText(root, 'bluegreen.yaml');
  const settings = 'text' in read && valid(settingsFrom(read, problems));
  if (!settings) return undefined;
  problems.push(
    ...problemsOfPlace(settings, () => placeInRepository(root)),
    ...problemsOfOutput(root, settings, sources.isRunByCdk8s || undefined),
  );
  const folders = foldersOf(settings.value);
  const stems = (folder: string, withFolders = false) =>
    yamlFilesIn(root, folder, problems, withFolders).map(file => file.slice(0, -'.yaml'.length));
  const environmentsOf = new Map(stems(folders.apps, true).map(application => [application, [] as string[]]));
  const { groups = {} } = settings.value;
  if (problemsOfMembers(groups, folders.apps, [...environmentsOf.keys()]).length) return undefined;
  const places: Place[] = [];
  const deployedIn = new Map<string, readonly string[]>();
  for (const environment of subfoldersIn(root, folders.releases, problems)) {
    if (!Object.hasOwn(settings.value.environments, environment)) return undefined;
    deployedIn.set(environment, stems(`${folders.releases}/${environment}`));
    for (const name of deployedIn.get(environment)!) {
      const environments = environmentsOf.get(name);
      if (!environments) return undefined;
      environments.push(environment);
      places.push({ environment, name });
    }
  }
  if ([...environmentsOf.values()].some(environments => !environments.length)) return undefined;
  const releases = places.map(({ environment, name }) => ({ environment, application: name }));
  const known = { folders, settings: settings.value, specs: environmentsOf, releases };
  const contexts = readContext(sources, known, problems);
  return { settings, text: read.text, folders, places, environmentsOf, deployedIn, contexts };
}

function specOf(
  application: string,
  bytes: SpecBytes,
  settings: SettingsFile,
  problems: Diagnostic[],
): Read<ApplicationFile> | undefined {
  const spec = valid(specFromBytes(bytes, problems));
  if (!spec || spec.value.name !== application) return undefined;
  problems.push(...problemsOfEnvironments(spec, settings));
  return spec;
}

/** All of them: how many files there are is told, and each by name. */
export function inputsOf({ spec, files, objects }: SpecBytes): Inputs {
  return [spec, objects.join('\n'), String(files.size), ...[...files].flat()];
}

const isFine = (problems: readonly Diagnostic[]): boolean => problems.every(({ warning }) => warning);
