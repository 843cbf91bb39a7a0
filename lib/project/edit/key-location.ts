import {
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import { EditError } from './edit-error';
import { parsed } from './parsed';
import { isEntry, startOf } from './pieces';
import { lineNumber } from './text-ranges';

/** Keys and list positions from the root of the file. */
export type Path = ReadonlyArray<string | number>;

/** An entry of a map, as the parser reads it and as it stands in the text. */
export interface Entry {
  readonly pair: Pair<ParsedNode, ParsedNode | null>;
  readonly item: CST.CollectionItem;
}

/** Where in a text a key stands, or would stand: in a map that is there. */
export interface KeyLocation {
  readonly text: string;
  readonly document: Document.Parsed;
  /** What the whole text says. */
  readonly value: unknown;
  readonly path: Path;
  readonly key: string;
  /** The nodes from the root down to the map that holds the key. */
  readonly holders: readonly ParsedNode[];
  readonly map: CST.BlockMap | CST.FlowCollection;
  /** Undefined where the key is not there yet. */
  readonly entry?: Entry;
}

/** @throws EditError when the text is no YAML of one document, or the path leads through something that is no map */
export function locateKey(text: string, path: Path): KeyLocation {
  const { document, value } = parsed(text);
  const holders: ParsedNode[] = [];
  let node: ParsedNode | null = document.contents;
  for (const [depth, step] of path.entries()) {
    const holder = expectHolder(text, path.slice(0, depth), node, step);
    holders.push(holder);
    if (depth < path.length - 1) node = childOf(holder, step);
  }
  const holder = holders.at(-1)!;
  const key = String(path.at(-1));
  const map = holder.srcToken;
  if (!isMap(holder)) {
    throw refusal(text, holder, `${named(path)} is an item of a list: only keys of maps can be changed`);
  }
  if (map?.type !== 'block-map' && map?.type !== 'flow-collection') {
    throw refusal(
      text,
      holder,
      `${named(path.slice(0, -1))} is a map without braces in a list`,
      'put braces around it',
    );
  }
  const pair = pairOf(holder, key);
  const item = pair && map.items.find(candidate => candidate === pair.srcToken);
  if (item?.start.some(({ type }) => type === 'explicit-key-ind')) {
    throw new EditError(
      `${named(path)} is written with "?" before the key`,
      lineNumber(text, startOf(item)),
      `write it as "${key}: …"`,
    );
  }
  return {
    text,
    document,
    value,
    path,
    key,
    holders,
    map,
    ...(pair && item && isEntry(item) && { entry: { pair, item } }),
  };
}

/** `"green.env"`, or words for the root. */
export function named(path: Path): string {
  return path.length ? `"${path.join('.')}"` : 'the file';
}

function expectHolder(text: string, path: Path, node: ParsedNode | null, step: string | number): ParsedNode {
  if (isAlias(node)) {
    throw refusal(
      text,
      node,
      `${named(path)} is *${node.source}: a change here would change what &${node.source} says everywhere`,
      'write the value out',
    );
  }
  if (isMap(node)) {
    const merge = node.items.find(({ key }) => isScalar(key) && key.source === '<<' && key.type === 'PLAIN');
    if (!merge) return node;
    throw refusal(
      text,
      merge.key,
      `${named(path)} takes keys from elsewhere with "<<", which YAML 1.2 does not know`,
      'write the keys out',
    );
  }
  if (isSeq(node) && typeof step === 'number') return node;
  const word = isScalar(node) && node.value !== null ? JSON.stringify(String(node.value).slice(0, 40)) : 'nothing';
  const got = isSeq(node) ? 'a list' : word;
  throw refusal(text, node, `expected keys in ${named(path)}, got ${got}`);
}

function childOf(holder: ParsedNode, step: string | number): ParsedNode | null {
  if (isSeq(holder)) return (holder.items[Number(step)] as ParsedNode | undefined) ?? null;
  return (isMap(holder) && pairOf(holder, String(step))?.value) || null;
}

function pairOf(map: YAMLMap, key: string): Entry['pair'] | undefined {
  return map.items.find(pair => isScalar(pair.key) && String(pair.key.value) === key) as Entry['pair'] | undefined;
}

function refusal(text: string, node: ParsedNode | null, message: string, fix?: string): EditError {
  return new EditError(message, lineNumber(text, node?.range[0] ?? 0), fix);
}
