import type { SettingsFile } from '../files/files';
import { applicationsFolder, engineFolder, inDist } from '../output/layout';
import { ENGINES } from '.';
import { type DeliveredApplication, type Delivery, deliveryOf } from './delivery';
import type { EngineFile, EngineFiles, Source } from './engine';

/** What each engine is told, by its id. */
export type Loaded = ReadonlyMap<string, EngineFiles>;

export async function loaded(): Promise<Loaded> {
  return new Map(await Promise.all(ENGINES.map(async ({ id, files }) => [id, await files()] as const)));
}

/** What tells engines of the environments: contents by path in dist/. */
export function environmentFiles({ environments, gitops }: SettingsFile, all: Loaded): Map<string, string> {
  const delivery = deliveryOf(gitops);
  return new Map(
    Object.entries(environments).flatMap(([name, environment]) =>
      toldBy(delivery, all, name, '', (files, source) => files.ofEnvironment(source, { ...environment, name })),
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

function toldBy(
  delivery: Delivery | undefined,
  all: Loaded,
  environment: string,
  below: string,
  tell: (files: EngineFiles, source: Source) => readonly EngineFile[],
): Array<readonly [path: string, text: string]> {
  if (!delivery) return [];
  const { repository, branch, prefix, engines } = delivery;
  return engines.flatMap(({ engine, settings }) => {
    const folder = engineFolder(engine, environment);
    const source = {
      repository,
      branch,
      applications: `${prefix}${inDist(applicationsFolder(environment))}`,
      own: `${prefix}${inDist(folder)}`,
      settings,
    };
    return tell(all.get(engine.id)!, source).map(({ name, text }) => [`${folder}/${below}${name}`, text] as const);
  });
}
