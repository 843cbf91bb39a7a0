import { Lexer } from 'yaml';

/**
 * Takes quoted texts as Kubernetes' own tools do: their further lines may stand further left than YAML allows, as what some
 * charts print does. Where the quote is open, the fault is told where it is.
 */
export function lexerOfKubernetes(): Lexer {
  const lexer = new Lexer();
  const parse = lexer['parseQuotedScalar'].bind(lexer);
  lexer['parseQuotedScalar'] = function* () {
    const indent = lexer['indentNext'];
    // As at the top: only what begins or ends a document ends the text.
    if (isClosed(lexer['buffer'], lexer['pos'])) lexer['indentNext'] = 0;
    const next = yield* parse();
    lexer['indentNext'] = indent;
    return next;
  };
  return lexer;
}

// Whether what comes behind the next quote may stand behind a text.
function isClosed(text: string, start: number): boolean {
  const quote = text[start]!;
  let end = text.indexOf(quote, start + 1);
  while (end !== -1 && isPart(text, end)) end = text.indexOf(quote, end + (quote === "'" ? 2 : 1));
  return end !== -1 && /^[ \t]*($|[\r\n#:,\]}])/.test(text.slice(end + 1, end + 100));
}

function isPart(text: string, at: number): boolean {
  if (text[at] === "'") return text[at + 1] === "'";
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}
