import { planned, told } from '../plan/told';
import { reviewed, texts } from './output';

// What could be judged before and can not be judged after a change, in YAML of others.

const labels = (colour: string) => `{ app: web, colour: ${colour} }`;
const deployment = (colour: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-${colour}\nspec:\n  replicas: 2\n  selector: { matchLabels: ${labels(colour)} }\n  template:\n    metadata: { labels: ${labels(colour)} }\n    spec: { containers: [{ name: web, image: "web:1" }] }\n`;
const SERVICE = `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: LoadBalancer\n  selector: ${labels('blue')}\n  ports: [{ port: 80 }]\n`;
const PAIR = { 'blue.yaml': deployment('blue'), 'green.yaml': deployment('green'), 'service.yaml': SERVICE };
const list = (...files: string[]) => `resources: [${files.join(', ')}]\n`;
const LISTED = { ...PAIR, 'kustomization.yaml': list(...Object.keys(PAIR)) };

const found = (base: Record<string, string>, head: Record<string, string>) =>
  reviewed(texts(base), texts(head)).findings.map(({ rule, file, line, message }) => ({ rule, file, line, message }));
const tells = (base: Record<string, string>, head: Record<string, string>) => told(planned(texts(base), texts(head)));

test('marks of a conflict in what users come through: BG030, at the line, with what is not judged any more', () => {
  const head = { ...PAIR, 'service.yaml': SERVICE.replace('spec:', '<<<<<<< HEAD\nspec:') };
  expect(found(PAIR, head)).toEqual([
    {
      rule: 'BG030',
      file: 'service.yaml',
      line: 5,
      message: expect.stringMatching(/^this is no YAML: .*; Service web was judged before, and can not be now$/),
    },
  ]);
  expect(tells(PAIR, head)[0]).toMatch(/: outage: nobody answers/);
});

test('a file that a kustomization stops to list, and that stays: BG030, and plan tells the outage', () => {
  const head = { ...LISTED, 'kustomization.yaml': list('blue.yaml', 'green.yaml') };
  expect(found(LISTED, head)).toEqual([
    {
      rule: 'BG030',
      file: 'kustomization.yaml',
      line: undefined,
      message: 'it no longer lists service.yaml; Service web was judged before, and can not be now',
    },
  ]);
  expect(tells(LISTED, head)[0]).toMatch(/: outage: nobody answers/);
});

test('a kustomization that begins to change what it lists, or that is no YAML any more', () => {
  const changed = {
    ...LISTED,
    'kustomization.yaml': `${LISTED['kustomization.yaml']}images: [{ name: web, newTag: "2" }]\n`,
  };
  expect(found(LISTED, changed)).toEqual([
    expect.objectContaining({
      rule: 'BG030',
      file: 'kustomization.yaml',
      message: expect.stringMatching(/^kustomize changes what is listed here/),
    }),
  ]);
  const broken = { ...LISTED, 'kustomization.yaml': `<<<<<<< HEAD\n${LISTED['kustomization.yaml']}` };
  expect(found(LISTED, broken)).toContainEqual(
    expect.objectContaining({
      rule: 'BG030',
      message: expect.stringMatching(/nothing of what it lists is applied any more$/),
    }),
  );
});

test('a placeholder in the place of a value', () => {
  const head = { ...PAIR, 'blue.yaml': PAIR['blue.yaml'].replace('"web:1"', '"{{ .Values.image }}"') };
  expect(found(PAIR, head).map(({ rule, line }) => `${rule} ${line}`)).toContain('BG030 10');
});

test.each<[string, Record<string, string>, Record<string, string>]>([
  [
    'a file that could never be read',
    { ...PAIR, 'chart.yaml': 'a: {{ b }}\n' },
    { ...PAIR, 'chart.yaml': 'a: {{ c }}\n' },
  ],
  ['a file that comes, and is a template', PAIR, { ...PAIR, 'chart.yaml': 'a: {{ b }}\n' }],
  ['a kustomization comes that lists all', PAIR, LISTED],
  [
    'a listed file gets another name',
    LISTED,
    {
      ...PAIR,
      'service.yaml': '# moved\n',
      'web.yaml': SERVICE,
      'kustomization.yaml': list('blue.yaml', 'green.yaml', 'web.yaml'),
    },
  ],
  [
    'a file that no kustomization lists, and none did',
    { ...PAIR, 'more/kustomization.yaml': list() },
    { ...PAIR, 'more/kustomization.yaml': `${list()}namespace: shop\n` },
  ],
])('BG030 has nothing against it: %s', (_, base, head) => {
  expect(found(base, head)).toEqual([]);
});
