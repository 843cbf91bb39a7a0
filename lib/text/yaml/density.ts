import { Lexer } from 'yaml';
import { TooMuch } from './too-much';

/** How many words and signs a text may have: a parser takes up to a kilobyte for each. Ordinary YAML has one in four to eight bytes. */
export interface Density {
  readonly inDocument: number;
  readonly inFile: number;
}

/** Whoever wrote it: a document may have more than any object that the API server takes. */
export const OF_ANYBODY: Density = { inDocument: 300_000, inFile: 800_000 };

/** Some 10,000 lines: no person writes as many. */
export const OF_A_PERSON: Density = { inDocument: 50_000, inFile: 50_000 };

const NEXT_DOCUMENT = '---';
// What the lexer puts before a text, which may be three dashes as well.
const SCALAR = '\u001f';

/**
 * Looks at what a text is made of, before anybody makes sense of it: a text of few bytes may fill the memory.
 * @throws TooMuch
 */
export function demandSparse(text: string, most: Density): void {
  // Where a sign is missing, one of no length stands for it.
  if (text.length < most.inDocument / 2) return;
  let inDocument = 0;
  let inFile = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    // Documents are read one after the other.
    if (lexeme === NEXT_DOCUMENT && before !== SCALAR) inDocument = 0;
    before = lexeme;
    if (++inFile > most.inFile) throw tooDense(most.inFile, 'file');
    if (++inDocument > most.inDocument) throw tooDense(most.inDocument, 'document');
  }
}

function tooDense(most: number, where: string): TooMuch {
  return new TooMuch(`expected at most ${most} words and signs in a ${where}, got more`, 'split it');
}
