import { releaseFrom, releasePath } from '../../project/files/application-files';
import type { Diagnostic } from '../../project/files/diagnostic';
import type { ApplicationFile, ReleaseFile, SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { placed } from '../../project/files/placed-application';
import { type ValidatedFile, valid } from '../../project/files/validated-file';
import { layoutOf } from '../../project/output/layout';
import type { Refused, Report } from '../report';
import { deployedIn } from '../synth/deployed';
import { firstDelivery } from '../synth/first-delivery';
import { ignoredAmong } from '../synth/ignored-files';
import { outputOf } from '../synth/output';

/** The files of a new application. */
export interface NewFiles {
  readonly report: Pick<Report, 'verb' | 'changed' | 'unchanged' | 'refused' | 'problems'>;
  /** Contents by path from the project's folder; none where anything is wrong. */
  readonly writes: ReadonlyMap<string, string | undefined>;
  /** What files among them held before that people have written. @default - there were none */
  readonly found?: ReadonlyMap<string, string>;
}

/** An application that is new in a project, and all that people are to find of it. */
interface Written {
  readonly root: string;
  readonly environment: string;
  readonly application: string;
  readonly settings: Required<ValidatedFile<SettingsFile>>;
  /** Undefined while it is wrong. */
  readonly spec: Required<ValidatedFile<ApplicationFile>> | undefined;
  /** By path from the project's folder, its release file among them. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Adds to what people find of a new application its output, and what engines are told at first.
 * @returns undefined where its files are wrong; what is wrong with them is added to the problems
 */
export async function withOutput(
  { root, environment, application, settings, spec, files }: Written,
  problems: Diagnostic[],
): Promise<Pick<NewFiles, 'writes'> | Refused | undefined> {
  const folders = foldersOf(settings.value);
  const path = releasePath(folders, environment, application);
  const release = valid<ReleaseFile>(releaseFrom(path, { text: files.get(path)! }, problems));
  const deployed = deployedIn(root, settings.value, environment);
  const next = spec && release && placed({ environment, deployed, settings, spec, release });
  const output = next && (await outputOf(root, layoutOf(folders.dist), next, problems));
  problems.push(...(output?.foreign ?? []));
  if (!output || output.foreign.length) return undefined;
  const made = output.differing.map(file => [`${output.folder}/${file}`, output.contentOf(file)] as const);
  const writes = new Map([...files, ...made, ...(await firstDelivery(root, settings.value, next))]);
  const [hidden] = ignoredAmong(root, ['bluegreen.yaml', ...writes.keys()]);
  return hidden ? { environment, application, why: hidden.message, wayOut: hidden.fix } : { writes };
}
