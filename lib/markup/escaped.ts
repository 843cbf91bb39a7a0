/** A text as it is written into SVG or HTML, between tags and in quotes; what can't be seen in it becomes a space. */
export function escaped(text: string): string {
  return text.replace(UNSEEN, ' ').replace(/[&<>"']/g, character => ENTITIES[character]!);
}

// XML has no way at all to write most of them, and the others might turn the words around them.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
