import { existsSync } from 'node:fs';
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

function leadsSomewhere({ file, anchors }: Document, target: string): boolean {
  if (/^https:\/\//.test(target)) return true;
  const [path, anchor] = target.split('#') as [string, string?];
  if (!path) return anchors.has(anchor!);
  const to = normalize(join(dirname(file), path)).replace(/\/$/, '');
  // What git ignores is not there for the reader.
  const there = existsSync(join(CHECKOUT, to)) && files.some(known => known === to || known.startsWith(`${to}/`));
  return there && (anchor === undefined || all.some(other => other.file === to && other.anchors.has(anchor)));
}
