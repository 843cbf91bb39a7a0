import type { Diagnostic } from './diagnostic';
import { type FileText, readFileText } from './file-text';
import { type ApplicationFile, applicationFile, type ReleaseFile, releaseFile, type WrittenSpec } from './files';
import type { Folders } from './folders';
import { readObjects, type WrittenObject } from './own-objects';
import { contentOf, type ReadContent, withContents } from './spec-contents';
import { type ValidatedFile, validated } from './validated-file';

/** What an application is made from in an environment, by paths from the project's folder. */
export interface ApplicationFiles {
  readonly spec: string;
  readonly release: string;
  /** The folder of what is made of them, and of all others. */
  readonly dist: string;
}

/** Where the spec of an application stands. */
export const specPath = ({ apps }: Folders, application: string): string => `${apps}/${application}.yaml`;

/** The folder of the files that a spec names. */
export const specFolder = ({ apps }: Folders, application: string): string => `${apps}/${application}`;

/** Where the release state of an application in an environment stands. */
export const releasePath = ({ releases }: Folders, environment: string, application: string): string =>
  `${releases}/${environment}/${application}.yaml`;

/** The files of an application in an environment. */
export const filesOf = (folders: Folders, environment: string, application: string): ApplicationFiles => ({
  spec: specPath(folders, application),
  release: releasePath(folders, environment, application),
  dist: folders.dist,
});

/** Reads the spec of one application, and what it brings along. */
export function readSpec(
  root: string,
  folders: Folders,
  application: string,
  problems: Diagnostic[],
): ValidatedFile<ApplicationFile> {
  const path = specPath(folders, application);
  const spec = specFrom(path, readFileText(root, path), problems, contentOf(root));
  return withObjects(spec, readObjects(root, `${specFolder(folders, application)}/objects`, problems));
}

/** A spec, and the objects that stand in files of their own. */
export function withObjects(
  spec: ValidatedFile<ApplicationFile>,
  objects: readonly WrittenObject[],
): ValidatedFile<ApplicationFile> {
  return spec.value && objects.length ? { ...spec, value: { ...spec.value, objects } } : spec;
}

/**
 * A spec from its text.
 * @param read how the files are read that it names; without it they are empty
 */
export function specFrom(
  path: string,
  text: FileText,
  problems: Diagnostic[],
  read: ReadContent = () => ({ text: '' }),
): ValidatedFile<ApplicationFile> {
  const written = validated<WrittenSpec>(path, text, applicationFile, problems);
  return withContents(written, path.replace(/\.yaml$/, ''), read, problems);
}

/** A release file from its text. A line there changes one colour and nothing else, so aliases are refused. */
export function releaseFrom(path: string, text: FileText, problems: Diagnostic[]): ValidatedFile<ReleaseFile> {
  return validated<ReleaseFile>(path, text, releaseFile, problems, { aliases: false });
}
