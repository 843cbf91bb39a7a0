import { parse } from 'yaml';
import { argoCdFiles } from '../../../lib/project/engines/argocd/objects';
import { deliveryOf } from '../../../lib/project/engines/delivery';
import type { EngineFiles } from '../../../lib/project/engines/engine';
import * as engineFiles from '../../../lib/project/engines/engine-files';
import { fluxFiles } from '../../../lib/project/engines/flux/objects';
import type { GitOps } from '../../../lib/project/engines/gitops';
import type { Application } from '../../../lib/project/engines/units';
import type { Environment } from '../../../lib/project/files/files';
import { FOLDERS } from '../../../lib/project/files/folders';
import type { Groups } from '../../../lib/project/files/groups';
import type { KubernetesObject } from '../../construct/render/rendered';

export const ALL: engineFiles.Loaded = new Map<string, EngineFiles>([
  ['argocd', argoCdFiles],
  ['flux', fluxFiles],
]);

export const GITOPS = {
  engines: ['argocd', 'flux'],
  repository: 'https://git.example.com/platform/deploy.git',
  branch: 'main',
} as GitOps;

/** What tells both engines of an environment, by path in dist/. */
export function environmentFiles(
  gitops: Partial<GitOps> = {},
  environment: Partial<Environment> = {},
  groups?: Groups,
): Record<string, KubernetesObject> {
  const production = { namespace: 'demo', ...environment };
  const settings = { environments: { production }, gitops: { ...GITOPS, ...gitops }, ...(groups && { groups }) };
  return byPath(engineFiles.environmentFiles(settings, ALL));
}

/** What tells both engines of an application in production, by path in dist/. */
export function applicationFiles(
  props: Application['props'],
  gitops: Partial<GitOps> = {},
  companions: readonly string[] = [],
): Record<string, KubernetesObject> {
  const delivery = deliveryOf({ ...GITOPS, ...gitops }, FOLDERS);
  return byPath(engineFiles.applicationFiles({ environment: 'production', props, delivery, companions }, ALL));
}

/** The specs of an application's Kustomizations, by their names after `production-<app>-`. */
export function kustomizations(
  props: Application['props'],
  companions: readonly string[] = [],
): Record<string, KubernetesObject> {
  const prefix = `production-${props.name}-`;
  return Object.fromEntries(
    Object.values(applicationFiles(props, {}, companions)).map(({ metadata, spec }) => [
      metadata.name.slice(prefix.length),
      spec,
    ]),
  );
}

function byPath(files: ReadonlyMap<string, string>): Record<string, KubernetesObject> {
  return Object.fromEntries([...files].map(([path, text]) => [path, parse(text)]));
}
