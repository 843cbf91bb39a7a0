import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BadInput, type Diagnostic } from '../project/files/diagnostic';
import type { SettingsFile } from '../project/files/files';
import { problemsOfOutput, problemsOfPlace, readSettings, settingsFrom } from '../project/files/settings';
import { type ValidatedFile, valid } from '../project/files/validated-file';
import type { Uncommitted } from '../project/write/pending-commit';
import { recoverInterrupted } from '../project/write/project-lock';
import { UsageError } from './errors';
import { placeInRepository } from './place-in-repository';
import { tellInterrupted } from './report';

/**
 * The folder that the user is in.
 * @throws UsageError where it is gone, or may not be read
 */
export function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError("the current folder is gone, or can't be read: go to another one");
  }
}

/** The folder of the project: the nearest one with a bluegreen.yaml, from a folder upwards. */
export function findProjectRoot(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'bluegreen.yaml'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * The same, once what an interrupted "init" left half done in the repository is put right: it may be the project itself,
 * in a folder below.
 * @throws WriteError where it can't be put right
 */
export function recoveredProject(from: string): string | undefined {
  const found = findProjectRoot(from);
  const top = repositoryAbove(resolve(from));
  // A project there puts right its own.
  if (top === undefined || top === found || existsSync(join(top, 'bluegreen.yaml'))) return found;
  tellInterrupted(top, recoverInterrupted(top));
  return findProjectRoot(from);
}

function repositoryAbove(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  return folder === dirname(folder) ? undefined : repositoryAbove(dirname(folder));
}

/**
 * The folder of the project.
 * @throws UsageError where there is none
 */
export function projectRoot(from: string): string {
  const found = recoveredProject(from);
  if (found) return found;
  throw new UsageError(
    `there is no bluegreen.yaml in ${from} or above it: go to the project's folder, or start one with "bluegreen init"`,
  );
}

/**
 * The folder of the project, for a verb that only reads: what an interrupted run left half done is put right first, and
 * said.
 * @param takesOver sees to what such a run had not committed, and says whether it did: nobody is told of that then
 * @throws UsageError where there is none; WriteError where it can't be put right
 */
export function recoveredRoot(takesOver: (root: string, left: Uncommitted) => boolean = () => false): string {
  const root = projectRoot(currentFolder());
  const left = recoverInterrupted(root);
  tellInterrupted(root, { ...left, uncommitted: left.uncommitted.filter(one => !takesOver(root, one)) });
  return root;
}

/**
 * bluegreen.yaml, without which no verb knows where it is.
 * @throws BadInput with all that is wrong with it
 */
export function settingsOf(root: string): Required<ValidatedFile<SettingsFile>> {
  return usable(problems => {
    const settings = readSettings(root, problems);
    problems.push(...problemsOfPlace(settings, () => placeInRepository(root)), ...problemsOfOutput(root, settings));
    return settings;
  });
}

/**
 * bluegreen.yaml from a text that is not written yet.
 * @throws BadInput with all that is wrong with it
 */
export function settingsIn(text: string): Required<ValidatedFile<SettingsFile>> {
  return usable(problems => settingsFrom({ text }, problems));
}

function usable(read: (problems: Diagnostic[]) => ValidatedFile<SettingsFile>): Required<ValidatedFile<SettingsFile>> {
  const problems: Diagnostic[] = [];
  const settings = valid(read(problems));
  if (!settings || problems.some(({ warning }) => !warning)) {
    throw BadInput.of(problems);
  }
  return settings;
}
