import fc from 'fast-check';
import type { Finding } from '../../../lib/analysis/check/finding';
import type { GroupMove } from '../../../lib/analysis/check/group-move';
import { review } from '../../../lib/analysis/check/review';
import type { ExampleEdit } from '../../../lib/analysis/check/rule';
import { RULES } from '../../../lib/analysis/check/rules';
import type { Step } from '../../../lib/analysis/check/step';
import type { TakenOver } from '../../../lib/analysis/check/taken-over';
import { allowancesIn } from '../../../lib/cli/comparison/allowances';
import { Colour } from '../../../lib/construct/props/colour';
import { LAYOUT, layoutOf } from '../../../lib/project/output/layout';
import { change, edited, enginesOf, outputAs, outputOf, ungated } from './output';

const PING = outputOf('ping');

test('no two rules have one id, and they stand in the order of their ids', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const id of ids) expect(id).toMatch(/^BG\d{3}$/);
});

/** The change of an example, and all that the tool knows beside its files. */
function changeOf({ before: besides = [], example }: (typeof RULES)[number]) {
  const before = new Map([
    ...edited(PING, besides),
    ...enginesOf('ping'),
    ['./bluegreen-allow.yaml', 'allow: []\n'],
    ['./releases/production/ping.yaml', 'active: blue\ntakeover: { step: beside }\n'],
    ['repository/k8s/notes.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: notes }\n'],
  ]);
  const after = edited(before, example);
  const synthesized = [{ place: 'production/ping', found: after, expected: before }];
  const [was, is] = [before, after].map(files => allowancesIn(files.get('./bluegreen-allow.yaml')));
  const permissions = { before: was!, after: is! };
  const takenOver = [takenOverBy(before, after)];
  return {
    before,
    after,
    rest: { synthesized, permissions, takenOver, groups: groupMoves(before, after), steps: [stepOf(before, after)] },
  };
}

test.each(RULES)('the example of $id breaks that rule', rule => {
  const { id } = rule;
  const { before, after, rest } = changeOf(rule);
  const found = review(change(before, after, rest)).findings.filter(one => one.rule === id);
  expect(found).not.toEqual([]);
  for (const { place, file, object, message, users, wayOut } of found) {
    expect([place, [...before.keys(), ...after.keys()].some(path => path.replace('./', '').startsWith(file))]).toEqual([
      id === 'BG027' ? 'production/*' : 'production/ping',
      true,
    ]);
    for (const words of [object, message, users, wayOut]) expect(words).toMatch(/\w/);
  }
});

// As if it moved without another one of its group.
function groupMoves(...sides: readonly ReadonlyMap<string, string>[]): GroupMove[] {
  const file = 'releases/production/ping.yaml';
  const [was, is] = sides.map(files => /active: (\w+)/.exec(files.get(`./${file}`)!)![1]);
  const moving = was === is ? [] : [{ application: 'ping', file }];
  const members = ['ping', 'web'];
  return [{ environment: 'production', group: 'checkout', members, moving, left: ['web'], isRegrouped: true }];
}

// As if what has a share were what users left, and any watch had begun a minute ago.
function stepOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Step {
  const file = 'releases/production/ping.yaml';
  const watches = [...before].flatMap(([path, text]) => (text.includes('blue-green/watch: ') ? [path] : []));
  return {
    ...{ place: 'production/ping', file, goesBack: false, watched: new Map(watches.map(path => [path, 60_000])) },
    ...(after.get(`./${file}`)!.includes('weight:') && { unproved: { colour: Colour.BLUE, why: 'just promoted' } }),
  };
}

// As if the Service stood in an old file still.
function takenOverBy(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): TakenOver {
  const step = (files: ReadonlyMap<string, string>) =>
    /step: (beside|moved)/.exec(files.get('./releases/production/ping.yaml')!)?.[1] as TakenOver['before'];
  const [place, file] = ['production/ping', 'releases/production/ping.yaml'];
  const old = {
    workload: 'Deployment/ping',
    service: 'ping',
    shared: ['Service/ping'],
    sharedIn: [{ object: 'Service/ping', file: 'k8s/ping.yaml' }],
    unmarkedIn: [],
    files: [],
    othersIn: [],
  };
  return { place, file, before: step(before), after: step(after), ...old };
}

test.each(['ping', 'shop'])('what we render breaks no rule, with a base or without: %s', name => {
  const output = outputOf(name);
  expect(review(change(undefined, output)).findings).toEqual([]);
  expect(review(change(output, output)).findings).toEqual([]);
});

// What users are on, with nothing that proves what comes: an edit by hand brings no gate along.
const PLAIN = ungated(PING);
const PROMOTED = outputAs('ping', { release: text => text.replace('active: blue', 'active: green') });
// Blue has a worker that green has no more.
const working = (active: string) =>
  outputAs('ping', {
    release: text =>
      text
        .replace('active: blue', `active: ${active}`)
        .replace('app:1.0', 'app:1.0\n  workers: { mail: { args: [mail] }, post: { args: [post] } }')
        .replace('app:2.0', 'app:2.0\n  workers: { mail: { args: [mail], replicas: 3 } }'),
  });
const TRAFFIC = 'release/traffic/Service.ping.k8s.yaml';
const BLUE = 'blue/Deployment.ping-blue.k8s.yaml';
const GREEN = 'green/Deployment.ping-green.k8s.yaml';
const PROMOTE: ExampleEdit = { file: TRAFFIC, from: 'blue-green/colour: blue', to: 'blue-green/colour: green' };
const VERIFY = 'release/verify/';
const [GATE] = [...PING.keys()].flatMap(path => /Job\.ping-verify-([0-9a-f]{10})/.exec(path)?.[1] ?? []);
const WAVE = 'argocd.argoproj.io/sync-wave: ';

// Without the Job, and by the word of the release file.
const SKIPPED = new Map(
  [...PING]
    .filter(([path]) => !/Job\./.test(path))
    .map(([path, text]) => [path, text.replace('gate: attempt 1', '"gate": "skipped: a test"')]),
);

// Changes that come near to hurting users, and do not.
test.each<[rule: string, words: string, base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>]>([
  [
    'BG001',
    'the pod template of the idle colour changes',
    PLAIN,
    edited(PLAIN, [{ file: GREEN, from: 'app:2.0', to: 'app:2.1' }]),
  ],
  [
    'BG001',
    'labels of the active Deployment itself change, and not those of its pods',
    PLAIN,
    edited(PLAIN, [
      {
        file: BLUE,
        from: '  labels:\n    app.kubernetes.io/managed-by',
        to: '  labels:\n    team: a\n    app.kubernetes.io/managed-by',
      },
    ]),
  ],
  [
    'BG001',
    'the same template is written in another way',
    PLAIN,
    edited(PLAIN, [{ file: BLUE, from: 'drop:\n                - ALL', to: 'drop: ["ALL"]' }]),
  ],
  ['BG002', 'traffic moves to what was there', PLAIN, edited(PLAIN, [PROMOTE])],
  [
    'BG003',
    'the target is larger',
    edited(PLAIN, [{ file: GREEN, from: 'replicas: 2', to: 'replicas: 9' }]),
    edited(PLAIN, [{ file: GREEN, from: 'replicas: 2', to: 'replicas: 9' }, PROMOTE]),
  ],
  [
    'BG004',
    'the idle colour shrinks and nobody moves',
    PLAIN,
    edited(PLAIN, [{ file: GREEN, from: 'replicas: 2', to: 'replicas: 0' }]),
  ],
  [
    'BG004',
    'the colour that loses traffic grows',
    PLAIN,
    edited(PLAIN, [PROMOTE, { file: BLUE, from: 'replicas: 2', to: 'replicas: 3' }]),
  ],
  [
    'BG005',
    'the disruption budget of the idle colour goes',
    PLAIN,
    edited(PLAIN, [{ file: 'green/PodDisruptionBudget.ping-green.k8s.yaml', from: 'apiVersion' }]),
  ],
  [
    'BG005',
    'an object moves to another file',
    PLAIN,
    new Map([...PLAIN].map(([path, text]) => [path.replace('PodDisruptionBudget', 'Budget'), text])),
  ],
  ['BG005', 'an old gate makes place for a new one', PING, PROMOTED],
  ['BG005', 'users move to a release that has one worker less, and more of another', working('blue'), working('green')],
  [
    'BG005',
    'a port comes, another is called another way, and leads to another port of the pods',
    PLAIN,
    edited(PLAIN, [
      {
        file: TRAFFIC,
        from: '    - name: http\n      port: 5000\n',
        to: '    - name: more\n      port: 80\n      targetPort: http\n    - name: web\n      port: 5000\n',
      },
    ]),
  ],
  [
    'BG006',
    'the type of a Service changes',
    PLAIN,
    edited(PLAIN, [{ file: TRAFFIC, from: 'type: NodePort', to: 'type: LoadBalancer' }]),
  ],
  [
    'BG007',
    'an overlap, which says that it is one',
    SKIPPED,
    edited(SKIPPED, [
      {
        file: `${VERIFY}ConfigMap.ping-release.k8s.yaml`,
        from: '  active: blue\n',
        to: '  active: blue\n  overlap: "true"\n',
      },
      { file: TRAFFIC, from: '    blue-green/colour: blue\n', to: '' },
    ]),
  ],
  [
    'BG007',
    'a selector that says more, all of it true',
    PLAIN,
    edited(PLAIN, [
      { file: TRAFFIC, from: '  selector:\n', to: '  selector:\n    blue-green/release: "96574c7cee"\n' },
    ]),
  ],
  [
    'BG008',
    'a target port by its number',
    PLAIN,
    edited(PLAIN, [{ file: TRAFFIC, from: 'targetPort: http', to: 'targetPort: 5000' }]),
  ],
  [
    'BG008',
    'a port that comes with the colour that has it, and goes with it',
    withDns(PLAIN, GREEN),
    withDns(withDns(edited(PLAIN, [PROMOTE]), GREEN), TRAFFIC),
  ],
  [
    'BG005',
    'users move back to a colour without the port that they came with',
    withDns(withDns(edited(PLAIN, [PROMOTE]), GREEN), TRAFFIC),
    withDns(PLAIN, GREEN),
  ],
  [
    'BG009',
    'an existing ConfigMap that was never among the files',
    PLAIN,
    edited(PLAIN, [
      {
        file: GREEN,
        from: '          name: ping\n',
        to: '          envFrom: [{ configMapRef: { name: shared } }]\n          name: ping\n',
      },
    ]),
  ],
  [
    'BG010',
    'an empty folder, and a folder of the node to read',
    PLAIN,
    edited(PLAIN, [
      {
        file: GREEN,
        from: '      terminationGracePeriodSeconds: 40\n',
        to: '      terminationGracePeriodSeconds: 40\n      volumes: [{ name: a, emptyDir: {} }, { name: b, hostPath: { path: /etc/zone, readOnly: true } }]\n',
      },
    ]),
  ],
  [
    'BG013',
    'a wave below zero',
    PLAIN,
    edited(PLAIN, [{ file: 'base/ServiceAccount.ping.k8s.yaml', from: `${WAVE}"-10"`, to: `${WAVE}"-11"` }]),
  ],
  ['BG014', 'a contracting migration, and nobody moves', PLAIN, edited(PLAIN, [RULES[13]!.example[1]!])],
  [
    'BG015',
    'the idle colour gets an autoscaler in place of its number',
    PLAIN,
    edited(PLAIN, [{ file: GREEN, from: '  replicas: 2\n', to: '' }]),
  ],
  [
    'BG015',
    'a colour of one pod no longer says so',
    edited(PLAIN, [{ file: BLUE, from: '  replicas: 2\n', to: '  replicas: 1\n' }]),
    edited(PLAIN, [{ file: BLUE, from: '  replicas: 2\n', to: '' }]),
  ],
])('%s has nothing against it: %s', (_, __, base, head) => {
  expect(review(change(base, head)).findings).toEqual([]);
});

test.each<[string, Map<string, string>, Map<string, string>, string[]]>([
  [
    'an idle colour loses a port that users come by',
    withDns(withDns(withDns(PLAIN, BLUE), GREEN), TRAFFIC),
    withDns(withDns(PLAIN, BLUE), TRAFFIC),
    ['BG008'],
  ],
  [
    'an idle colour gets another release without a port that users come by',
    withDns(withDns(PLAIN, BLUE), TRAFFIC),
    withDns(withDns(edited(PLAIN, [{ file: GREEN, from: 'app:2.0', to: 'app:2.1' }]), BLUE), TRAFFIC),
    ['BG008'],
  ],
  [
    'a port of the Service goes while users stay',
    withDns(withDns(PLAIN, BLUE), TRAFFIC),
    withDns(PLAIN, BLUE),
    ['BG005'],
  ],
  [
    'a port of the Service goes though the colour that users come to has it',
    withDns(withDns(withDns(PLAIN, BLUE), GREEN), TRAFFIC),
    edited(withDns(withDns(PLAIN, BLUE), GREEN), [PROMOTE]),
    ['BG005'],
  ],
  [
    'users come to a colour that loses the port with the same change',
    withDns(withDns(withDns(PLAIN, BLUE), GREEN), TRAFFIC),
    edited(withDns(PLAIN, BLUE), [PROMOTE]),
    ['BG002', 'BG005'],
  ],
  [
    'users come to a colour without the port that the Service goes on to publish',
    withDns(withDns(PLAIN, BLUE), TRAFFIC),
    withDns(withDns(edited(PLAIN, [PROMOTE]), BLUE), TRAFFIC),
    ['BG008'],
  ],
  [
    'an autoscaler comes for the number of pods of the colour that users are on',
    PLAIN,
    autoscaled(edited(PLAIN, [{ file: BLUE, from: '  replicas: 2\n', to: '' }]), 'blue'),
    ['BG015'],
  ],
  [
    'the same of the colour that users leave',
    PLAIN,
    autoscaled(edited(PLAIN, [{ file: BLUE, from: '  replicas: 2\n', to: '' }, PROMOTE]), 'blue'),
    ['BG015'],
  ],
  [
    'the same of the colour that users come to',
    PLAIN,
    autoscaled(edited(PLAIN, [{ file: GREEN, from: '  replicas: 2\n', to: '' }, PROMOTE]), 'green'),
    ['BG015'],
  ],
])('%s: found', (_, base, head, found) => {
  expect(rules(base, head).sort()).toEqual(found);
});

test('the pods of a worker that change while users stay are found, and those that stay behind when users move', () => {
  const base = working('blue');
  const mail = 'release/traffic/Deployment.ping-mail.k8s.yaml';
  const found = (head: ReadonlyMap<string, string>) =>
    review(change(base, head)).findings.map(({ rule, file, line, message }) => [
      rule,
      file.slice(-mail.length),
      line,
      message,
    ]);
  expect(found(edited(base, [{ file: mail, from: '- mail\n', to: '- spam\n' }]))).toEqual([
    [
      'BG033',
      mail,
      expect.any(Number),
      'the pods of the worker ping-mail change, and their release stays: spec.template.spec.containers[0].args[0] was "mail", and becomes "spam"',
    ],
  ]);
  // All that a promotion changes, but for one file of it.
  const after = working('green');
  const behind = [...after.keys()].find(path => path.endsWith(mail))!;
  const left = new Map([...after, [behind, base.get(behind)!]]);
  expect(found(left)).toEqual([
    [
      'BG033',
      mail,
      expect.any(Number),
      expect.stringMatching(/^the worker ping-mail runs release \w{10}, and users are on \w{10}$/),
    ],
  ]);
  expect(rules(base, after)).toEqual([]);
});

test('a worker that goes while users stay is found, with what belongs to it', () => {
  const base = working('blue');
  const head = new Map([...base].filter(([file]) => !/traffic\/Deployment\.ping-post/.test(file)));
  expect(rules(base, head)).toEqual(['BG005']);
});

test('what users feel at once is told first, and what they feel later last', () => {
  const head = edited(PLAIN, [
    { file: BLUE, from: 'kustomize.toolkit.fluxcd.io/prune', to: 'example.com/prune' },
    { file: BLUE, from: 'app:1.0', to: 'app:1.1' },
  ]);
  expect(rules(PLAIN, head)).toEqual(['BG001', 'BG025']);
});

test('BG012 has nothing against what the inputs make', () => {
  const synthesized = [{ place: 'production/ping', found: PING, expected: PING }];
  expect(review(change(PING, PING, { synthesized })).findings).toEqual([]);
});

test('BG013: traffic in the wave of its gate, or before it, is found', () => {
  const early = new Map([...PING].map(([path, text]) => [path, text.replace(`${WAVE}"20"`, `${WAVE}"10"`)]));
  expect(review(change(undefined, early)).findings.map(({ rule, object }) => [rule, object])).toEqual([
    ['BG013', 'Service ping-preview'],
    ['BG013', 'Service ping'],
  ]);
});

test('BG006: a gate that stays must not change', () => {
  const head = edited(PING, [
    { file: `${VERIFY}Job.ping-verify-${GATE}.k8s.yaml`, from: 'image: curl', to: 'image: other/curl' },
  ]);
  expect(rules(PING, head)).toEqual(['BG023', 'BG006']);
});

test('what the base has just so is not found again, but counted', () => {
  const broken = edited(PLAIN, [{ file: TRAFFIC, from: 'targetPort: http', to: 'targetPort: web' }]);
  const worse = edited(broken, [{ file: GREEN, from: 'app:2.0', to: 'app:2.1' }]);
  expect(review(change(broken, worse))).toMatchObject({ findings: [], standing: 1 });
});

describe('a route that shares requests by weights', () => {
  const weighted = (blue: number, green: number) =>
    new Map([
      ...PLAIN,
      [
        'dist/apps/production/ping/release/traffic/HTTPRoute.ping.k8s.yaml',
        `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: ping, namespace: demo }\nspec:\n  rules:\n    - matches: [{ headers: [{ name: x-preview, value: "yes" }] }]\n      backendRefs: [{ name: ping-green, port: 5000 }]\n    - backendRefs:\n        - { name: ping-blue, port: 5000, weight: ${blue} }\n        - { name: ping-green, port: 5000, weight: ${green} }\n`,
      ],
    ]);
  const toGreen = (files: ReadonlyMap<string, string>) => edited(files, [PROMOTE]);

  test('may move users step by step', () => {
    const steps = [weighted(100, 0), weighted(80, 20), toGreen(weighted(80, 20)), toGreen(weighted(0, 100))];
    for (const [index, step] of steps.slice(1).entries()) expect(rules(steps[index]!, step)).toEqual([]);
  });

  test('leads users to both colours: neither may change, and none may shrink as it is left', () => {
    const both = weighted(80, 20);
    expect(rules(both, edited(both, [{ file: GREEN, from: 'app:2.0', to: 'app:2.1' }]))).toEqual(['BG001']);
    const onGreen = edited(toGreen(weighted(0, 100)), [{ file: BLUE, from: 'replicas: 2', to: 'replicas: 0' }]);
    expect(rules(toGreen(weighted(50, 50)), onGreen)).toEqual(['BG004']);
    expect(rules(weighted(100, 0), weighted(0, 0))).toEqual(['BG007']);
  });
});

// With an autoscaler that keeps as many pods as there were.
function autoscaled(files: ReadonlyMap<string, string>, colour: string): Map<string, string> {
  const target = `{ apiVersion: apps/v1, kind: Deployment, name: ping-${colour} }`;
  return new Map([
    ...files,
    [
      `dist/apps/production/ping/${colour}/HorizontalPodAutoscaler.ping-${colour}.k8s.yaml`,
      `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: ping-${colour}, namespace: demo, annotations: { argocd.argoproj.io/sync-wave: "0" } }\nspec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: ${target} }\n`,
    ],
  ]);
}

// With a port for UDP besides, in the pods of a colour or in a Service.
function withDns(files: ReadonlyMap<string, string>, file: string): Map<string, string> {
  const isService = file === TRAFFIC;
  const from = isService ? '      targetPort: http\n' : '              name: http\n              protocol: TCP\n';
  const to = isService
    ? '    - { name: dns, port: 5353, protocol: UDP, targetPort: dns }\n'
    : '            - { name: dns, containerPort: 5353, protocol: UDP }\n';
  return edited(files, [{ file, from, to: from + to }]);
}

function rules(base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>): string[] {
  return review(change(base, head)).findings.map(({ rule }) => rule);
}

test('the way back of a takeover leaves its Service to whoever had it: as long as no engine prunes it, that is no loss', () => {
  const service = [...PING.keys()].find(file => file.endsWith('/Service.ping.k8s.yaml'))!;
  const back = new Map([...PING].filter(([file]) => file !== service));
  const found = (before: ReadonlyMap<string, string>, from: TakenOver['before'], to: TakenOver['after']) => {
    const takeover = { ...takenOverBy(PING, PING), shared: ['Service/ping'], before: from, after: to };
    const { findings } = review(change(before, back, { takenOver: [takeover] }));
    return findings.flatMap(({ rule, object }) => (object === 'Service ping' && rule !== 'BG041' ? [rule] : []));
  };
  expect(found(PING, 'moved', 'beside')).toEqual([]);
  expect(found(PING, 'moved', undefined)).toEqual(['BG005']);
  expect(found(PING, 'moved', 'moved')).toEqual(['BG005']);
  const pruned = PING.get(service)!.replace(/^.*(sync-options|prune: ).*\n/gm, '');
  expect(found(new Map([...PING, [service, pruned]]), 'moved', 'beside')).toEqual(['BG005']);
});

// Files as they are where dist/ has another name, with what they say of it.
const under = (dist: string, files: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    [...files].map(([path, text]) => [path, text].map(one => one.replaceAll('dist/', `${dist}/`)) as [string, string]),
  );

// The same of what histories tell: watches are named by their files in the base.
const stepsUnder = (dist: string, steps: readonly Step[] = []): Step[] =>
  steps.map(step => ({
    ...step,
    watched: new Map([...step.watched].map(([file, since]) => [file.replace('dist/', `${dist}/`), since])),
  }));

test('whatever dist/ is called, and in a change that gives it that name, the rules find the same in the same places', () => {
  const told = (findings: readonly Finding[], dist: string) =>
    findings
      .filter(({ object }) => object !== `${dist}/`)
      .map(one => JSON.stringify(one).replaceAll(`${dist}/`, 'dist/'))
      .sort();
  const anyRule = fc.constantFrom(...RULES.filter(({ id }) => id !== 'BG012'));
  const anyName = fc.constantFrom('yaml', 'out/apps', 'deploy/dist.v1', 'a-b_c/D', 'argocd', 'flux/dist', 'disto');
  fc.assert(
    fc.property(anyRule, anyName, fc.boolean(), (rule, dist, isRenamed) => {
      // Beside a rename, what is broken counts as gone, and a copy as an alternative. docs/tool.md has people commit it alone.
      fc.pre(!isRenamed || !['BG030', 'BG032'].includes(rule.id));
      const { before, after, rest } = changeOf(rule);
      const { synthesized: _, ...beside } = rest;
      const layout = layoutOf(dist);
      const layouts = { base: isRenamed ? LAYOUT : layout, head: layout };
      const steps = isRenamed ? beside.steps : stepsUnder(dist, beside.steps);
      const there = { ...beside, ...(steps && { steps }) };
      const named = change(isRenamed ? before : under(dist, before), under(dist, after), there, layouts);
      const { findings } = review(named);
      expect(told(findings, dist)).toEqual(told(review(change(before, after, beside)).findings, 'dist'));
      expect(findings.some(({ object }) => object === `${dist}/`)).toBe(isRenamed);
    }),
    { numRuns: 25 },
  );
});
