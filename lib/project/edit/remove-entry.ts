import { refuseSharedValues } from './anchors';
import { removeFromBlock } from './block-map';
import { EditError } from './edit-error';
import { removeFromFlow } from './flow-map';
import { locateKey, named, type Path } from './key-location';
import { isEntry, startOf } from './pieces';
import { proved } from './proof';
import { setEntry } from './set-entry';
import { lineNumber } from './text-ranges';

/**
 * Takes a key with its value away: its own lines and nothing else. Comments above it stay, those in the value and deeper
 * below it go. A map whose only key goes becomes `{}`.
 *
 * @returns the same text where there is no such key
 * @throws EditError when the map is not there, or the edit would change what other lines say
 */
export function removeEntry(text: string, path: Path): string {
  const location = locateKey(text, path);
  const { entry, map } = location;
  if (!entry) return text;
  refuseSharedValues(location);
  if (map.type === 'flow-collection') return proved(location, removeFromFlow(location, entry));
  if (map.items.filter(isEntry).length > 1) return proved(location, removeFromBlock(location, entry));
  if (path.length > 1) return setEntry(text, path.slice(0, -1), {});
  throw new EditError(
    `${named(path)} is the only key of the file: nothing would be left`,
    lineNumber(text, startOf(entry.item)),
  );
}
