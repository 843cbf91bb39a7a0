import { judgedIn, judgedLines, nothingFound } from '../../../lib/analysis/check/judged';
import { change, outputOf, texts } from './output';

const deployment = (name: string, labels: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: { matchLabels: ${labels} }, template: { metadata: { labels: ${labels} }, spec: { containers: [{ name: app, image: "app:1" }] } } }\n`;

const said = (files: ReadonlyMap<string, string>) => {
  const judged = judgedIn(change(undefined, files).head);
  return [...judgedLines(judged), nothingFound(judged)];
};

test('which applications were judged, and by what users come to them', () => {
  expect(said(new Map([...outputOf('ping'), ...outputOf('shop', 'staging')]))).toEqual([
    'judged: 2 applications delivered blue-green: production/ping by Service ping and staging/shop by Service shop-admin and Service shop-partners and Service shop-web and GRPCRoute shop and HTTPRoute shop',
    'Nothing found that can hurt users',
  ]);
});

test('where nothing is delivered blue-green, silence is no praise', () => {
  expect(said(texts({ 'web.yaml': deployment('web', '{ app: web }') }))).toEqual([
    'judged: only for whether somebody answers and the doors stay as wide, because nothing tells colours: default/web',
    'Nothing here is delivered blue-green: nothing found, and little was judged',
  ]);
  expect(said(texts({ 'map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: notes }\n' }))).toEqual([
    'Nothing here is delivered blue-green: nothing was judged',
  ]);
});

test('a change that touches no manifest has nothing to say of them', () => {
  expect(said(new Map())).toEqual(['Nothing found that can hurt users']);
});
