import { type FileProps, filePath } from '../construct/props/file';

type Fields = { readonly [key: string]: any };

/**
 * The files that a container finds out of a ConfigMap, each mounted by itself; undefined where that is not all there is
 * to the volume. A whole folder is none: what the image has in it would show again beside ours.
 * @param mounts of the container that serves
 * @param others of all other containers
 */
export function filesOf(
  { name, configMap, ...source }: Fields,
  { mounts, others }: { readonly mounts: readonly Fields[]; readonly others: readonly Fields[] },
  configMaps: ReadonlyMap<string, Fields>,
): { readonly [path: string]: FileProps } | undefined {
  const known = configMap && !Object.keys(source).length ? configMaps.get(configMap.name) : undefined;
  const own = mounts.filter(mount => mount['name'] === name);
  if (!known || !own.length || others.some(mount => mount['name'] === name)) return undefined;
  const { name: _, items, defaultMode = READ, ...more } = configMap as Fields;
  if (Object.keys(more).length) return undefined;
  const files: { [path: string]: FileProps } = {};
  for (const { name: _, mountPath, subPath, readOnly: __, ...rest } of own) {
    if (subPath === undefined || Object.keys(rest).length || !filePath.safeParse(mountPath).success) return undefined;
    const item = items ? items.find(({ path }: Fields) => path === subPath) : { key: subPath };
    const mode: number = item?.mode ?? defaultMode;
    const [text, base64] = [known['data']?.[item?.key], known['binaryData']?.[item?.key]];
    if ((text ?? base64) === undefined || ![READ, RUN].includes(mode)) return undefined;
    files[mountPath] = { ...(text === undefined ? { base64 } : { text }), ...(mode === RUN && { executable: true }) };
  }
  return files;
}

// What ours give them, so that nothing changes.
const READ = 0o644;
const RUN = 0o755;
