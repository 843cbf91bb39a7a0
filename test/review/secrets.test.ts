import { broken, reviewed, texts } from './output';

// A job of a Deployment pair, and a migration, with a secret in a place of its own.
const files = (secret: string, place: 'env' | 'argument' | 'flag' | 'config') => {
  const container = {
    env: `env: [{ name: DB_PASSWORD, value: ${secret} }]`,
    argument: `args: ["--token=${secret}"]`,
    flag: `args: ["--token", "${secret}"]`,
    config: 'envFrom: [{ configMapRef: { name: web } }]',
  }[place];
  const pods = (image: string) => `containers: [{ name: app, image: "${image}", ${container} }]`;
  const deployment = (slot: string, image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${slot} }
spec:
  replicas: 2
  selector: { matchLabels: { app: web, slot: ${slot} } }
  template:
    metadata: { labels: { app: web, slot: ${slot} } }
    spec: { ${pods(image)} }
`;
  return texts({
    'blue.yaml': deployment('blue', 'web:1'),
    'green.yaml': deployment('green', 'web:2'),
    'service.yaml': `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: NodePort, selector: { app: web, slot: blue }, ports: [{ port: 80 }] }
`,
    'job.yaml': `apiVersion: batch/v1
kind: Job
metadata: { name: web-migrate }
spec: { template: { spec: { restartPolicy: Never, ${pods('web:2')} } } }
`,
    'config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: web }
data: { ${place === 'config' ? `API_TOKEN: ${secret}` : 'LEVEL: info'} }
`,
  });
};

test.each([
  ['env', ['BG001', 'BG006']],
  ['argument', ['BG001', 'BG006']],
  ['flag', ['BG001', 'BG006']],
  ['config', ['BG009']],
] as const)('a secret in %s is found to change, and never shown', (place, rules) => {
  const [before, after] = [files('hunter2', place), files('correct-horse', place)];
  expect(broken(before, after)).toEqual(rules);
  expect(JSON.stringify(reviewed(before, after))).not.toMatch(/hunter2|correct-horse/);
});
