import { type FileProps, MOST_IN_CONFIG_MAP } from '../../props/file';
import { FILES_VOLUME, fileKey } from '../../resolve/files';
import type { Problem } from '../problem';
import { shown } from '../problem';
import type { ReleaseRule } from './rule';

/** A file holds a text or bytes, and not both. */
export const filesHoldOneThing: ReleaseRule = ({ files = {} }) =>
  Object.entries(files).flatMap(([path, { text, base64 }]) => {
    if ((text === undefined) !== (base64 === undefined)) return [];
    const got = text === undefined ? 'neither' : 'both';
    return [{ path: ['files', path], message: `expected what it holds, as "text" or as "base64", got ${got}` }];
  });

/** Kubernetes refuses a ConfigMap of more than 1 MiB. */
export const filesFitIntoAConfigMap: ReleaseRule = ({ files = {} }) => {
  const bytes = Object.values(files).reduce((sum, file) => sum + bytesIn(file), 0);
  if (bytes <= MOST_IN_CONFIG_MAP) return [];
  const message = `expected at most ${MOST_IN_CONFIG_MAP} bytes in all of them, which is what a ConfigMap holds, got ${bytes}`;
  return [{ path: ['files'], message, fix: 'put what is large into the image, or fetch it as the application starts' }];
};

function bytesIn({ text, base64 }: FileProps): number {
  return text === undefined ? Buffer.byteLength(base64 ?? '', 'base64') : Buffer.byteLength(text);
}

/** No two files want one place in the ConfigMap, and none is where another one has to be a folder. */
export const filesAreDistinct: ReleaseRule = ({ files = {} }) => {
  const keys = new Map<string, string>();
  return Object.keys(files).flatMap(path => {
    const other = keys.get(fileKey(path));
    keys.set(fileKey(path), path);
    if (other !== undefined) {
      const message = `expected a path that differs from ${shown(other)} in more than "/" and ".": a ConfigMap knows both as ${shown(fileKey(path))}`;
      return [{ path: ['files', path], message, fix: 'name one of the two files otherwise' }];
    }
    const above = Object.keys(files).find(file => path.startsWith(`${file}/`));
    if (above === undefined) return [];
    return [{ path: ['files', path], message: `expected ${shown(above)} to be a folder, got a file there` }];
  });
};

/** A file stands in no folder that is mounted read-only: nothing can be mounted into that. */
export const filesHavePlacesOfTheirOwn: ReleaseRule = ({ files = {}, volumes = {} }) => {
  const paths = Object.keys(files);
  const problems: Problem[] = [];
  if (paths.length && volumes[FILES_VOLUME]) {
    const message = `expected another name: "files" are in a volume of this one`;
    problems.push({ path: ['volumes', FILES_VOLUME], message });
  }
  for (const [name, { mountPath, readOnly, ...source }] of Object.entries(volumes)) {
    const folder = mountPath.replace(/\/+$/, '');
    const isFixed = readOnly || FIXED.some(kind => source[kind]);
    for (const path of paths) {
      if (path !== folder && !(isFixed && path.startsWith(`${folder}/`))) continue;
      const message =
        path === folder
          ? `expected a path of its own, got where the volume "${name}" is mounted`
          : `expected another folder, got one in the volume "${name}", which is read-only: no file can be mounted there`;
      problems.push({ path: ['files', path], message, fix: `mount "${name}" elsewhere, or name another path here` });
    }
  }
  return problems;
};

// Kubernetes mounts them read-only whatever is said.
const FIXED = ['config', 'configMap', 'secret', 'projected'] as const;
