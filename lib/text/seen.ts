/** A text on one line, of which all is seen: what moves a cursor, turns the words around it or ends a line becomes a space. */
export function seen(text: string): string {
  return text.replace(UNSEEN, ' ');
}

/** Control and format characters, halves of pairs, ends of lines and paragraphs, and what is no character at all. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;
