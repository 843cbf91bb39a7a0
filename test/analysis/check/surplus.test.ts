import { broken, texts } from './output';

// What a Service selects besides its colours, told apart by versions, dissolves them not.

const pods = (labels: string, image: string) =>
  `template: { metadata: { labels: ${labels} }, spec: { restartPolicy: Never, containers: [{ name: app, image: "${image}" }] } }`;
const deployment = (version: string, image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web-${version} }\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: web, version: ${version} } }\n  ${pods(`{ app: web, version: ${version} }`, image).replace('restartPolicy: Never, ', '')}\n`;
const JOB = `apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate }\nspec:\n  ${pods('{ app: web, version: v1 }', 'web:1')}\n`;
const CRON = `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: sweep }\nspec:\n  schedule: "0 3 * * *"\n  jobTemplate:\n    spec:\n      ${pods('{ app: web, version: v1 }', 'web:1')}\n`;
const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web, version: v1 }, ports: [{ port: 80 }] }\n';

test.each([
  ['a Job', JOB],
  ['a CronJob', CRON],
])('%s with the labels of the pods that users are on hides no change of them', (_, surplus) => {
  const files = (image: string) =>
    texts({ 'all.yaml': [deployment('v1', image), deployment('v2', 'web:2'), SERVICE, surplus].join('---\n') });
  expect(broken(files('web:1'), files('web:1.1'))).toEqual(['BG001']);
});
