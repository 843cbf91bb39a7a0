import fc from 'fast-check';
import { html } from '../../lib/text/html';
import { anyText, XML_TEXT } from './any-text';

const escaped = (value: string) => html`${value}`.text;

test('whatever a text holds, only what XML allows comes out, and no character of markup', () => {
  fc.assert(
    fc.property(anyText, text => {
      const written = escaped(text);
      expect(written).toMatch(XML_TEXT);
      expect(written.replace(/&(amp|lt|gt|quot|#3[59]);/g, '')).not.toMatch(/[&<>"']/);
    }),
  );
});

test('what can be seen is read as it was written', () => {
  expect(escaped(`<a href="x">it's 1 & 2</a> – ünï ✓ 😀`)).toBe(
    '&lt;a href=&quot;x&quot;&gt;it&#39;s 1 &amp; 2&lt;/a&gt; – ünï ✓ 😀',
  );
});

test('what would turn the words around it, or end a text, becomes a space', () => {
  expect(escaped('a\u202eb\u2066c\0d\ud800e\uffffe')).toBe('a b c d e e');
});
