import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Synthesized } from '../../analysis/check/change';
import { MOST_BYTES, oversized } from '../../analysis/manifests/files';
import { filesIn } from '../../git/comparison';
import { contentsOf } from '../../git/objects';
import type { ProjectPlace } from '../../project/engines/gitops';
import { readSpec, releaseFrom, releasePath, specPath } from '../../project/files/application-files';
import type { Diagnostic } from '../../project/files/diagnostic';
import { readFileText } from '../../project/files/file-text';
import type { SettingsFile } from '../../project/files/files';
import { type Folders, foldersOf } from '../../project/files/folders';
import { placed } from '../../project/files/placed-application';
import { problemsOfOutput, problemsOfPlace, readSettings } from '../../project/files/settings';
import { type ValidatedFile, valid } from '../../project/files/validated-file';
import { applicationFolder, engineFoldersOf, type Layout, layoutOf } from '../../project/output/layout';
import { filesBelow } from '../../project/write/files-below';
import { applicationOfFile, applicationOfSpec, touchedBy } from '../comparison/scope';
import { settingsAt } from '../comparison/settings-at';
import { placeInRepository } from '../place-in-repository';
import { yamlStems } from '../verbs/applications';
import { deployedIn } from './deployed';
import { holdsOneOf, ignoredInProject } from './ignored-files';
import { outputOf } from './output';
import { engineFiles, environmentFiles } from './rendered-files';

/** What a synth reads, and what it writes beside the applications: for engines. */
export const synthesizedFrom = ({ apps, releases, dist }: Folders): readonly string[] => [
  'bluegreen.yaml',
  'cdk8s.yaml',
  apps,
  releases,
  ...layoutOf(dist).engineFolders,
];

/**
 * Renders what has to do with the changed files, and puts what comes out beside what is there.
 * @param changed paths from the folder of the project; undefined for everything
 * @param folders those after the change, and those before it
 * @param head where the files are: a commit, or the work tree, and what git is known to ignore there
 */
export async function synthesizedIn(
  root: string,
  changed: readonly string[] | undefined,
  folders: BothFolders,
  { headCommit: commit, ignored }: { readonly headCommit?: string; readonly ignored?: readonly string[] },
): Promise<Synthesized[]> {
  const placeOfProject = () => placeInRepository(root);
  if (commit === undefined) return synthesizedInWorkTree(root, changed, folders, ignored, placeOfProject);
  const copy = mkdtempSync(join(tmpdir(), 'bluegreen-check-'));
  try {
    checkOut(root, commit, changed, folders, copy);
    return await synthesizedOnDisk(copy, changed, folders, placeOfProject);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

// What git ignores never reaches an engine: where it is ours, that is said, and else it does not count.
async function synthesizedInWorkTree(
  root: string,
  changed: readonly string[] | undefined,
  folders: BothFolders,
  known: readonly string[] | undefined,
  placeOfProject: () => ProjectPlace | undefined,
): Promise<Synthesized[]> {
  const ignored = ignoredInProject(root, folders[0], () => true, known);
  const all = await synthesizedOnDisk(
    root,
    changed && [...changed, ...ignored.map(({ path }) => path)],
    folders,
    placeOfProject,
  );
  if (!ignored.length) return all;
  const isIgnored = (file: string) =>
    ignored.some(({ path }) => path === file || (path.endsWith('/') && file.startsWith(path)));
  const seen = (files: ReadonlyMap<string, string>) => new Map([...files].filter(([file]) => !isIgnored(file)));
  const isOurs = holdsOneOf(
    new Set([...projectFiles(root, folders), ...all.flatMap(({ expected }) => [...expected.keys()])]),
  );
  const ours = ignored.filter(({ path }) => isOurs(path));
  const undelivered = ours.map(({ path, message, fix }) => ({ file: path.replace(/\/$/, ''), message, wayOut: fix }));
  return [
    ...all.map(one => ({ ...one, found: seen(one.found), expected: seen(one.expected) })),
    { place: '*', found: new Map(), expected: new Map(), undelivered },
  ];
}

// What is made from it is known without making it: that there is something in the folder of each application.
function projectFiles(root: string, folders: BothFolders): string[] {
  const settings = valid(readSettings(root, []));
  const places = settings ? placesIn(root, settings.value, undefined, folders) : [];
  return [
    'bluegreen.yaml',
    ...places.flatMap(({ environment, application }) => [
      specPath(folders[0], application),
      releasePath(folders[0], environment, application),
      layoutOf(folders[0].dist).inDist(`${applicationFolder(environment, application)}/any`),
    ]),
  ];
}

async function synthesizedOnDisk(
  root: string,
  changed: readonly string[] | undefined,
  folders: BothFolders,
  placeOfProject: () => ProjectPlace | undefined,
): Promise<Synthesized[]> {
  if (!existsSync(join(root, 'bluegreen.yaml'))) return [];
  const faults: Diagnostic[] = [];
  const settings = valid(readSettings(root, faults));
  const errors = faults.filter(({ warning }) => !warning);
  if (!settings || errors.length) return [{ place: '*', found: new Map(), expected: new Map(), faults: errors }];
  const misplaced = [...problemsOfPlace(settings, placeOfProject), ...problemsOfOutput(root, settings)].map(
    ({ fix, ...problem }) => ({
      ...problem,
      wayOut: fix!,
    }),
  );
  const results: Synthesized[] = misplaced.length
    ? [{ place: '*', found: new Map(), expected: new Map(), undelivered: misplaced }]
    : [];
  if (touchedBy(changed, folders[0]).environments) results.push(await environments(root, settings.value));
  for (const place of placesIn(root, settings.value, changed, folders))
    results.push(await synthesized(root, settings, place));
  return results;
}

// What tells engines of whole environments.
async function environments(root: string, settings: SettingsFile): Promise<Synthesized> {
  const layout = layoutOf(foldersOf(settings).dist);
  const found = filesOn(root, layout.engineFolders);
  return {
    place: '*',
    found: new Map([...found].filter(([file]) => !layout.ownerOf(file))),
    expected: allInDist(layout, await environmentFiles(settings)),
  };
}

/** The folders of a project after a change, and before it. */
export type BothFolders = readonly [after: Folders, before: Folders];

interface Place {
  readonly environment: string;
  readonly application: string;
}

async function synthesized(
  root: string,
  settings: Required<ValidatedFile<SettingsFile>>,
  { environment, application }: Place,
): Promise<Synthesized> {
  const place = `${environment}/${application}`;
  const folders = foldersOf(settings.value);
  const layout = layoutOf(folders.dist);
  const folder = layout.inDist(applicationFolder(environment, application));
  const path = releasePath(folders, environment, application);
  const found = filesOn(root, [folder, ...engineFoldersOf(environment, application).map(layout.inDist)]);
  if (!existsSync(join(root, path))) return { place, found, expected: new Map() };
  const problems: Diagnostic[] = [];
  const spec = valid(readSpec(root, folders, application, problems));
  const release = valid(releaseFrom(path, readFileText(root, path), problems));
  const deployed = deployedIn(root, settings.value, environment);
  const delivered = spec && release && placed({ environment, deployed, settings, spec, release });
  const output = delivered && (await outputOf(root, layout, delivered, problems));
  const faults = problems.filter(({ warning }) => !warning);
  if (!output) return { place, found, expected: new Map(), faults };
  const made = output.files.flatMap(file => {
    const text = output.contentOf(file);
    return text === undefined ? [] : [[`${folder}/${file}`, text] as const];
  });
  const objects = new Map(made.map(([path]) => [path, output.objectOf(path.slice(folder.length + 1))]));
  return { place, found, expected: new Map([...made, ...allInDist(layout, await engineFiles(delivered))]), objects };
}

// By path from the folder of the project.
function filesOn(root: string, folders: readonly string[]): Map<string, string> {
  return new Map(
    folders.flatMap(folder =>
      [...filesBelow(root, folder)].map(([file, text]) => [`${folder}/${file}`, text] as const),
    ),
  );
}

function allInDist({ inDist }: Layout, files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].map(([path, text]) => [inDist(path), text]));
}

function placesIn(
  root: string,
  { environments, groups }: SettingsFile,
  changed: readonly string[] | undefined,
  folders: BothFolders,
): Place[] {
  const touched = touchedBy(changed, folders[0], groups);
  const places = Object.keys(environments).flatMap(environment =>
    yamlStems(join(root, folders[0].releases, environment))
      .filter(application => touched.application(environment, application))
      .map(application => ({ environment, application })),
  );
  // Output that no input makes any more.
  const left = (changed ?? []).flatMap(file => placeOf(file, folders) ?? []);
  const distinct = [...places, ...left].map(place => [`${place.environment}/${place.application}`, place] as const);
  return [...new Map(distinct).values()];
}

// Where a commit renames the folders, what is gone is known by its old name.
function placeOf(file: string, folders: BothFolders): Place | undefined {
  const [after, before] = folders;
  return applicationOfFile(file, after) ?? (before === after ? undefined : applicationOfFile(file, before));
}

// To name few folders spares git the walk through all of a fleet's; many are more than a command line takes.
function outputFolders(files: readonly string[], both: BothFolders): readonly string[] {
  const { inDist, applications } = layoutOf(both[0].dist);
  const folders = files.flatMap(file => {
    const of = placeOf(file, both);
    return of ? [inDist(applicationFolder(of.environment, of.application))] : [];
  });
  const distinct = [...new Set(folders)];
  return distinct.length > 100 ? [applications] : distinct;
}

// The files that have to do with the change, as a commit has them.
function checkOut(
  root: string,
  commit: string,
  changed: readonly string[] | undefined,
  folders: BothFolders,
  copy: string,
): void {
  const touched = touchedBy(changed, folders[0], settingsAt(root, commit)?.groups);
  const isTouched = ([file]: readonly [string, string]) => {
    const of = placeOf(file, folders);
    return !of || touched.application(of.environment, of.application);
  };
  const all = [...filesIn(root, commit, synthesizedFrom(folders[0]))].filter(isTouched);
  const applications = new Set(all.flatMap(([file]) => placeOf(file, folders)?.application ?? []));
  const isSpecOfAnother = (file: string) => {
    const application = applicationOfSpec(file, folders[0]);
    return application !== undefined && !applications.has(application);
  };
  // A fleet has a spec for each application, and few are rendered.
  const read = all.filter(([file]) => !isSpecOfAnother(file));
  const outputs = outputFolders(
    [...read.map(([file]) => file), ...(changed ?? [])].filter(file => isTouched([file, ''])),
    folders,
  );
  const files = [...read, ...(outputs.length ? filesIn(root, commit, outputs) : [])];
  const contents = contentsOf(
    root,
    files.map(([, hash]) => hash),
    MOST_BYTES,
  );
  for (const [file, hash] of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), contents.get(hash) ?? oversized());
  }
}
