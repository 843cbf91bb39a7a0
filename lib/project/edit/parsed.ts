import { type Alias, type Document, isAlias, type Node, visit } from 'yaml';
import { OF_A_PERSON } from '../../text/yaml/density';
import { documentIn } from '../../text/yaml/documents';
import { TooMuch } from '../../text/yaml/too-much';
import { EditError } from './edit-error';
import { lineNumber } from './text-ranges';

/**
 * A text of one document, with the tokens it is made of, and what it says.
 * @throws EditError when it is something else
 */
export function parsed(text: string): { readonly document: Document.Parsed; readonly value: unknown } {
  const document = read(text);
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') {
    throw new EditError(
      'expected one document, got another one after "---"',
      lineNumber(text, error.pos[0]),
      'put it into a file of its own',
    );
  }
  if (error) throw new EditError(`this is no YAML: ${error.message}`, lineNumber(text, error.pos[0]));
  const lonely = text.search(/\r(?!\n)/);
  if (lonely >= 0) {
    throw new EditError(
      'expected lines that end in LF or CR LF, got a CR alone: some parsers end the line there, others do not',
      lineNumber(text, lonely),
      'take the character out',
    );
  }
  try {
    return { document, value: document.toJS() };
  } catch (error) {
    // An alias of nothing, or so many that the file would fill the memory.
    const aliases = aliasesIn(document);
    const alias = aliases.find(candidate => !candidate.resolve(document)) ?? aliases[0];
    throw new EditError(`this is no YAML: ${(error as Error).message}`, lineNumber(text, alias?.range?.[0] ?? 0));
  }
}

function read(text: string): Document.Parsed {
  try {
    return documentIn(text, { keepSourceTokens: true, most: OF_A_PERSON });
  } catch (error) {
    if (error instanceof TooMuch) throw new EditError(error.message, 1, error.fix);
    throw error;
  }
}

/** All nodes of a tree, the root included. */
export function nodesIn(root: Node | Document.Parsed): Node[] {
  const nodes: Node[] = [];
  visit(root, { Node: (_, node) => void nodes.push(node) });
  return nodes;
}

export function aliasesIn(document: Document.Parsed): Alias[] {
  return nodesIn(document).filter(isAlias);
}
