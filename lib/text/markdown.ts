import { type Safe, safe, tagOf } from './safe';
import { seen } from './seen';
import type { Terminal } from './terminal';

/** For the comments of GitHub and GitLab, also between the tags of HTML in them. */
export type Markdown = Safe<'markdown'>;

/** Values format nothing, lead nowhere, mention nobody and are no formula. */
export const markdown = tagOf<'markdown'>(escaped, text => text.replace(/^(\s*):(?=:)/gm, '$1&#58;'));

// An entity is never taken for what formats: https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references.
// Links and mentions, however, are looked for in what is read in the end: there a comment comes in between.
function escaped(text: string): string {
  return seen(text).replace(ACTIVE, (mark, at: number, whole: string) => {
    if (mark === '$') return '<span>$</span>';
    if (/^[a-z@#!%:]/i.test(mark)) return `${mark}${NOTHING}`;
    const entity = ENTITIES[mark] ?? `&#${mark.codePointAt(0)};`;
    return /^[&~]\w/.test(whole.slice(at)) ? `${entity}${NOTHING}` : entity;
  });
}

const NOTHING = '<!-- -->';
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

// What formats; what begins a list, a heading or code at the start of a line; what names an address, a person, an issue
// or a merge request.
const ACTIVE = /[&<>"'\\`*_[\]|~$@#]|^[ +=-]|(?<=^\d+)[.)]|[!%](?=[\w"])|:(?=\/\/)|www(?=\.)|\bGH(?=-\d)/gi;

/** A table; cells that are no Markdown yet become some. */
export function table(head: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | Markdown>>): Markdown {
  const line = (cells: ReadonlyArray<string | Markdown>) => markdown`|${cells.map(cell => markdown` ${cell} |`)}`;
  return markdown.joined([line(head), line(head.map(() => markdown`---`)), ...rows.map(line)], '\n');
}

/** Lines just as they are. */
export function fenced(language: 'text' | 'mermaid', { text }: Terminal | Safe<'mermaid'>): Markdown {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return safe(`${fence}${language}\n${text}\n${fence}`);
}

/** A text that is seen on demand, below a title. */
export function folded(title: string, content: Markdown): Markdown {
  return markdown`<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
