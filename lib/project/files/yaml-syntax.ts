import { type Document, type Node, visit, type YAMLError } from 'yaml';
import type { Oddity } from './plain-yaml';

/**
 * What is no YAML, in words. Every key that stands twice; of all else only the first fault, because what a parser says
 * after it most often follows from it.
 */
export function syntaxFaults(document: Document.Parsed, text: string): Oddity[] {
  const { errors, warnings } = document;
  const broken = [...errors, ...warnings].find(({ code }) => !IN_ORDER.has(code));
  return errors
    .filter(error => error.code === 'DUPLICATE_KEY' && error.pos[0] < (broken?.pos[0] ?? text.length))
    .map(error => duplicate(error, text))
    .concat(broken ? [explained(broken, document)] : []);
}

// Faults of a text that is YAML all the same; tags are looked at elsewhere.
const IN_ORDER = new Set<string>(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED']);

function duplicate({ pos }: YAMLError, text: string): Oddity {
  const [key] = /^("[^"]*"|'[^']*'|[^\s:,{}]*)/.exec(text.slice(pos[0]))!;
  return { offset: pos[0], message: `expected every key once, got ${key} twice`, fix: 'keep one of the two' };
}

function explained({ code, message, pos }: YAMLError, document: Document.Parsed): Oddity {
  if (/^Missing closing|end with a [\]}]$/.test(message)) {
    return {
      offset: opening(document, pos[0]),
      message: 'this is no YAML: expected an end of what begins here',
      fix: `write the closing ${message.endsWith('quote') ? 'quote' : message.at(-1)}`,
    };
  }
  const words = EXPLAINED[code];
  // Where the parser gave up depends on the machine.
  const offset = code === 'RESOURCE_EXHAUSTION' ? 0 : pos[0];
  return { offset, message: words?.message ?? `this is no YAML: ${message.replace(/: ".*"$/s, '')}`, fix: words?.fix };
}

// Where the quote or bracket stands that is still open at an offset: parsers name the place where they gave up.
function opening(document: Document.Parsed, offset: number): number {
  let found = offset;
  visit(document, {
    Node: (_, node) => {
      const [start, , end] = (node as Node).range ?? [offset, offset, offset];
      const opens = 'flow' in node ? node.flow : 'type' in node && String(node.type).startsWith('QUOTE');
      if (opens && start <= offset && end >= offset) found = start;
    },
  });
  return found;
}

const EXPLAINED: Readonly<Record<string, { readonly message?: string; readonly fix?: string }>> = {
  TAB_AS_INDENT: {
    message: 'expected spaces, got a tab: YAML takes no tabs before a key',
    fix: 'replace the tab by spaces',
  },
  MULTIPLE_DOCS: {
    message: 'expected one document, got another one after "---"',
    fix: 'put it into a file of its own',
  },
  RESOURCE_EXHAUSTION: { message: 'expected a few levels, one inside the other, got far too many' },
  BLOCK_AS_IMPLICIT_KEY: {
    fix: 'indent all keys of one map by the same number of spaces, and put a text with ": " in quotes',
  },
  BAD_INDENT: { fix: 'indent all keys of one map by the same number of spaces' },
  BAD_SCALAR_START: { fix: 'put the text in quotes' },
};
