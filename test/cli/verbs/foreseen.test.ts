import fc from 'fast-check';
import { areAlike } from '../../../lib/cli/verbs/alike';
import { reviewed } from '../../analysis/check/output';
import { anyStep, anyTraffic, EVERY_VERB, history, type Step, type Written } from '../../analysis/check/verb-history';
import { PingProject, type ToolProject } from '../tool-project';

const PING = ['ping', '--env', 'production'];

/** Users are on green; blue, that comes next, is asked by no gate and has no disruption budget. */
function beforeAWeakerOne(): ToolProject {
  const project = new PingProject();
  done(project, 'deploy', ...PING, '--tag', '3.0');
  done(project, 'promote', ...PING);
  const spec = project.read('apps/ping.yaml');
  project.write('apps/ping.yaml', `${spec.replace(/smoke:\n.*\n/, '')}disruption: { none: true }\n`);
  done(project, 'deploy', ...PING, '--tag', '4.0');
  return project;
}

function done(project: ToolProject, ...words: string[]): void {
  expect(project.run(...words)).toMatchObject({ status: 0, stderr: '' });
  project.commit();
}

/** `BG018: users move from …`, as check finds it. */
function found(project: ToolProject): string[] {
  const { findings } = JSON.parse(project.run('check', '--format', 'json').stdout);
  return findings.map(({ rule, message, users }: Record<string, string>) => `${rule}: ${message}; users: ${users}`);
}

function foreseen(stdout: string): string[] {
  return [...stdout.matchAll(/^ {2}check is going to find (.*)$/gm)].map(([, words]) => words!);
}

test('promote says what check is going to find in its commit, and what to do; it is done all the same', () => {
  const project = beforeAWeakerOne();
  const { status, stdout } = project.run('promote', ...PING);
  expect([status, foreseen(stdout).map(line => line.slice(0, 5))]).toEqual([0, ['BG018', 'BG023']]);
  expect(foreseen(stdout)).toEqual(found(project));
  expect(stdout).toContain(
    'way out: put back in apps/ping.yaml what is missing, deploy that, and promote in a later commit; ' +
      'what is meant to be so: bluegreen check --allow BG018=production/ping --allow BG023=production/ping\n',
  );
});

test('the way out that it names lets the commit pass, and what a review has allowed is not said', () => {
  const project = beforeAWeakerOne();
  const allow = ['BG018', 'BG023'].flatMap(rule => ['--allow', `${rule}=production/ping`]);
  const soon = new Date(Date.now() + 10 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const entry = `{ rule: BG018, application: production/ping, reason: nobody drains nodes, expires: "${soon}" }`;
  project.write('bluegreen-allow.yaml', `allow: [${entry}]\n`);
  project.commit();
  expect(foreseen(project.run('promote', ...PING).stdout).map(line => line.slice(0, 5))).toEqual(['BG023']);
  expect(project.run('check', ...allow).status).toBe(0);
  project.git('restore', '.');
  project.git('clean', '-fdq', 'dist');
  project.write('bluegreen-allow.yaml', 'allow: [{}]\n');
  const { status, stdout } = project.run('promote', ...PING);
  expect([status, foreseen(stdout).length]).toEqual([0, 2]);
});

test('rollback says so too, and that it goes on where users suffer', () => {
  const project = beforeAWeakerOne();
  done(project, 'promote', ...PING);
  project.git('checkout', '--quiet', 'HEAD~2', '--', 'apps/ping.yaml');
  done(project, 'deploy', ...PING, '--tag', '5.0');
  done(project, 'promote', ...PING);
  const { status, stdout } = project.run('rollback', ...PING);
  expect([status, foreseen(stdout).map(line => line.slice(0, 5))]).toEqual([0, ['BG018', 'BG023']]);
  expect(foreseen(stdout)).toEqual(found(project));
  expect(stdout).toContain(
    'way out: where users suffer, go on: bluegreen check --allow BG018=production/ping --allow BG023=production/ping\n',
  );
});

const ANOTHER_IMAGE: Step[] = [
  EVERY_VERB[0]!,
  { verb: 'promote' },
  { verb: 'deploy', tag: '2', spec: { ...spec(0), env: { A: '1' } } },
  { verb: 'promote' },
];

function spec(index: number): Extract<Step, { verb: 'deploy' }>['spec'] {
  return (EVERY_VERB[index] as Extract<Step, { verb: 'deploy' }>).spec;
}

test('where both colours are alike but for what every release has anew, check finds nothing, so nobody reads the YAML', () => {
  let alike = 0;
  let apart = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 4, maxLength: 12 }), anyTraffic, (steps, traffic) => {
      for (const { verb, beforeFiles, afterFiles } of history(steps, traffic)) {
        if (verb !== 'promote' && verb !== 'rollback') continue;
        if (areAlike(outputOf({ beforeFiles, afterFiles }))) {
          alike++;
          expect(reviewed(beforeFiles, afterFiles).findings).toEqual([]);
        } else apart++;
      }
    }),
    {
      numRuns: 20,
      examples: [
        [EVERY_VERB, {}],
        [ANOTHER_IMAGE, {}],
      ],
    },
  );
  const moves = history(ANOTHER_IMAGE, {}).filter(({ verb }) => verb === 'promote');
  expect(moves.map(written => areAlike(outputOf(written)))).toContain(true);
  expect([alike > 0, apart > 0]).toEqual([true, true]);
}, 240_000);

function outputOf({ beforeFiles, afterFiles }: Pick<Written, 'beforeFiles' | 'afterFiles'>) {
  const folder = 'dist/apps/production/ping/';
  const files = [...new Set([...beforeFiles.keys(), ...afterFiles.keys()])].sort();
  return {
    files: files.map(file => file.slice(folder.length)),
    foundIn: (file: string) => beforeFiles.get(`${folder}${file}`) ?? null,
    contentOf: (file: string) => afterFiles.get(`${folder}${file}`),
  };
}
