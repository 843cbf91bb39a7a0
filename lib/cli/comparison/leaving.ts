import type { Leaving } from '../../analysis/check/leaving';
import { type Files, isYaml } from '../../analysis/manifests/files';
import { releaseFrom, releasePath } from '../../project/files/application-files';
import type { Ejection } from '../../project/files/ejection';
import type { Folders } from '../../project/files/folders';
import { applicationFolder, layoutOf } from '../../project/output/layout';
import type { BothFolders } from '../synth/expected';
import type { Sides, Whole } from './sides';
import { plansIn } from './taken-over';
import { textsIn } from './texts';

/** The applications that leave for plain files in a change, and what they leave for. */
interface Departures {
  readonly leaving: readonly Leaving[];
  /** The sides, with the plain files: users are on them, or come to them. */
  readonly sides: Sides;
  /** The environment of each plain file. */
  readonly environments: ReadonlyMap<string, string>;
}

/** Looks at plain files as at what stands in dist/, which belongs to them: whoever leaves moves users from one to the other. */
export function withPlainFiles(root: string, sides: Sides, [folders, foldersBefore]: BothFolders): Departures {
  const { baseCommit, headCommit } = sides;
  const found = plansIn(root).flatMap(({ environment, application }) => {
    const file = (names: Folders) => releasePath(names, environment, application);
    const before = baseCommit === undefined ? undefined : ejectionIn(root, baseCommit, file(foldersBefore));
    const after = ejectionIn(root, headCommit, file(folders));
    const folder = (after ?? before)?.folder;
    const leaving = { place: `${environment}/${application}`, before: before?.step, after: after?.step };
    const output = applicationFolder(environment, application);
    return folder === undefined ? [] : [{ leaving, environment, folder, output }];
  });
  if (!found.length) return { leaving: [], sides, environments: new Map() };
  const environments = new Map<string, string>();
  const below = ({ names, read }: Whole, { dist }: Folders): Files => {
    const files = found.flatMap(({ folder, environment }) =>
      [...names].filter(isManifestIn(folder)).map(file => [file, environment] as const),
    );
    for (const [file, environment] of files) environments.set(file, environment);
    const beside = found.flatMap(({ output }) =>
      [...names].filter(file => file.startsWith(`${layoutOf(dist).inDist(output)}/`)),
    );
    return read([...files.map(([file]) => file), ...beside]);
  };
  const { base, head } = sides.wholes();
  const both = {
    ...(sides.base && base && { base: new Map([...sides.base, ...below(base, foldersBefore)]) }),
    head: new Map([...sides.head, ...below(head, folders)]),
  };
  return { leaving: found.map(({ leaving }) => leaving), sides: { ...sides, ...both }, environments };
}

/** The folders of plain files: what is done to them counts as a change of the project. */
export function plainFoldersIn(root: string, folders: Folders): string[] {
  return plansIn(root).flatMap(
    ({ environment, application }) =>
      ejectionIn(root, undefined, releasePath(folders, environment, application))?.folder ?? [],
  );
}

const isManifestIn = (folder: string) => (file: string) =>
  file.startsWith(`${folder}/`) && isYaml(file) && !file.endsWith('/kustomization.yaml');

function ejectionIn(root: string, commit: string | undefined, file: string): Ejection | undefined {
  const text = textsIn(root, commit, [file]).get(file);
  return text === undefined ? undefined : releaseFrom(file, { text }, []).value?.eject;
}
