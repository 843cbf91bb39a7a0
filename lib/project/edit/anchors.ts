import { EditError } from './edit-error';
import { type KeyLocation, named } from './key-location';
import { aliasesIn, nodesIn } from './parsed';
import { lineNumber } from './text-ranges';

/**
 * Refuses an edit that would reach further than its own lines: what an anchor names is said again by every alias.
 * @throws EditError
 */
export function refuseSharedValues({ text, document, path, holders, entry }: KeyLocation): void {
  const aliases = aliasesIn(document);
  const inside = [entry?.pair.key, entry?.pair.value].flatMap(node => (node ? nodesIn(node) : []));
  const anchors = new Set([...holders, ...inside].map(node => ('anchor' in node ? node.anchor : undefined)));
  const alias = aliases.find(candidate => anchors.has(candidate.source) && !inside.includes(candidate));
  if (!alias) return;
  const line = lineNumber(text, alias.range![0]);
  throw new EditError(
    `a change of ${named(path)} would change line ${line} too, which repeats it as *${alias.source}`,
    line,
    'write the value out there',
  );
}
