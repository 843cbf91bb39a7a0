import { planPage } from '../../../lib/analysis/plan/page/page';
import { planMarkdown } from '../../../lib/analysis/plan/report/markdown';
import { summary } from '../../../lib/analysis/plan/summary';
import { broken, edited, outputAs, outputOf, reviewed, texts } from '../check/output';
import { planned, told } from './told';

const PING = outputOf('ping');
const NOTHING = texts({});
const lines = (base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>) => told(planned(base, head));

const deployment = (slot: string, image: string, label = 'slot') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${slot} }
spec:
  replicas: 2
  selector: { matchLabels: { app: web, ${label}: ${slot} } }
  template:
    metadata: { labels: { app: web, ${label}: ${slot} } }
    spec: { containers: [{ name: app, image: ${JSON.stringify(image)}, env: [{ name: LEVEL, value: info }] }] }
`;
const service = (slot: string, name = 'web') => `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { type: NodePort, selector: { app: web, slot: ${slot} }, ports: [{ port: 80 }] }
`;
const byHand = (...documents: readonly string[]) => texts({ 'all.yaml': documents.join('---\n') });

test('a new application and a removal are told as such', () => {
  expect(lines(NOTHING, PING)).toEqual([
    expect.stringMatching(/^ping in production: new: blue \(1\.0, .*users are on it/),
  ]);
  expect(lines(PING, NOTHING)).toEqual([
    expect.stringMatching(/^ping in production: removal: there was blue \(1\.0, /),
  ]);
});

test('a promotion moves every Service of users, and one that stays behind is found', () => {
  const spec = (text: string) =>
    `${text}services: { admin: { ports: [{ name: http, port: 80 }], preview: ping-next } }\n` +
    'ingress: { host: a.example.com, rules: [{ host: b.example.com }], preview: { host: next.example.com } }\n';
  const release = (text: string) => text.replace('active: blue', 'active: green');
  const [base, head] = [outputAs('ping', { spec }), outputAs('ping', { spec, release })];
  expect(lines(base, head)).toEqual([expect.stringMatching(/^ping in production: move: users move from blue/)]);
  expect(lines(PING, base)).toEqual([
    'ping in production: objects: Ingress ping-preview, Ingress ping, Service ping-admin and Service ping-next are added',
  ]);
  const admin = 'dist/apps/production/ping/release/traffic/Service.ping-admin.k8s.yaml';
  expect(broken(base, head)).toEqual([]);
  expect(broken(base, new Map([...head, [admin, base.get(admin)!]]))).toContain('BG007');
});

test('workers are told as what they do: they move with users, and end and start with them', () => {
  const said = (active: string, workers: string) =>
    outputAs('ping', {
      spec: text => `${text}\nworkers:\n${workers}`,
      release: text => text.replace('active: blue', `active: ${active}`),
    });
  const MAIL = '  mail: { args: [mail], overlap: false }\n';
  expect(lines(said('blue', MAIL), said('green', MAIL))).toContainEqual(
    expect.stringMatching(
      /^ping in production: objects: the worker ping-mail moves to release \w{10} \(2\.0\), from release \w{10} \(1\.0\); nobody is at work in between$/,
    ),
  );
  const more = said('blue', `${MAIL}  post: { args: [post] }\n`);
  expect(lines(said('blue', MAIL), more)).toContainEqual(
    expect.stringMatching(/: the worker ping-post starts, with release \w{10} \(1\.0\)$/),
  );
  expect(lines(more, said('blue', MAIL))).toContainEqual(
    expect.stringMatching(/: the worker ping-post ends, of release \w{10} \(1\.0\)$/),
  );
});

test('workers count in what is asked of a quota', () => {
  const said = (replicas: number) =>
    outputAs('ping', {
      spec: text =>
        `${text}\nworkers: { mail: { args: [mail], replicas: ${replicas}, resources: { requests: { cpu: "1" } } } }\n`,
    });
  expect(lines(said(1), said(3)).filter(line => line.includes(': quota: '))).toEqual([
    expect.stringMatching(/both colours and the workers ask for \d+ pods, CPU 3.*; before: \d+ pods, CPU 1/),
  ]);
});

test('a worker that is started now and then is told with what becomes of a run', () => {
  const said = (active: string) =>
    outputAs('ping', {
      spec: text => `${text}\nworkers: { mail: { args: [mail], schedule: "@daily" } }\n`,
      release: text => text.replace('active: blue', `active: ${active}`),
    });
  expect(lines(said('blue'), said('green'))).toContainEqual(
    expect.stringMatching(
      /: the worker ping-mail moves to release \w{10} \(2\.0\), from release \w{10} \(1\.0\); a run that is under way ends as it began$/,
    ),
  );
  expect(broken(said('blue'), said('green'))).toEqual([]);
});

test('a migration is told with the colour that it runs for', () => {
  const file = 'dist/apps/production/ping/migrate/green/Job.ping-expand-0123456789.k8s.yaml';
  const job = `apiVersion: batch/v1
kind: Job
metadata: { name: ping-expand-0123456789, namespace: demo }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: expand, image: app }] } } }
`;
  expect(lines(PING, new Map([...PING, [file, job]]))).toEqual([
    'ping in production: migration: Job ping-expand-0123456789 runs once and changes the database, before the pods of green start',
  ]);
});

test('other settings of the idle colour are a change of config', () => {
  const [before, after] = ['info', 'debug'].map(level =>
    byHand(deployment('blue', 'web:1'), deployment('green', 'web:2').replace('info', level), service('blue')),
  ) as [Map<string, string>, Map<string, string>];
  const plan = planned(before, after);
  expect(plan.stories.flatMap(({ effects }) => effects)).toEqual([
    expect.objectContaining({
      kind: 'config',
      differences: [{ key: 'env.LEVEL', before: 'info', after: 'debug' }],
    }),
  ]);
});

test('a ConfigMap that goes, and that pods of users go on to refer to, is a change under users', () => {
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { LEVEL: info }\n';
  const refer = (text: string) => text.replace('env: [', 'envFrom: [{ configMapRef: { name: settings } }], env: [');
  const web = [refer(deployment('blue', 'web:1')), deployment('green', 'web:2'), service('blue')];
  expect(lines(byHand(...web, config), byHand(...web))).toEqual([
    'web in default: live change: ConfigMap settings is removed: no pod of blue that starts next finds it, those that users are on too',
  ]);
});

test('of what engines never delete, nobody is told that they do', () => {
  const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ping-data, labels: { blue-green/application: ping }, annotations: { kustomize.toolkit.fluxcd.io/prune: disabled } }
`;
  const folder = 'dist/apps/production/ping';
  const before = new Map([...PING, [`${folder}/base/PersistentVolumeClaim.ping-data.k8s.yaml`, claim]]);
  const without = (...names: readonly string[]) =>
    new Map([...before].filter(([file]) => !names.some(name => file.includes(`/${name}.`))));
  const losses = (after: Map<string, string>) =>
    reviewed(before, after).findings.flatMap(({ rule, users }) => (rule === 'BG005' ? [users] : []));

  const claimless = without('PersistentVolumeClaim.ping-data');
  expect(losses(claimless)).toEqual([expect.stringMatching(/^by its annotations it stays in the cluster/)]);
  expect(lines(before, claimless)).toEqual([
    'ping in production: objects: PersistentVolumeClaim ping-data leaves git, and stays in the cluster',
  ]);

  const idle = without('Deployment.ping-green', 'ServiceAccount.ping');
  expect(losses(idle)).toEqual([
    'the engine deletes it, and whatever relies on it fails',
    expect.stringMatching(/^by its annotations it stays in the cluster with its pods/),
  ]);
  // The colour's Deployment is told once, as the colour.
  expect(lines(before, idle)).toEqual([
    expect.stringMatching(
      /: removal: green \(.*\) leaves git, and its pods stay in the cluster; users are on blue \(1\.0\)$/,
    ),
    'ping in production: objects: ServiceAccount ping is removed',
  ]);

  const gone = new Map([...before].filter(([file]) => !file.startsWith(folder)));
  expect(losses(gone)).toEqual([
    expect.stringMatching(/^by their annotations \d of them stay in the cluster, .* the others may be deleted/),
  ]);
});

test('users who are led to a colour without pods reach nobody, whoever else is behind their Service', () => {
  const sized = (text: string, pods: number) => text.replace('replicas: 2', `replicas: ${pods}`);
  const worker = deployment('blue', 'web:1')
    .replace('web-blue', 'worker')
    .replaceAll('app: web', 'job: mail, app: web');
  const at = (pods: number) =>
    byHand(sized(deployment('blue', 'web:1'), pods), deployment('green', 'web:2'), worker, service('blue'));
  expect(lines(at(2), at(0)).filter(line => line.includes(': outage: '))).toHaveLength(1);
});

test('what tells pods who is active moves with the users, and is no change under them', () => {
  const spec = (text: string) => `${text}\nlive: { variable: COLOUR, file: /etc/blue-green/active }\n`;
  const asked = (text: string) => spec(text).replace('service: {', 'service: { tellsColour: true,');
  const promoted = (text: string) => text.replace('active: blue', 'active: green');
  const before = outputAs('ping', { spec: asked });
  const after = outputAs('ping', { spec: asked, release: promoted });
  const config = 'dist/apps/production/ping/release/traffic/ConfigMap.ping-active.k8s.yaml';
  expect([before.get(config), after.get(config)].map(text => /^ {2}active: .*$/m.exec(text!)![0])).toEqual([
    '  active: blue',
    '  active: green',
  ]);
  const kinds = (plan: ReturnType<typeof planned>) =>
    plan.stories.flatMap(({ effects }) => effects.map(({ kind }) => kind));
  expect(kinds(planned(before, after))).toEqual(['move']);
  expect(reviewed(before, after).findings).toEqual([]);

  // Whoever takes it for a place for settings changes what pods of users read.
  const by = (change: (text: string) => string) => new Map([...after, [config, change(after.get(config)!)]]);
  for (const [was, is] of [
    [after, by(text => text.replace('  active: green', '  active: green\n  level: debug'))],
    [after, by(text => text.replace('  active: green', '  active: nobody'))],
    [
      by(text => text.replace(/^.*follows-traffic.*\n/m, '')),
      by(text => text.replace(/^.*follows-traffic.*\n/m, '').replace('active: green', 'active: blue')),
    ],
  ] as const) {
    expect(reviewed(was, is).findings.map(({ rule }) => rule)).toContain('BG009');
    expect(kinds(planned(was, is))).toContain('live change');
  }
});

test('what both colours ask of a quota is told where it changes, and not counted as a change of its own', () => {
  const asking = (slot: string, replicas: number) =>
    deployment(slot, 'web:1')
      .replace('replicas: 2', `replicas: ${replicas}`)
      .replace('name: app,', 'name: app, resources: { requests: { cpu: 250m }, limits: { memory: 1Gi } },');
  const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web-blue }
spec: { minReplicas: 2, maxReplicas: 6, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web-blue } }
`;
  const blue = asking('blue', 2).replace('  replicas: 2\n', '');
  const plan = planned(
    byHand(blue, scaler, asking('green', 0), service('blue')),
    byHand(blue, scaler, asking('green', 3), service('blue')),
  );
  expect(told(plan)).toEqual([
    expect.stringContaining('raise: green'),
    'web in default: quota: both colours ask for 5 pods, CPU 1.25, memory 5Gi (at most 9 pods, CPU 2.25, memory 9Gi); before: 2 pods, CPU 0.5, memory 2Gi (at most 6 pods, CPU 1.5, memory 6Gi)',
  ]);
  expect(summary(plan)).toBe('Users stay where they are; 1 raised colour');
});

test('a spec that nothing is deployed from yet changes nothing that runs', () => {
  const inputs = [{ file: 'apps/ping.yaml', before: 'replicas: 2\n', after: 'replicas: 3\n' }];
  const plan = planned(PING, PING, { inputs });
  expect(told(plan)).toEqual([
    'apps/ping.yaml: spec: changes, and nothing that runs does: it waits for the next deploy',
  ]);
  expect(summary(plan)).toBe('Users stay where they are; 1 change of inputs');
});

test.each([
  ['replicas: [', 'is no YAML, so nothing can be made of it', 'replicas: 2\n', 'replicas: [\n'],
  ['what it was', 'was no YAML before', 'replicas: [\n', 'replicas: 2\n'],
])('a spec that is no YAML does not look like one whose keys come and go: %s', (_, text, before, after) => {
  const plan = planned(PING, PING, { inputs: [{ file: 'apps/ping.yaml', before, after }] });
  expect(plan.stories.flatMap(({ effects }) => effects)).toEqual([{ kind: 'spec', text, differences: [] }]);
});

test('what the engine is told is a story of its application', () => {
  const object = (interval: string) =>
    texts({
      'dist/flux/production/ping/Kustomization.production-ping-blue.k8s.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: production-ping-blue, namespace: flux-system }
spec: { interval: ${interval} }
`,
    });
  expect(told(planned(PING, PING, { engines: { base: object('1m'), head: object('9m') } }))).toEqual([
    'ping in production: engine: Kustomization production-ping-blue changes',
  ]);
});

test('of a mixture the dangerous part comes first', () => {
  const head = edited(PING, [
    { file: 'blue/Deployment.ping-blue.k8s.yaml', from: '- image: pkw0301/app:1.0', to: '- image: pkw0301/app:1.1' },
    { file: 'green/Deployment.ping-green.k8s.yaml', from: '  replicas: 2', to: '  replicas: 3' },
  ]);
  const { stories } = planned(PING, head);
  expect(stories[0]!.effects.map(({ kind }) => kind)).toEqual(['live change', 'scale']);
});

describe('manifests that somebody wrote by hand', () => {
  const pair = [deployment('blue', 'web:1'), deployment('green', 'web:2')];

  test('users that move between two Deployments are told, and not which way', () => {
    expect(lines(byHand(...pair, service('blue')), byHand(...pair, service('green')))).toEqual([
      expect.stringMatching(
        /^web in default: move: users move from blue \(web:1\) to green .*no pod restarts; blue stays up with 2 of 2/,
      ),
    ]);
  });

  test('a List says the same as documents of their own', () => {
    const list = (slot: string) =>
      texts({
        'list.yaml': `apiVersion: v1\nkind: List\nitems:\n${[...pair, service(slot)]
          .map(one => `  - ${one.trimEnd().replaceAll('\n', '\n    ')}\n`)
          .join('')}`,
      });
    expect(lines(list('blue'), list('green'))).toEqual(
      lines(byHand(...pair, service('blue')), byHand(...pair, service('green'))),
    );
  });

  test('which of two Services users come through is guessed, and said to be', () => {
    const cluster = (slot: string, name: string) => service(slot, name).replace('type: NodePort, ', '');
    const of = (a: string, b: string) => byHand(...pair, cluster(a, 'first'), cluster(b, 'second'));
    expect(planned(of('blue', 'green'), of('green', 'blue')).notes).toEqual([
      expect.stringMatching(/^not decided: default\/web: /),
    ]);
  });
});

test('no name or value brings markup into a comment or a page', () => {
  const nasty = `app:<b>|\`x\`"'</details><script>`;
  const [before, after] = [service('blue'), service('green')].map(one =>
    byHand(deployment('blue', 'web:1'), deployment('green', nasty), one),
  ) as [Map<string, string>, Map<string, string>];
  const plan = planned(before, after);
  const page = planPage(plan, { fleet: [], histories: [], now: 0 }).text;
  expect(page).toContain('&lt;b&gt;|`x`&quot;&#39;&lt;/details&gt;&lt;script&gt;');
  expect(page).not.toMatch(/<b>\||<script/);
  expect(page.match(/<\/details/g)).toEqual(page.match(/<details class="objects">/g)!.map(() => '</details'));
  const outside = planMarkdown(plan).text.replace(/^(`{3,})\w+\n[\s\S]*?\n\1$/gm, '');
  expect(outside).toContain('&lt;b&gt;&#124;&#96;x&#96;');
  expect(outside).not.toMatch(/<b>|<script/);
  expect(outside.match(/<\/details>/g)).toHaveLength(outside.match(/<details>/g)!.length);
});
