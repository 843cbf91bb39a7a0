import fc from 'fast-check';
import { withoutSecrets } from '../../../lib/construct/props/secret-value';
import { planned } from '../plan/told';
import { broken, reviewed, texts } from './output';

const PLACES = ['variable', 'argument', 'own line', 'config', 'file of config'] as const;

// A pair of Deployments and a migration, with a text in one place of each.
function files(text: string, place: (typeof PLACES)[number], name = 'LEVEL'): Map<string, string> {
  const said = JSON.stringify(text);
  const container = {
    variable: `env: [{ name: ${name}, value: ${said} }]`,
    argument: `args: [${said}]`,
    'own line': `args: [${said.replace(' ', '", "')}]`,
    config: 'envFrom: [{ configMapRef: { name: web } }]',
    'file of config': 'volumeMounts: [{ name: files, mountPath: /etc/web }]',
  }[place];
  const pods = (image: string) =>
    `containers: [{ name: app, image: "${image}", ${container} }], volumes: [{ name: files, configMap: { name: web } }]`;
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
data: { ${place.endsWith('config') ? `${name}: ${said}` : 'LEVEL: info'} }
`,
  });
}

// All that is printed of a change, in whatever format, is made of these two.
function shown(before: Map<string, string>, after: Map<string, string>): string {
  return JSON.stringify([reviewed(before, after), planned(before, after)]);
}

test.each([
  ['variable', 'hunter2', 'DB_PASSWORD', ['BG001', 'BG006']],
  ['argument', '--token=hunter2', undefined, ['BG001', 'BG006']],
  ['own line', '--token hunter2', undefined, ['BG001', 'BG006']],
  ['config', 'hunter2', 'API_TOKEN', ['BG009']],
] as const)('a secret as %s is found to change, and never shown', (place, secret, name, rules) => {
  const [before, after] = [secret, secret.replace('hunter2', 'correct-horse')].map(text => files(text, place, name));
  expect(broken(before!, after!)).toEqual(rules);
  expect(shown(before!, after!)).not.toMatch(/hunter2|correct-horse/);
});

// Ways in which a secret stands in a text that says more.
const CARRIERS: ReadonlyArray<(secret: string) => string> = [
  secret => `postgres://shop:${secret}@db.example.com:5432/shop?sslmode=require`,
  secret => `redis://:${secret}@cache:6379`,
  secret => `shop:${secret}@tcp(db:3306)/shop`,
  secret => `Server=db;User Id=shop;Password=${secret};Encrypt=true`,
  secret => `jdbc:postgresql://db/shop?user=shop&password=${secret}&ssl=true`,
  secret => `--api-key ${secret} --level debug`,
  secret => `-Ddb.password=${secret} -Xmx1g`,
  secret => `level: info\ndbPassword: ${secret}\nport: 80\n`,
  secret => `level: info\npassword: "${secret} and more"\nport: 80\n`,
  secret => `level: info\ntoken: |-\n  ${secret}\n  ${secret}\nport: 80\n`,
  secret => `{"level":"info","clientSecret":"${secret}","port":80}`,
  secret => `{\n  "apiKey": "${secret}",\n  "port": 80\n}`,
  secret => `[db]\npassword = ${secret}\n`,
  secret => `export SECRET_KEY_TOKEN='${secret}'; exec app`,
  secret => `curl -H "Authorization: Bearer ${secret}" http://web`,
  secret => `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----\n`,
];

const anySecret = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{10,30}[0-9]$/);
const anyWords = fc.stringMatching(/^([a-z]{1,8} ){0,20}$/);

test.each(CARRIERS.map(carrier => [JSON.stringify(carrier('…')), carrier] as const))(
  'a secret in a longer text is never shown, be it what changes or what stands beside it: %s',
  (_, carrier) => {
    const anyPlace = fc.constantFrom(...PLACES);
    fc.assert(
      fc.property(anyPlace, anySecret, anySecret, anyWords, fc.boolean(), (place, old, fresh, words, stays) => {
        const text = (secret: string, more: string) => `${words}${words && '\n'}${carrier(secret)}${more}`;
        const [before, after] = [files(text(old, ''), place), files(text(stays ? old : fresh, ' # new'), place)];
        const all = shown(before, after);
        expect(all).toContain('BG00');
        for (const secret of [old, fresh]) expect(all).not.toContain(secret);
      }),
      { numRuns: 20 },
    );
  },
);

test('what stands beside a secret is shown', () => {
  const text = (level: string) => `level: ${level}\npassword: hunter2\n`;
  const all = shown(files(text('info'), 'file of config'), files(text('debug'), 'file of config'));
  expect(all).toContain('level: debug\\\\npassword: (hidden)');
});

test.each([
  'max_tokens=4096',
  'password: $(DB_PASSWORD)',
  'tokenFile: /run/token',
  'https://host:443/a@b',
  'app@sha256:1',
])('what only looks like a secret at first sight is shown: %s', text => {
  expect(shown(files('old', 'argument'), files(text, 'argument'))).toContain(text);
});

test.each(['a', '-', 'a.', 'password', '="', ' ', 'a:', '--token '])(
  'a long text is looked through at once: of %j again and again',
  part => {
    const started = performance.now();
    withoutSecrets('', part.repeat(500_000 / part.length));
    expect(performance.now() - started).toBeLessThan(2_000);
  },
);
