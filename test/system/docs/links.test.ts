import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { CHECKOUT, type Document, documents, filesOfCheckout } from './document';

const all = documents();
const files = filesOfCheckout();
const { scripts } = require(join(CHECKOUT, 'package.json'));

test.each(all)('every link of $file leads somewhere', document => {
  expect(document.links.filter(link => !leadsSomewhere(document, link.target))).toEqual([]);
});

test.each(all)('every script that $file names is in package.json', ({ prose }) => {
  const named = prose.flatMap(({ text }) => [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!));
  expect(named.filter(script => !scripts[script])).toEqual([]);
});

test.each(all)('every place of the code that $file names is there', ({ prose }) => {
  const named = prose.flatMap(({ text }) => [...text.matchAll(/`((?:lib|test)\/[\w./-]+)`/g)].map(([, path]) => path!));
  expect(named.filter(path => !/NN/.test(path) && !existsSync(join(CHECKOUT, path)))).toEqual([]);
});

test.each(all)('code in $file stands in fences, where it is tested', ({ prose }) => {
  const indented = prose.filter(({ text }, index) => /^ {4,}\S/.test(text) && !prose[index - 1]?.text);
  expect(indented).toEqual([]);
});

describe.each(files.filter(file => /^docs\/.*\.svg$/.test(file)))('the picture %s', file => {
  const svg = readFileSync(join(CHECKOUT, file), 'utf8');
  // What moves is no text.
  const words = svg.replace(/<style>[\s\S]*<\/style>/, '').matchAll(/>([^<]+)</g);
  const texts = [...words].flatMap(([, text]) => text!.trim() || []);

  test('is whole: every element ends, in order, and no attribute is said twice', () => {
    const open: string[] = [];
    const rest = svg.replaceAll(
      /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>/g,
      (_, end, name, attributes, alone) => {
        if (end) expect([name, attributes]).toEqual([open.pop(), '']);
        else if (!alone) open.push(name);
        const names = [...attributes.matchAll(/\s([\w:-]+)=/g)].map(([, one]) => one);
        expect(names).toEqual([...new Set(names)]);
        return '';
      },
    );
    expect(open).toEqual([]);
    expect(rest).not.toMatch(/[<>&]/);
  });

  test('stands in a document, and stands still for who wants that; it is as dark as the page', () => {
    const shown = all.flatMap(document => document.links.map(({ target }) => join(dirname(document.file), target)));
    expect(shown).toContain(file);
    const still = svg.replaceAll(/@media \(prefers-reduced-motion: no-preference\) \{[\s\S]*?\n {4}\}/g, '');
    expect([/animation/.test(svg), /animation|<animate/.test(still)]).toEqual([true, false]);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });

  test('speaks in the words of the project: its verbs, its colours, and what it calls its objects', () => {
    const verbs = texts.filter(text => /^\w+$/.test(text) && text !== 'users');
    expect(verbs).toEqual(['deploy', 'promote', 'rollback']);
    const [readme] = all.filter(document => document.file === 'README.md');
    const said = [...readme!.prose, ...readme!.blocks].map(({ text }) => text).join('\n');
    const objects = texts.flatMap(text => text.match(/^(Deployment|Service) [\w-]+$/g) ?? []);
    expect(objects).toEqual(['Service ping', 'Deployment ping-blue', 'Deployment ping-green']);
    expect([...objects, 'Job', 'gate', 'selects', 'active'].filter(word => !said.includes(word))).toEqual([]);
    expect(texts.join(' ')).not.toMatch(/canary|cut ?over|go live|slot|stable|preview|color\b/i);
  });
});

function leadsSomewhere({ file, anchors }: Document, target: string): boolean {
  if (/^https:\/\//.test(target)) return true;
  const [path, anchor] = target.split('#') as [string, string?];
  if (!path) return anchors.has(anchor!);
  const to = normalize(join(dirname(file), path)).replace(/\/$/, '');
  // What git ignores is not there for the reader.
  const there = existsSync(join(CHECKOUT, to)) && files.some(known => known === to || known.startsWith(`${to}/`));
  return there && (anchor === undefined || all.some(other => other.file === to && other.anchors.has(anchor)));
}
