import type { Colour } from '../props/colour';

/** What is measured. */
export interface Measured {
  readonly application: string;
  readonly namespace: string;
  readonly colour: Colour;
  /** Id of the release. */
  readonly release: string;
  /** Numbers of the rules of an HTTPRoute that lead users there. */
  readonly rules: readonly number[];
}

/** The words that stand for it in a query. */
export const WORDS = ['APPLICATION', 'NAMESPACE', 'COLOUR', 'RELEASE'] as const;

/** A query or an address with what is measured in place of the words for it. */
export function filledIn(text: string, { application, namespace, colour, release }: Measured): string {
  const words = { APPLICATION: application, NAMESPACE: namespace, COLOUR: colour, RELEASE: release };
  return text.replaceAll(WORD, (whole, word: string) =>
    Object.hasOwn(words, word) ? words[word as keyof typeof words] : whole,
  );
}

/** Words in a query or an address that stand for nothing. */
export function unknownWords(text: string): string[] {
  return [...text.matchAll(WORD)].flatMap(([whole, word]) =>
    (WORDS as readonly string[]).includes(word!) ? [] : [whole],
  );
}

const WORD = /\$\(([A-Za-z_]+)\)/g;
