import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { rollbackTargets } from '../../lib/cli/history/rollback-target';
import { placeOf } from '../../lib/cli/history/versions-at';
import { settingsOf } from '../../lib/cli/project';
import { synthesize } from '../../lib/cli/synth/all';
import { renderedFiles } from '../../lib/cli/synth/rendered-files';
import { prepareVerb } from '../../lib/cli/verbs/prepare';
import { problemsOfProject, readProject } from '../../lib/project/files/project';
import { filesBelow } from '../../lib/project/write/files-below';
import { Transaction } from '../../lib/project/write/transaction';
import type { ApplicationState } from '../../lib/release/application-state';
import { attempt } from '../../lib/release/attempt';
import { contract } from '../../lib/release/contract';
import { deploy } from '../../lib/release/deploy';
import type { Verb } from '../../lib/release/expected-changes';
import type { Outcome } from '../../lib/release/outcome';
import { type Promotion, promote } from '../../lib/release/promote';
import { retire } from '../../lib/release/retire';
import { rollback } from '../../lib/release/rollback';
import { temporaryFolder } from '../folder';

const ENVIRONMENT = 'production';

// What may happen to an application, in any order.
type Step =
  | { readonly verb: 'deploy'; readonly app: string; readonly tag: string; readonly replicas?: number }
  | { readonly verb: 'promote'; readonly app: string; readonly attempt?: boolean; readonly skipGate?: string }
  | { readonly verb: 'rollback' | 'retire' | 'contract'; readonly app: string }
  | { readonly verb: 'edit'; readonly app: string; readonly level: string; readonly replicas: number };

const app = fc.constantFrom('ping', 'shop');
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({ verb: fc.constant('deploy' as const), app, tag: fc.constantFrom('1', '2', '3') }),
    weight: 3,
  },
  { arbitrary: fc.record({ verb: fc.constant('promote' as const), app }), weight: 4 },
  {
    arbitrary: fc.record({ verb: fc.constant('promote' as const), app, attempt: fc.constant(true) }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ verb: fc.constant('promote' as const), app, skipGate: fc.constant('no nodes') }),
    weight: 1,
  },
  { arbitrary: fc.record({ verb: fc.constantFrom('rollback' as const, 'retire' as const), app }), weight: 3 },
  { arbitrary: fc.record({ verb: fc.constant('contract' as const), app: fc.constant('shop') }), weight: 1 },
  {
    arbitrary: fc.record({
      verb: fc.constant('edit' as const),
      app,
      level: fc.constantFrom('debug', 'info'),
      replicas: fc.integer({ min: 1, max: 3 }),
    }),
    weight: 1,
  },
);

// So that no run of the test misses a verb.
const EVERY_VERB: Step[] = [
  { verb: 'deploy', app: 'ping', tag: '2' },
  { verb: 'promote', app: 'ping', skipGate: 'no nodes' },
  { verb: 'promote', app: 'ping', attempt: true },
  { verb: 'rollback', app: 'ping' },
  { verb: 'edit', app: 'ping', level: 'debug', replicas: 1 },
  { verb: 'retire', app: 'ping' },
  { verb: 'deploy', app: 'shop', tag: '2' },
  { verb: 'promote', app: 'shop' },
  { verb: 'deploy', app: 'shop', tag: '3' },
  { verb: 'promote', app: 'shop' },
  { verb: 'retire', app: 'shop' },
  { verb: 'contract', app: 'shop' },
];

function spec(name: string, level = 'info', replicas = 2): string {
  const ways =
    name === 'shop'
      ? 'traffic: overlap\nmigrate: { expand: { command: [up] }, contract: { command: [down] } }'
      : 'traffic: selector';
  return `name: ${name}\n${ways}\nimage: team/${name}\nport: 8080\nreplicas: ${replicas}\nenv: { LEVEL: ${level} } # edited at times\nreadiness: { path: / }\n`;
}

function git(root: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: root, encoding: 'utf8' });
}

function commitAll(root: string): void {
  git(root, 'add', '--all');
  commit(root);
}

function commit(root: string): void {
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'change');
}

// What every sequence begins with; made once.
let beginning: string | undefined;

async function start(): Promise<string> {
  beginning ??= await begun();
  const root = temporaryFolder();
  cpSync(beginning, root, { recursive: true });
  return root;
}

async function begun(): Promise<string> {
  const root = temporaryFolder();
  const files = {
    'bluegreen.yaml': `environments: { ${ENVIRONMENT}: { namespace: demo } }\n`,
    'apps/ping.yaml': spec('ping'),
    'apps/shop.yaml': spec('shop'),
    'releases/production/ping.yaml':
      '# Who is on call: team ping\nactive: blue # users\nblue: { image: "team/ping:1" }\n',
    'releases/production/shop.yaml': 'green:\r\n  image: team/shop:1\r\n\r\nactive: "green"   # CRLF\r\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  git(root, 'init', '--quiet', '--initial-branch=main');
  await synthesize({ root, json: undefined, context: [] });
  commitAll(root);
  return root;
}

const DECISIONS: Record<
  Exclude<Verb, 'adopt' | 'eject' | 'hold'>,
  (step: Step, root: string) => (current: ApplicationState) => Outcome
> = {
  deploy: step => current => deploy(current, { tag: (step as { tag: string }).tag }),
  promote: step => current =>
    (step as { attempt?: boolean }).attempt ? attempt(current) : promote(current, step as Promotion),
  retire: () => current => retire(current),
  contract: () => contract,
  rollback: (_, root) => current => rollback(current, rollbackTargets(root, [placeOf(current)])(current)),
};

/** Does a step as the tool does it; false where it was refused or there was nothing to do. */
async function done(root: string, step: Step): Promise<boolean> {
  if (step.verb === 'edit') {
    writeFileSync(join(root, `apps/${step.app}.yaml`), spec(step.app, step.level, step.replicas));
    return synthesize({ root, json: undefined, context: [] });
  }
  const { report, writes } = await prepareVerb({
    verb: step.verb,
    root,
    settings: settingsOf(root),
    environment: ENVIRONMENT,
    applications: [step.app],
    decide: DECISIONS[step.verb](step, root),
  });
  const transaction = new Transaction(root);
  for (const [path, content] of writes) {
    if (content === undefined) transaction.remove(path);
    else transaction.write(path, content);
  }
  transaction.commit();
  expect(report.problems).toEqual([]);
  return report.changed.length > 0;
}

async function freshSynth(root: string): Promise<Map<string, string>> {
  const project = readProject(root, { json: undefined, args: [] });
  expect(problemsOfProject(project)).toEqual([]);
  const files = new Map<string, string>();
  for (const placed of project.applications) {
    const { environment, application } = placed;
    const folder = `apps/${environment}/${application.name}`;
    for (const [path, text] of await renderedFiles(placed)) files.set(`${folder}/${path}`, text);
  }
  return files;
}

const stateOf = (root: string, name: string) =>
  parse(readFileSync(join(root, `releases/${ENVIRONMENT}/${name}.yaml`), 'utf8'));

/** The beginnings of the paths that a step may touch, by the colour that was active before it. */
function allowed({ verb, app: name }: Step, active: string): string[] {
  const folder = `dist/apps/${ENVIRONMENT}/${name}`;
  const release = `releases/${ENVIRONMENT}/${name}.yaml`;
  const idle = `${folder}/${active === 'blue' ? 'green' : 'blue'}/`;
  if (verb === 'edit') return [`apps/${name}.yaml`, `${folder}/`];
  if (verb === 'contract') return [release, `${folder}/migrate/${active}/`];
  const migration = `${folder}/migrate/${active === 'blue' ? 'green' : 'blue'}/`;
  if (verb === 'deploy') return [release, idle, migration];
  return verb === 'promote' || verb === 'rollback' ? [release, `${folder}/release/`] : [release, idle];
}

function usersReachPods(files: ReadonlyMap<string, string>, name: string, colours: number): void {
  const folder = `apps/${ENVIRONMENT}/${name}`;
  const { selector } = parse(files.get(`${folder}/release/traffic/Service.${name}.k8s.yaml`)!).spec;
  const reached = ['blue', 'green']
    .map(colour => parse(files.get(`${folder}/${colour}/Deployment.${name}-${colour}.k8s.yaml`)!).spec)
    .filter(({ template }) =>
      Object.entries(selector).every(([key, value]) => template.metadata.labels[key] === value),
    );
  expect(reached).toHaveLength(colours);
  for (const { replicas } of reached) expect(replicas).toBeGreaterThan(0);
}

// A promotion by selector, with nothing to say of the gate.
const isPlain = (step: Step, before: object) =>
  step.app === 'ping' && !('attempt' in step || 'skipGate' in step) && !('gate' in before);

test('whatever verbs follow each other, dist is a fresh synth, each touches only its own files, and users reach pods', async () => {
  const counts: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 14 }), async steps => {
      const root = await start();
      for (const step of steps) {
        const { active, ...before } = stateOf(root, step.app);
        if (!(await done(root, step))) {
          expect(git(root, 'status', '--porcelain')).toBe('');
          continue;
        }
        counts[step.verb] = (counts[step.verb] ?? 0) + 1;
        const files = filesBelow(root, 'dist');
        expect([...files]).toEqual([...new Map([...(await freshSynth(root))].sort(([a], [b]) => (a < b ? -1 : 1)))]);
        for (const name of ['ping', 'shop']) {
          usersReachPods(files, name, stateOf(root, name).overlap ? 2 : 1);
        }

        git(root, 'add', '--all');
        const touched = git(root, 'diff', '--cached', '--name-only').trim().split('\n').filter(Boolean);
        const starts = allowed(step, active);
        expect(touched.filter(path => !starts.some(prefix => path.startsWith(prefix)))).toEqual([]);
        if ((step.verb === 'promote' || step.verb === 'rollback') && isPlain(step, before)) {
          const [added, removed] = git(root, 'diff', '--cached', '--numstat', 'releases').split('\t');
          expect([added, removed]).toEqual(['1', '1']);
        }
        commit(root);
      }
      rmSync(root, { recursive: true });
    }),
    { numRuns: 8, examples: [[EVERY_VERB]] },
  );
  expect(Object.keys(counts).sort()).toEqual(['contract', 'deploy', 'edit', 'promote', 'retire', 'rollback']);
}, 240_000);

test('promote, then rollback, restores every byte', async () => {
  const root = await start();
  for (const name of ['ping', 'shop']) {
    expect(await done(root, { verb: 'deploy', app: name, tag: '2' })).toBe(true);
    commitAll(root);
    const before = git(root, 'rev-parse', 'HEAD^{tree}');
    expect(await done(root, { verb: 'promote', app: name })).toBe(true);
    commitAll(root);
    expect(git(root, 'rev-parse', 'HEAD^{tree}')).not.toBe(before);
    expect(await done(root, { verb: 'rollback', app: name })).toBe(true);
    commitAll(root);
    expect(git(root, 'rev-parse', 'HEAD^{tree}')).toBe(before);
  }
});
