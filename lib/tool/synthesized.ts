import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contentsOf, filesIn } from '../git/comparison';
import { ignored } from '../git/ignored';
import { outputPath } from '../manifests/output-path';
import { readSpec, releaseFrom, releasePath } from '../read/application-files';
import { readFileText } from '../read/file-text';
import type { LocatedProblem } from '../read/located-problem';
import { placed } from '../read/placed-application';
import { readSettings } from '../read/settings';
import { type ValidatedFile, valid } from '../read/validated-file';
import type { Synthesized } from '../review/change';
import type { SettingsFile } from '../spec/files';
import { filesBelow } from '../write/files-below';
import { yamlStems } from './applications';
import { outputOf } from './output';

/** What a synth reads. */
export const INPUTS: readonly string[] = ['bluegreen.yaml', 'apps', 'releases'];

const OUTPUT = 'dist/apps';

/**
 * Renders the applications whose inputs or output are among the changed files, and puts what comes out beside what is
 * there.
 * @param changed paths from the folder of the project; undefined for all applications
 * @param commit where the files are; undefined for the work tree
 */
export async function synthesizedIn(
  root: string,
  changed: readonly string[] | undefined,
  commit: string | undefined,
): Promise<Synthesized[]> {
  if (commit === undefined) return withoutIgnored(root, await synthesizedOnDisk(root, changed));
  const copy = mkdtempSync(join(tmpdir(), 'bluegreen-check-'));
  try {
    checkOut(root, commit, changed, copy);
    return await synthesizedOnDisk(copy, changed);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

// What git ignores never reaches an engine.
function withoutIgnored(root: string, all: readonly Synthesized[]): Synthesized[] {
  const extra = all.flatMap(({ found, expected }) => [...found.keys()].filter(file => !expected.has(file)));
  const dropped = ignored(root, extra);
  if (!dropped.size) return [...all];
  return all.map(one => ({ ...one, found: new Map([...one.found].filter(([file]) => !dropped.has(file))) }));
}

async function synthesizedOnDisk(root: string, changed: readonly string[] | undefined): Promise<Synthesized[]> {
  if (!existsSync(join(root, 'bluegreen.yaml'))) return [];
  const faults: LocatedProblem[] = [];
  const settings = valid(readSettings(root, faults));
  if (!settings) return [{ place: '*', found: new Map(), expected: new Map(), faults }];
  const results: Synthesized[] = [];
  for (const place of placesIn(root, settings.value, changed)) results.push(await synthesized(root, settings, place));
  return results;
}

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
  const folder = `${OUTPUT}/${place}`;
  const path = releasePath(environment, application);
  const found = new Map([...filesBelow(join(root, folder))].map(([file, text]) => [`${folder}/${file}`, text]));
  if (!existsSync(join(root, path))) return { place, found, expected: new Map() };
  const problems: LocatedProblem[] = [];
  const spec = valid(readSpec(root, application, problems));
  const release = valid(releaseFrom(path, readFileText(root, path), problems));
  const output = spec && release && (await outputOf(root, placed({ environment, settings, spec, release }), problems));
  const faults = problems.filter(({ warning }) => !warning);
  if (!output) return { place, found, expected: new Map(), faults };
  const expected = output.files.flatMap(file => {
    const text = output.contentOf(file);
    return text === undefined ? [] : [[`${folder}/${file}`, text] as const];
  });
  return { place, found, expected: new Map(expected) };
}

function placesIn(root: string, { environments }: SettingsFile, changed: readonly string[] | undefined): Place[] {
  const touched = touchedBy(changed);
  const places = Object.keys(environments).flatMap(environment =>
    yamlStems(join(root, 'releases', environment))
      .filter(application => touched(environment, application))
      .map(application => ({ environment, application })),
  );
  // Output that no input makes any more.
  const left = (changed ?? []).flatMap(file => outputPath(file) ?? []);
  const known = new Set(places.map(({ environment, application }) => `${environment}/${application}`));
  for (const { environment, application } of left) {
    if (known.has(`${environment}/${application}`)) continue;
    known.add(`${environment}/${application}`);
    places.push({ environment, application });
  }
  return places;
}

function touchedBy(changed: readonly string[] | undefined): (environment: string, application: string) => boolean {
  if (!changed || changed.includes('bluegreen.yaml')) return () => true;
  const touched = new Set(
    changed.flatMap(file => {
      const ours = outputPath(file);
      return ours ? [`${ours.environment}/${ours.application}`] : [file];
    }),
  );
  return (environment, application) =>
    touched.has(`${environment}/${application}`) ||
    touched.has(`apps/${application}.yaml`) ||
    touched.has(releasePath(environment, application));
}

// The files of the applications in question, as a commit has them.
function checkOut(root: string, commit: string, changed: readonly string[] | undefined, copy: string): void {
  const touched = touchedBy(changed);
  const files = [...filesIn(root, commit, [...INPUTS, OUTPUT])].filter(([file]) => {
    const [, environment, application] =
      /^(?:releases|dist\/apps)\/([^/]+)\/([^/]+?)(?:\.yaml)?(?:\/|$)/.exec(file) ?? [];
    return environment === undefined || touched(environment, application!);
  });
  const contents = contentsOf(
    root,
    files.map(([, hash]) => hash),
  );
  for (const [file, hash] of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), contents.get(hash)!);
  }
}
