import type { Folders } from '../files/folders';
import { ENGINES } from '.';
import type { Engine } from './engine';
import { enginesOf, folderOf, type GitOps } from './gitops';
import type { Application } from './units';

/** How the output is delivered; every default is filled in. */
export interface Delivery {
  /** Empty where no engine reads it. */
  readonly repository: string;
  readonly branch: string;
  /** The folder of bluegreen.yaml in the repository: empty, or with "/" at its end. */
  readonly prefix: string;
  /** What dist/ is called. */
  readonly dist: string;
  /** At least one. */
  readonly engines: ReadonlyArray<{ readonly engine: Engine; readonly settings: object }>;
}

/** An application, and what applies it. */
export interface DeliveredApplication extends Application {
  /** Where engines are used. */
  readonly delivery?: Delivery;
}

/**
 * @param dist what dist/ is called
 * @returns undefined where no engine is used
 */
export function deliveryOf(gitops: GitOps | undefined, { dist }: Pick<Folders, 'dist'>): Delivery | undefined {
  if (!gitops) return undefined;
  const { repository = '', branch = 'main' } = gitops;
  const used = enginesOf(gitops);
  // Without the address, which is a mistake that is told elsewhere, who reads the repository can be told nothing.
  const engines = ENGINES.filter(({ id, readsRepository }) => used.includes(id) && (repository || !readsRepository));
  if (!engines.length) return undefined;
  return {
    repository,
    branch,
    prefix: folderOf(gitops) && `${folderOf(gitops)}/`,
    dist,
    engines: engines.map(engine => ({ engine, settings: settingsOf(gitops, engine) })),
  };
}

function settingsOf(gitops: GitOps, { id }: Engine): object {
  return (gitops as { readonly [engine: string]: object | undefined })[id] ?? {};
}
