import type { FileProps } from '../props/file';
import { byName } from './by-name';

/** The volume that the files of a release are in. */
export const FILES_VOLUME = 'release-files';

/** A file's key in the ConfigMap, out of the path where the container finds it. */
export const fileKey = (path: string): string => path.slice(1).replaceAll('/', '.');

/** What a ConfigMap holds: texts, and bytes in base64. */
export interface Held {
  readonly data: { readonly [key: string]: string };
  readonly binaryData?: { readonly [key: string]: string };
}

/** The files of a release as a ConfigMap holds them. */
export function heldFiles(files: { readonly [path: string]: FileProps }): Held {
  const all = byName(files).map(([path, file]) => [fileKey(path), file] as const);
  const binary = all.flatMap(([key, { base64 }]) => (base64 === undefined ? [] : [[key, base64] as const]));
  return {
    data: Object.fromEntries(all.flatMap(([key, { text }]) => (text === undefined ? [] : [[key, text] as const]))),
    ...(binary.length && { binaryData: Object.fromEntries(binary) }),
  };
}
