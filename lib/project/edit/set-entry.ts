import { refuseSharedValues } from './anchors';
import { appendToBlock, replaceInBlock } from './block-map';
import { appendToFlow, replaceInFlow } from './flow-map';
import { type KeyLocation, locateKey, type Path } from './key-location';
import { proved, sameValue } from './proof';
import { replaceScalar } from './scalar';

/**
 * Sets a key of a map to a value of maps, lists, texts, numbers, booleans and null, and leaves every other byte as it
 * is. A key that is not there yet is written below the last one of its map.
 *
 * The new lines look like the file: its indentation and line ends, block style in a block, one line of flow style in
 * braces. Texts are quoted so that YAML 1.1 and 1.2 read the same.
 *
 * Comments stay: beside a key that stays, and on a line of their own in a map that stays. With a key that goes, those
 * beside it and in its value go.
 *
 * @returns the same text where the key has that value already
 * @throws EditError when the map is not there, or the edit would change what other lines say
 */
export function setEntry(text: string, path: Path, value: unknown): string {
  return setAt(locateKey(text, path), value);
}

/** The same for a key that is found already. */
export function setAt(location: KeyLocation, value: unknown): string {
  const { text, entry, document } = location;
  if (entry && sameValue(entry.pair.value?.toJS(document) ?? null, value)) return text;
  refuseSharedValues(location);
  return proved(location, replaceScalar(location, value) ?? written(location, value), value);
}

function written(location: KeyLocation, value: unknown): string {
  const { entry, map } = location;
  if (map.type === 'block-map') return entry ? replaceInBlock(location, entry, value) : appendToBlock(location, value);
  return entry ? replaceInFlow(location, entry, value) : appendToFlow(location, value);
}
