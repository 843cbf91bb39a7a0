import { planPage } from '../../../lib/analysis/plan/page/page';
import { planMarkdown } from '../../../lib/analysis/plan/report/markdown';
import { planText } from '../../../lib/analysis/plan/report/text';
import type { Plan } from '../../../lib/analysis/plan/story';
import { edited, outputOf, texts } from '../check/output';
import { planned } from './told';

const PING = outputOf('ping');
const promoted = edited(PING, [
  { file: 'release/traffic/Service.ping.k8s.yaml', from: 'colour: blue', to: 'colour: green' },
  { file: 'green/Deployment.ping-green.k8s.yaml', from: 'replicas: 2', to: 'replicas: 3' },
]);
const page = (plan: Plan) => planPage(plan, { fleet: [], histories: [], now: 0 }).text;
const everywhere = (plan: Plan) => [planText(plan, true).text, planMarkdown(plan).text, page(plan)];

test('each object that differs stands under its story, key by key, with what was and what is', () => {
  const plan = planned(PING, promoted);
  expect(planText(plan, true).text).toContain(`
    | Deployment ping-green (dist/apps/production/ping/green/Deployment.ping-green.k8s.yaml): changed
    |   spec.replicas: 2 -> 3
    | Service ping (dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml): changed
    |   spec.selector.blue-green/colour: blue -> green
`);
  expect(planText(plan).text).not.toContain('spec.replicas');
});

test('in a comment and on a page they are folded', () => {
  const plan = planned(PING, promoted);
  expect(planMarkdown(plan).text).toMatch(
    /<details><summary>ping in production: 2 objects, key by key<\/summary>[\s\S]*spec\.replicas: 2 -> 3[\s\S]*<\/details>/,
  );
  const [details = ''] = /<details class="objects">[\s\S]*<\/details>/.exec(page(plan)) ?? [];
  expect(details).toContain('<summary>2 objects, key by key</summary>');
  expect(details).toContain('<code>spec.replicas</code>');
});

test('an object that comes or goes is named, with its file', () => {
  const file = 'dist/apps/production/ping/base/ServiceAccount.ping.k8s.yaml';
  const without = new Map([...PING].filter(([path]) => path !== file));
  expect(planText(planned(PING, without), true).text).toContain(`    | ServiceAccount ping (${file}): removed\n`);
  expect(planText(planned(without, PING), true).text).toContain(`    | ServiceAccount ping (${file}): added\n`);
});

test('what a Secret holds is shown nowhere, nor what looks like a secret in another object', () => {
  const secret = (value: string, type: string) => `apiVersion: v1
kind: Secret
metadata: { name: db }
type: ${type}
data: { url: ${value} }
stringData: { note: ${value}-note }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { DB_PASSWORD: ${value}-password }
`;
  const plan = planned(
    texts({ 'all.yaml': secret('hunter2', 'Opaque') }),
    texts({ 'all.yaml': secret('horse', 'other') }),
  );
  for (const text of everywhere(plan)) {
    expect(text).not.toMatch(/hunter2|horse/);
    expect(text).toContain('(hidden)');
  }
  expect(planText(plan, true).text).toContain('type: Opaque -> other');
  expect(JSON.stringify(plan)).not.toMatch(/hunter2|horse/);
});

test('thousands of keys and objects are cut, and counted', () => {
  const configMap = (index: number, value: string, keys: number) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${index} }\ndata:\n${Array.from({ length: keys }, (_, key) => `  k${key}: ${value}\n`).join('')}`;
  const all = (value: string) =>
    texts({ 'a.yaml': Array.from({ length: 60 }, (_, index) => configMap(index, value, 100)).join('---\n') });
  const text = planText(planned(all('a'), all('b')), true).text;
  expect(text).toContain('and 60 more keys');
  expect(text).toContain('and 10 more objects');
  expect(planMarkdown(planned(all('a'), all('b'))).text.length).toBeLessThan(65_536);
});
