import { bySeverity } from '../../../lib/analysis/check/finding';
import { review } from '../../../lib/analysis/check/review';
import { RULES } from '../../../lib/analysis/check/rules';
import { byHarm } from '../../../lib/analysis/check/worst-first';
import { treesOf } from '../../../lib/analysis/manifests/tree';
import { fleetOfModel } from '../../../lib/analysis/plan/fleet';
import { planPage } from '../../../lib/analysis/plan/page/page';
import { planMarkdown } from '../../../lib/analysis/plan/report/markdown';
import { planText } from '../../../lib/analysis/plan/report/text';
import { summary } from '../../../lib/analysis/plan/summary';
import { modelsOf } from '../../../lib/analysis/topology/model';
import { change, edited, outputOf, reviewed, texts } from '../check/output';
import { planned, told } from './told';

const deployment = (name: string, extra = 'replicas: 2') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${name} }
spec:
  ${extra}
  selector: { matchLabels: { app: web, version: ${name} } }
  template:
    metadata: { labels: { app: web, version: ${name} } }
    spec: { containers: [{ name: app, image: "web:${name}" }] }
`;
const service = (name: string, version: string) => `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: web, version: ${version} }, ports: [{ port: 80 }] }
`;
const route = (blue: number, green: number) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web }
spec:
  parentRefs: [{ name: entrance }]
  rules:
    - backendRefs: [{ name: web-blue, port: 80, weight: ${blue} }, { name: web-green, port: 80, weight: ${green} }]
`;
const shared = ([blue, green]: readonly [number, number]) =>
  texts({
    'all.yaml': [
      deployment('blue'),
      deployment('green'),
      service('web-blue', 'blue'),
      service('web-green', 'green'),
      route(blue, green),
    ].join('---\n'),
  });

describe('shares of requests', () => {
  test.each([
    [
      '40 to 60, from 90 to 10',
      [90, 10],
      [40, 60],
      /: 60 % of the requests \(10 % before\) go to green .*; the others stay on blue/,
    ],
    [
      '90 to 10, from 40 to 60',
      [40, 60],
      [90, 10],
      /: 90 % of the requests \(40 % before\) go to blue .*; the others stay on green/,
    ],
    [
      '10 to green, where there were none',
      [100, 0],
      [90, 10],
      /: 10 % of the requests go to green .*; the others stay on blue/,
    ],
    ['all to green', [90, 10], [0, 100], /: users leave blue .*, and all of them are on green/],
  ] as const)('%s: whoever gains is told, with what it had', (_, was, is, words) => {
    const [line] = told(planned(shared(was), shared(is)));
    expect(line).toMatch(words);
  });

  test('stand in the fleet as they do in the boxes', () => {
    const { head } = modelsOf(
      treesOf({ head: new Map([['all.yaml', Buffer.from(shared([40, 60]).get('all.yaml')!)]]) }),
    );
    const [row] = fleetOfModel(head);
    expect(row!.colours.map(({ colour, state, share }) => [colour, state, share])).toEqual([
      ['blue', 'live', 40],
      ['green', 'live', 60],
    ]);
  });

  test('with weights of zero nobody answers, and nobody is said to be somewhere', () => {
    const plan = planned(shared([90, 10]), shared([0, 0]));
    expect(told(plan)[0]).toMatch(/: outage: nobody answers users any more/);
    expect(told(plan).join('\n')).not.toMatch(/leave , |all of them are on/);
  });

  test('no sentence has a name that is empty', () => {
    const shares = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [9, 1],
      [50, 50],
    ] as const;
    for (const was of shares) {
      for (const is of shares) {
        expect(told(planned(shared(was), shared(is))).join('\n')).not.toMatch(/ ,| {2}|from to|undefined/);
      }
    }
  });
});

describe('the worst comes first', () => {
  const PING = outputOf('ping');
  const both = edited(PING, [
    { file: 'release/traffic/Service.ping.k8s.yaml', from: 'colour: blue', to: 'colour: bleu' },
    { file: 'blue/Deployment.ping-blue.k8s.yaml', from: 'app:1.0', to: 'app:1.1' },
  ]);

  test('in the headline, which does not say that users stay', () => {
    const words = summary(planned(PING, both));
    expect(words).toMatch(
      /^ping in production: every request is refused: nobody answers \(BG007\); .*findings of check$/,
    );
    expect(words).not.toContain('stay');
  });

  test('and names its cause, where dist/ is not what the inputs make', () => {
    const synthesized = [{ place: 'production/ping', found: both, expected: PING }];
    const { findings } = review(change(PING, both, { synthesized }));
    const cause = /; if the inputs are right and dist\/ was edited \(BG012\), "bluegreen synth" puts it back$/;
    expect(findings.find(({ rule }) => rule === 'BG007')!.wayOut).toMatch(cause);
    expect(findings.find(({ rule }) => rule === 'BG012')!.wayOut).not.toMatch(cause);
    expect(reviewed(PING, both).findings[0]!.wayOut).not.toMatch(cause);
  });

  test('and names its cause, where a file can not be judged any more', () => {
    const broken = edited(PING, [
      {
        file: 'blue/Deployment.ping-blue.k8s.yaml',
        from: 'kind: Deployment\n',
        to: '<<<<<<< HEAD\nkind: Deployment\n',
      },
    ]);
    const { findings } = reviewed(PING, broken);
    const cause =
      /; begin with dist\/apps\/production\/ping\/blue\/Deployment\.ping-blue\.k8s\.yaml, which can not be judged \(BG030\): there may be nothing else$/;
    expect(findings.find(({ rule }) => rule === 'BG007')!.wayOut).toMatch(cause);
    expect(findings.find(({ rule }) => rule === 'BG030')!.wayOut).not.toMatch(cause);
    expect(reviewed(PING, both).findings[0]!.wayOut).not.toMatch(cause);
  });

  test('in the terminal', () => {
    const [, second] = planText(planned(PING, both)).text.split('\n');
    expect(second).toBe('worst: ping in production: every request is refused: nobody answers (BG007)');
  });

  test('in a story: errors, then what happens, then warnings; in the terminal, in a comment and in the page', () => {
    const sticky = edited(both, [
      {
        file: 'release/traffic/Service.ping.k8s.yaml',
        from: '  type: NodePort',
        to: '  sessionAffinity: ClientIP\n  type: NodePort',
      },
    ]);
    const plan = planned(PING, sticky);
    const [{ findings, effects }] = plan.stories as [(typeof plan.stories)[number]];
    const { errors, warnings } = bySeverity(findings);
    const told = [errors, effects, warnings].map(some =>
      some.map(one => ('text' in one ? `${one.kind}: ${one.text}` : one.message)),
    );
    expect(told.map(some => some.length > 0)).toEqual([true, true, true]);
    // Each says the same words, with its own signs.
    const plain = (text: string) => text.replace(/(<[^>]*>|&[a-z#0-9]+;|[^a-z0-9])+/gi, ' ');
    const page = planPage(plan, { fleet: [], histories: [], now: 0 }).text;
    for (const text of [planText(plan).text, planMarkdown(plan).text, page]) {
      const places = told.map(some => some.map(one => plain(text).lastIndexOf(plain(one))));
      expect(places.flat()).not.toContain(-1);
      expect(places.flat()).toEqual(places.flat().sort((a, b) => a - b));
    }
    expect(planText(plan).text).toMatch(/^ping in production: error: BG007: /m);
  });

  test('an error of a place without a story comes before all stories, in the terminal as in a comment', () => {
    const plan = planned(PING, both);
    const [error] = plan.stories.flatMap(({ findings }) => findings);
    const elsewhere = { ...plan, findings: [{ ...error!, message: 'an error elsewhere' }] };
    for (const text of [planText(elsewhere).text, planMarkdown(elsewhere).text]) {
      const [first, second] = ['an error elsewhere', 'live change: '].map(words => text.indexOf(words));
      expect([first! > 0, first! < second!]).toEqual([true, true]);
    }
  });

  test('among findings: what cuts users off before what is about files, whatever the paths are', () => {
    const { findings } = reviewed(PING, both);
    expect(findings.map(({ rule }) => rule).slice(0, 1)).toEqual(['BG007']);
    expect(findings.map(({ rule }) => rule)).toContain('BG001');
    expect([...findings].sort(byHarm)).toEqual(findings);
    const [file] = findings;
    expect(byHarm({ ...file!, rule: 'BG012' }, { ...file!, rule: 'BG001' })).toBeGreaterThan(0);
    expect(byHarm({ ...file!, severity: 'warning' }, { ...file!, rule: 'BG012' })).toBeGreaterThan(0);
    expect(RULES.map(({ id }) => id)).toEqual(expect.arrayContaining(['BG007', 'BG005', 'BG013', 'BG012']));
  });
});

test('an object that changes is told, also where no pod and no user is concerned', () => {
  const preview = (colour: string) =>
    texts({
      'all.yaml': [
        deployment('blue'),
        deployment('green'),
        service('web', 'blue'),
        service('web-preview', colour),
      ].join('---\n'),
    });
  const plan = planned(preview('green'), preview('blue'));
  expect(told(plan)).toEqual([expect.stringMatching(/objects: Service web-preview changes$/)]);
  expect(summary(plan)).not.toContain('Nothing changes');
});

test('a number of pods in quotes is the same number', () => {
  const withReplicas = (replicas: string) =>
    texts({ 'all.yaml': [deployment('blue', replicas), deployment('green'), service('web', 'blue')].join('---\n') });
  expect(told(planned(withReplicas('replicas: 2'), withReplicas('replicas: "2"'))).join('\n')).not.toContain('shrinks');
});

test('a host that comes in front of others is one host more, and changes no other', () => {
  const ingress = (...hosts: readonly string[]) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
${hosts.map(host => `    - { host: ${host}, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }\n`).join('')}`;
  const of = (...hosts: readonly string[]) =>
    texts({
      'all.yaml': [deployment('blue'), deployment('green'), service('web', 'blue'), ingress(...hosts)].join('---\n'),
    });
  const { stories } = planned(of('shop.example.com'), of('www.example.com', 'shop.example.com'));
  const differences = stories.flatMap(({ effects }) => effects.flatMap(effect => effect.differences));
  expect(differences.length).toBeGreaterThan(0);
  expect(differences.filter(({ before }) => before !== undefined)).toEqual([]);
  expect(differences.every(({ key }) => key.includes('[www.example.com]'))).toBe(true);
});
