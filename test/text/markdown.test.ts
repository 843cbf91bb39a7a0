import fc from 'fast-check';
import { marked } from 'marked';
import { fenced, folded, markdown, table } from '../../lib/text/markdown';
import { terminal } from '../../lib/text/terminal';
import { hostile } from './hostile';

/** The text of a page as a browser takes it apart: what stands between two tags or comments is one piece. */
function piecesOf(page: string): string[] {
  return page
    .split(/<!--[\s\S]*?-->|<[^>]*>/)
    .map(piece =>
      piece
        .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
        .replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name as 'lt']),
    );
}

function tagsOf(page: string): string[] {
  // Before a space, ** makes nothing strong, and is seen as it is.
  return (page.match(/<\/?[a-z]\w*/g) ?? []).filter(tag => !tag.endsWith('strong'));
}

/** A document with a value wherever one may stand. */
function documentWith(value: string): string {
  const cell = markdown`${value}: ${value}<br><code>${value}</code>`;
  const parts = [
    markdown`### ${value}`,
    markdown`- **${value}**: kind: ${value}\n- ${value}`,
    table(['one', 'two'], [[value, cell]]),
    folded(value, markdown`${value}\n\n${fenced('text', terminal`${value}\n${value}`)}`),
    markdown`<sub>${value}</sub>`,
  ];
  return markdown.joined(parts, '\n\n').text;
}

const page = (value: string) => marked.parse(documentWith(value), { async: false, gfm: true });

test('whatever a value holds, the comment has no other tag than with a plain one: no link, no picture, no list', () => {
  const expected = tagsOf(page('web'));
  expect(expected).toContain('<table');
  fc.assert(
    fc.property(hostile, value => {
      // A formula is kept from being one by a tag of ours.
      const tags = tagsOf(page(value.trim() ? value : 'web').replace(/<span>\$<\/span>/g, '$'));
      expect(tags).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test('nothing that a value holds is taken for an address, a person, an issue or a merge request', () => {
  const REFERENCES = /@\w|(?<![&\w])#\d|\bGH-\d|[!%&~]\d|~\w|:\/\/|www\.\w|\$.+\$/i;
  fc.assert(
    fc.property(hostile, value => {
      const outside = page(value).replace(/<pre>[\s\S]*?<\/pre>/g, '');
      expect(piecesOf(outside).filter(piece => REFERENCES.test(piece))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('a value is read as it was written', () => {
  const written = 'a*b*_c_ `d` <e> [f](g) | h \\| #1 @i $j$ ~k & l www.m.n http://o 1. GH-2 !3 %4';
  const [, read] = /<sub>(.*?)<\/sub>/.exec(page(written))!;
  expect(piecesOf(read!).join('')).toBe(written);
});
