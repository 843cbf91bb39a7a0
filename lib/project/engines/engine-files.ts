import type { SettingsFile } from '../files/files';
import { foldersOf } from '../files/folders';
import { groupsOf } from '../files/groups';
import { applicationsFolder, engineFolder } from '../output/layout';
import { yamlText } from '../output/yaml-text';
import { ENGINES } from '.';
import { type DeliveredApplication, type Delivery, deliveryOf } from './delivery';
import type { DeliveredEnvironment, EngineFile, EngineFiles, Source } from './engine';

/** What each engine is told, by its id. */
export type Loaded = ReadonlyMap<string, EngineFiles>;

export async function loaded(): Promise<Loaded> {
  return new Map(await Promise.all(ENGINES.map(async ({ id, files }) => [id, await files()] as const)));
}

/** What tells engines of the environments: contents by path in dist/. */
export function environmentFiles(settings: SettingsFile, all: Loaded): Map<string, string> {
  const { environments, gitops, groups } = settings;
  const shared = groups && { groups: groupsOf(settings) };
  const delivery = deliveryOf(gitops, foldersOf(settings));
  return new Map(
    Object.entries(environments).flatMap(([name, environment]) =>
      toldBy(delivery, all, name, '', (files, source) =>
        files.ofEnvironment(source, { ...environment, ...shared, name }),
      ),
    ),
  );
}

/** What tells engines of one application: contents by path in dist/. */
export function applicationFiles(application: DeliveredApplication, all: Loaded): Map<string, string> {
  const { delivery, environment, props } = application;
  return new Map(
    toldBy(delivery, all, environment, `${props.name}/`, (files, source) => files.ofApplication(source, application)),
  );
}

/** What hands plain files to an engine: the text of a file, and what lets go of what has delivered them before. */
export interface PlainHandover {
  readonly engine: string;
  readonly text: string;
  readonly lettingGo?: string;
}

/** What hands the plain files of an application to engines; nothing where a command does it. */
export function plainHandovers(
  { delivery, props: { name: application } }: DeliveredApplication,
  environment: DeliveredEnvironment,
  folder: string,
  all: Loaded,
): PlainHandover[] {
  const { repository = '', branch = '', prefix = '', engines = [] } = delivery ?? {};
  return engines.flatMap(({ engine: { id }, settings }) => {
    const source = { repository, branch, application, folder: `${prefix}${folder}`, settings };
    const { objects, ...more } = all.get(id)!.ofPlain(source, environment);
    return objects.length ? [{ engine: id, text: objects.map(yamlText).join('---\n'), ...more }] : [];
  });
}

function toldBy(
  delivery: Delivery | undefined,
  all: Loaded,
  environment: string,
  below: string,
  tell: (files: EngineFiles, source: Source) => readonly EngineFile[],
): Array<readonly [path: string, text: string]> {
  if (!delivery) return [];
  const { repository, branch, prefix, dist, engines } = delivery;
  return engines.flatMap(({ engine, settings }) => {
    const folder = engineFolder(engine, environment);
    const source = {
      repository,
      branch,
      applications: `${prefix}${dist}/${applicationsFolder(environment)}`,
      own: `${prefix}${dist}/${folder}`,
      settings,
    };
    return tell(all.get(engine.id)!, source).map(({ name, text }) => [`${folder}/${below}${name}`, text] as const);
  });
}
