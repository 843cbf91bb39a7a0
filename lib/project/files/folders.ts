import * as z from 'zod/mini';
import { shapeOf } from '../../construct/props/shape';
import type { Problem } from '../../construct/validate/problem';
import { valueIn } from '../../text/yaml/documents';

/** What a project calls its folders, from its own. Where the repository uses these names itself, take others. */
export interface NamedFolders {
  /**
   * The folder of the specs, a file for each application.
   * @default "apps"
   */
  readonly apps?: string;
  /**
   * The folder of the release files, a folder for each environment.
   * @default "releases"
   */
  readonly releases?: string;
  /**
   * The folder of what is made of them, which engines apply. A `cdk8s.yaml` that runs this tool says the same as `output`.
   * @default "dist"
   */
  readonly dist?: string;
}

/** The same, decided. */
export type Folders = Required<NamedFolders>;

/** The folders by what bluegreen.yaml says, where it is right. */
export const foldersOf = ({ folders }: { readonly folders?: NamedFolders }): Folders => ({ ...FOLDERS, ...folders });

/** Where nothing else is said. */
export const FOLDERS: Folders = { apps: 'apps', releases: 'releases', dist: 'dist' };

// Words that stand in commands and paths as they are, on every system: none is hidden, and none leads upwards.
const FOLDER = /^[A-Za-z0-9_]([-\w.]*[-\w])?(\/[A-Za-z0-9_]([-\w.]*[-\w])?)*$/;

const folder = z
  .string()
  .check(
    z.regex(FOLDER, 'a folder of the project, of letters, digits, "-", "_" and ".", such as "blue-green/apps"'),
    z.maxLength(200, 'at most 200 characters'),
  );

export const foldersSchema = z
  .strictObject(
    shapeOf<NamedFolders>()({ apps: z.optional(folder), releases: z.optional(folder), dist: z.optional(folder) }),
  )
  .register(z.globalRegistry, { id: 'Folders' });

// What a project has under these names, or others have everywhere.
const TAKEN = ['takeover', 'objects', 'node_modules'];

// Windows has devices under these names, in every folder.
// https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** What is wrong with the names together; paths start at `folders`. */
export function problemsOfFolders(named: NamedFolders): Problem[] {
  const all = { ...FOLDERS, ...named };
  const keys = Object.keys(FOLDERS) as (keyof Folders)[];
  return keys.flatMap((key, index) => {
    const name = named[key];
    if (name === undefined) return [];
    const path = ['folders', key];
    const wrong = (message: string, fix: string): Problem[] => [{ path, message, fix }];
    const device = name.split('/').find(step => DEVICE.test(step));
    if (device !== undefined)
      return wrong(`expected a name of a folder, got "${device}", which Windows has for a device`, 'another name');
    const taken =
      TAKEN.find(one => meet(name, one)) ?? (name.split('/').includes('node_modules') ? 'node_modules' : undefined);
    if (taken !== undefined)
      return wrong(`expected a folder of its own, got "${name}": ${taken}/ is for other files`, 'another folder');
    // Said once of two.
    const other = keys.find(
      (one, at) => one !== key && (at < index || named[one] === undefined) && meet(all[one], name),
    );
    return other === undefined
      ? []
      : wrong(
          `expected a folder apart from "${other}", got "${name}", and that is "${all[other]}"`,
          'two folders of which none is in the other one',
        );
  });
}

const meet = (one: string, other: string): boolean => isIn(one, other) || isIn(other, one);

/** Whether a folder is another one, or has it in it. Some file systems take no notice of capitals. */
export function isIn(folder: string, other: string): boolean {
  return `${other.toLowerCase()}/`.startsWith(`${folder.toLowerCase()}/`);
}

/** The folders by what bluegreen.yaml says, be the rest of it right or not; undefined where these are wrong. */
export function foldersSaid(settings: unknown): Folders | undefined {
  const said = settings && typeof settings === 'object' && 'folders' in settings ? settings.folders : undefined;
  if (said === undefined) return FOLDERS;
  const { success, data } = foldersSchema.safeParse(said);
  return success && !problemsOfFolders(data).length ? { ...FOLDERS, ...data } : undefined;
}

/** The same from the text of a bluegreen.yaml; where it says nothing that can be understood, those that it has by default. */
export function foldersIn(text: string | undefined): Folders {
  if (text === undefined || !/\bfolders\b/.test(text)) return FOLDERS;
  try {
    return foldersSaid(valueIn(text)) ?? FOLDERS;
  } catch {
    return FOLDERS;
  }
}
