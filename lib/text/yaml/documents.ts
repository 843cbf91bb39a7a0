import {
  Composer,
  type CST,
  type Document,
  type DocumentOptions,
  type LineCounter,
  type ParsedNode,
  type ParseOptions,
  Parser,
  parseDocument,
  type SchemaOptions,
} from 'yaml';
import { noteCircles } from './circles';
import { type Density, demandSparse, OF_A_PERSON, OF_ANYBODY } from './density';
import { noteDuplicateKeys } from './duplicate-keys';
import { lexerOfKubernetes } from './quoted-lines';
import { TooMuch } from './too-much';

interface Options
  extends Omit<ParseOptions & DocumentOptions & SchemaOptions, 'uniqueKeys' | 'prettyErrors' | 'logLevel'> {
  /** @default OF_ANYBODY */
  readonly most?: Density;
}

// Errors are told in our words, and nothing is printed but those.
const QUIET = { prettyErrors: false, logLevel: 'error', uniqueKeys: false } as const;

/**
 * A text of one document, parsed within bounds of time and memory, whoever wrote it; a second one is one of its errors.
 * @throws TooMuch
 */
export function documentIn(text: string, { most = OF_ANYBODY, ...options }: Options = {}): Document.Parsed {
  demandSparse(text, most);
  try {
    const document = parseDocument(text, { ...options, ...QUIET });
    noteDuplicateKeys(document);
    return document;
  } catch (error) {
    throw inWords(error);
  }
}

/**
 * The documents of a text, one after the other, so that the nodes of one alone are in memory. Lines are known as far as
 * the text was read.
 * @throws TooMuch
 */
export function* documentsIn(
  text: string,
  { most = OF_ANYBODY, lineCounter, ...options }: Options & { readonly lineCounter: LineCounter },
): Generator<Document.Parsed<ParsedNode>> {
  demandSparse(text, most);
  const composer = new Composer<ParsedNode>({ ...options, ...QUIET });
  try {
    for (const document of composer.compose(tokensIn(text, lineCounter))) {
      noteDuplicateKeys(document);
      noteCircles(document);
      yield document;
    }
  } catch (error) {
    throw inWords(error);
  }
}

function* tokensIn(text: string, lineCounter: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lineCounter.addNewLine);
  lineCounter.addNewLine(0);
  for (const lexeme of lexerOfKubernetes().lex(text)) yield* parser.next(lexeme);
  yield* parser.end();
}

/**
 * What a text of one document says that a person wrote.
 * @throws Error where it is no YAML, or too much
 */
export function valueIn(text: string): unknown {
  const document = documentIn(text, { most: OF_A_PERSON });
  noteCircles(document);
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS();
}

// The parser calls itself for each level, and hands over at once all that stands in brackets which it can't make sense of.
function inWords(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return new TooMuch('this is no YAML: expected brackets that close, and a few levels, one inside the other');
}
