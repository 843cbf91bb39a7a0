import type { Finding } from '../../../lib/analysis/check/finding';
import { review } from '../../../lib/analysis/check/review';
import { type EffectKind, isDangerous } from '../../../lib/analysis/plan/effect-kind';
import { objectChanges } from '../../../lib/analysis/plan/object-change';
import { planOf } from '../../../lib/analysis/plan/plan';
import { planText } from '../../../lib/analysis/plan/report/text';
import type { Plan } from '../../../lib/analysis/plan/story';
import { summary } from '../../../lib/analysis/plan/summary';
import { modelsOf } from '../../../lib/analysis/topology/model';
import { withoutEngines } from '../../../lib/cli/comparison/engine-files';
import { attacks } from '../../system/attack/generate';
import { Reading } from '../../system/attack/reading';
import { enginesOf, outputOf, texts } from '../check/output';

type Texts = ReadonlyMap<string, string>;

/** A change, and what both verbs say of it. */
interface Told {
  readonly errors: readonly Finding[];
  readonly plan: Plan;
  /** How many objects say something else than before. */
  readonly objects: number;
}

const reading = new Reading();

function toldOf(base: Texts, head: Texts): Told {
  const apart = withoutEngines(reading.sides(base, head));
  const [trees, engines] = [reading.trees(apart.applied), reading.trees(apart.engines)];
  const models = modelsOf(trees);
  const { findings } = review({ ...models, engines });
  const rest = { releases: new Map(), inputs: [], notes: [] };
  const changes = [...objectChanges(trees), ...objectChanges(engines)];
  return {
    errors: findings.filter(({ severity }) => severity === 'error'),
    plan: planOf({ compared: 'Compared: then with now', models, engines, findings, ...rest }),
    // A number in quotes is the same number for a reader, and refused by the API server.
    objects: changes.filter(({ before, after }) => plain(before?.value) !== plain(after?.value)).length,
  };
}

// Without the order of keys, and signs of quotation.
function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(plain)}]`;
  return `{${Object.entries(value)
    .map(([key, one]) => `${key}:${plain(one)}`)
    .sort()}}`;
}

// Whoever can't be read is told by a finding alone.
const UNREAD = 'BG030';
const REFUSED = 'every request is refused: nobody answers';

/** Where both verbs say what can't both be true, and where one of them keeps silent. */
function contradictions({ errors, plan, objects }: Told): string[] {
  const { stories } = plan;
  const effects = stories.flatMap(story => story.effects);
  const tells = (...kinds: EffectKind[]) => effects.some(({ kind }) => kinds.includes(kind));
  const finds = (...rules: string[]) => errors.some(({ rule }) => rules.includes(rule));
  const headline = summary(plan);
  const heard = [...plan.findings, ...stories.flatMap(({ findings }) => findings)];
  const said = [
    [
      effects.some(({ kind }) => isDangerous(kind)) && !errors.length,
      'plan calls it dangerous, and check finds nothing',
    ],
    [
      errors.some(({ users }) => users === REFUSED) && !tells('outage', 'removal'),
      'nobody answers, and no story says so',
    ],
    [finds('BG031') && !tells('outage', 'removal'), 'somebody is not served any more, and no story says so'],
    [finds('BG001') && !tells('live change', 'rollout', 'removal'), 'pods of users restart, and no story says so'],
    [
      errors.length > 0 && /^(Users (stay|move)|Nothing)/.test(headline),
      `check finds an error, and the headline is: ${headline}`,
    ],
    [
      errors.length > 0 && !planText(plan).text.split('\n')[1]!.startsWith('worst: '),
      'the terminal does not lead with the worst',
    ],
    [errors.some(error => heard.filter(one => one === error).length !== 1), 'a finding is not told, or told twice'],
    [objects > 0 && !stories.length && !finds(UNREAD), 'objects differ, and there is no story'],
  ] as const;
  return said.flatMap(([isSo, words]) => (isSo ? [words] : []));
}

const ALL = attacks();

// Each way to change things, in one of the styles that it fits, another one each time; ATTACKS=all tries all.
function chosen(): typeof ALL {
  if (process.env['ATTACKS'] === 'all') return ALL;
  const ways = new Map<string, (typeof ALL)[number][]>();
  for (const attack of ALL) {
    const way = attack.name.replace(/ \([^()]*\)$/, '');
    ways.set(way, [...(ways.get(way) ?? []), attack]);
  }
  const mended = ALL.filter(({ name }) => MENDED.includes(name));
  return [...mended, ...[...ways.values()].map((styles, index) => styles[index % styles.length]!)];
}

// What contradicted once.
const MENDED: readonly string[] = [
  'the pods that users are on go: no replicas (surplus)',
  'config that live pods read changes in place: all of it goes (plain)',
];

test('whatever is changed, in YAML of anybody, plan and check do not contradict each other', () => {
  const some = chosen();
  expect(MENDED.filter(name => !some.some(attack => attack.name === name))).toEqual([]);
  expect(some.length).toBeGreaterThan(250);
  expect(new Set(some.map(({ style }) => style)).size).toBeGreaterThan(12);
  const told = some.flatMap(({ name, base, head }) =>
    contradictions(toldOf(base, head)).map(words => `${words}: ${name}`),
  );
  expect(told).toEqual([]);
}, 600_000);

test('what an engine is told no more, or otherwise, is a story at the place where check finds it', () => {
  const script = { 'dist/kubectl/production/apply.sh': "#!/bin/sh\ncontext='live'\necho done\n" };
  const base = new Map([...outputOf('ping'), ...enginesOf('ping'), ...texts(script)]);
  const edits: ReadonlyArray<readonly [was: RegExp, is: string]> = [
    [/prune: true/, 'prune: false'],
    [/path: \S+/, 'path: elsewhere'],
    [/namespace: demo$/m, 'namespace: other'],
    [/context='live'/, "context='test'"],
  ];
  let found = 0;
  for (const [file, text] of base) {
    if (!/^dist\/(argocd|flux|kubectl)\//.test(file)) continue;
    const gone = new Map([...base].filter(([path]) => path !== file));
    const heads = [gone, ...edits.map(([was, is]) => new Map(base).set(file, text.replace(was, is)))];
    for (const head of heads.filter(one => one.get(file) !== text)) {
      const told = toldOf(base, head);
      found += told.errors.length;
      expect({ file, contradictions: contradictions(told) }).toEqual({ file, contradictions: [] });
      expect(told.plan.stories.map(({ place }) => place)).toEqual(
        expect.arrayContaining([...new Set(told.errors.map(({ place }) => place))]),
      );
    }
  }
  expect(found).toBeGreaterThan(10);
});
