import { NEVER_PRUNED as BY_FLUX, OPTIONS } from '../../construct/render/engine-annotations';
import type { Manifest } from '../manifests/manifest';

/** What keeps an object in the cluster that is gone from its files, by who applies them. */
export const GUARDS: readonly (readonly [key: string, value: string])[] = [
  [OPTIONS, 'Prune=false'],
  [OPTIONS, 'Delete=false'],
  ...Object.entries(BY_FLUX),
  ['helm.sh/resource-policy', 'keep'],
];

/** Whether an annotation is there, with a value where one is asked for. */
export function says(manifest: Manifest, key: string, value: string): boolean {
  const said = annotation(manifest, key);
  if (said === undefined || !value) return said !== undefined;
  return key === OPTIONS
    ? said.split(',').some(option => option.trim() === value)
    : said.toLowerCase() === value.toLowerCase();
}

/** What an annotation says. */
export function annotation({ value }: Manifest, key: string): string | undefined {
  const said = value['metadata'].annotations?.[key];
  return said === undefined || said === null ? undefined : String(said);
}

/** Whether it stays in the cluster when it goes from its files. */
export function isKept(manifest: Manifest): boolean {
  return GUARDS.some(([key, value]) => value !== 'Delete=false' && says(manifest, key, value));
}
