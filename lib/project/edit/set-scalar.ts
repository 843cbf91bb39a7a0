import { isScalar } from 'yaml';
import { EditError } from './edit-error';
import { locateKey, named, type Path } from './key-location';
import { setAt } from './set-entry';
import { lineNumber } from './text-ranges';

/**
 * Changes one text where it stands, such as that of `active: blue  # comment`, and leaves every other byte as it is. The
 * quotes stay as they are where the new text can be written in them.
 *
 * @returns the same text where it says that already
 * @throws EditError when there is no such key, or it holds a map, a list or an alias
 */
export function setScalar(text: string, path: Path, value: string): string {
  const location = locateKey(text, path);
  const { entry, map } = location;
  if (!entry) throw new EditError(`there is no ${named(path)}`, lineNumber(text, map.offset));
  const old = entry.pair.value;
  if (old === null || isScalar(old)) return setAt(location, value);
  throw new EditError(
    `expected one word in ${named(path)}, got ${'items' in old ? 'several' : `the alias *${old.source}`}`,
    lineNumber(text, entry.pair.key.range[0]),
  );
}
