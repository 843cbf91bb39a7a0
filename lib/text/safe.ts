/**
 * A text that may leave the program as it is: what others wrote can only be read in it, and does nothing. A tag of this
 * folder makes it, so that a name which nobody has made safe does not compile.
 */
class SafeText<Language extends string> {
  // It keeps the languages apart: what is safe in one of them need not be in another.
  declare protected readonly language: Language;
  public constructor(public readonly text: string) {}
}

export type Safe<Language extends string> = SafeText<Language>;

/** What may stand in a template: strings and numbers are made safe, undefined is left out. */
type Part<Language extends string> = Safe<Language> | string | number | undefined | readonly Part<Language>[];

type Between = '' | ' ' | ', ' | '\n' | '\n\n';

/** The tag of a template whose own words are ours, and whose values may be anybody's. */
interface Tag<Language extends string> {
  (strings: TemplateStringsArray, ...parts: readonly Part<Language>[]): Safe<Language>;
  /** Several, with something of ours between them. */
  joined(parts: readonly Part<Language>[], between: Between): Safe<Language>;
}

/**
 * A way to write.
 * @param escaped makes the text of a value safe
 * @param whole makes safe what values and our words make together @default - nothing more is to be done
 */
export function tagOf<Language extends string>(
  escaped: (value: string) => string,
  whole: (text: string) => string = text => text,
): Tag<Language> {
  const written = (part: Part<Language>): string => {
    if (part === undefined) return '';
    if (part instanceof SafeText) return part.text;
    return typeof part === 'object' ? part.map(written).join('') : escaped(String(part));
  };
  const tag = (strings: TemplateStringsArray, ...parts: readonly Part<Language>[]) =>
    new SafeText<Language>(whole(strings.map((string, index) => `${string}${written(parts[index])}`).join('')));
  const joined = (parts: readonly Part<Language>[], between: Between) =>
    new SafeText<Language>(whole(parts.map(written).join(between)));
  return Object.assign(tag, { joined });
}

/** What a function of this folder has made safe. */
export function safe<Language extends string>(text: string): Safe<Language> {
  return new SafeText<Language>(text);
}
