import { program } from '../../lib/cli/program';
import { PingProject, ToolProject } from './tool-project';

const REPEATABLE = [
  'status --env',
  'serve --env',
  'history --env',
  'advance --env',
  'check --allow',
  'synth --context',
  'init --env',
  'init --engine',
];

test('of two values that an option of any verb gets none is dropped in silence', async () => {
  const known: Readonly<Record<string, readonly [string, string]>> = {
    '--replicas': ['1', '2'],
    '--weight': ['1', '2'],
    '--port': ['1', '2'],
  };
  const { commands } = await program('0');
  const repeated = commands.flatMap(command =>
    command.options
      .filter(({ required }) => required)
      .map(({ long, argChoices }) => {
        const [one, other] = known[long!] ?? [argChoices?.[0] ?? 'one', argChoices?.[1] ?? 'other'];
        return { verb: command.name(), flag: long!, one, other };
      }),
  );
  expect(repeated.length).toBeGreaterThan(30);
  for (const { verb, flag, one, other } of repeated) {
    const command = (await program('0')).commands.find(found => found.name() === verb)!;
    const parsed = () => command.exitOverride().parseOptions([flag, one, flag, other]);
    if (REPEATABLE.includes(`${verb} ${flag}`)) {
      parsed();
      expect(command.opts()[flag.slice(2)]).toEqual([one, other]);
    } else {
      expect(parsed).toThrow(`${flag} takes one value, and was given "${one}" and "${other}"`);
    }
  }
});

test('a verb that changes something takes one environment, and changes nothing where it gets two', () => {
  const project = new ToolProject();
  const words = ['deploy', 'shop', '--env', 'staging', '--env', 'production', '--tag', '9.0'];
  expect(project.run(...words)).toEqual({
    status: 2,
    stdout: '',
    stderr: 'error: --env takes one value, and was given "staging" and "production": call the command once for each\n',
  });
  expect(project.changed()).toEqual([]);
});

test('a verb that only tells takes several environments', () => {
  const project = new ToolProject();
  const environments = (...words: readonly string[]) =>
    JSON.parse(project.run('status', '--output', 'json', ...words).stdout).situations.map(
      ({ environment }: { environment: string }) => environment,
    );
  expect(new Set(environments('--env', 'staging', '--env', 'production'))).toEqual(new Set(['staging', 'production']));
  expect(new Set(environments('--env', 'staging'))).toEqual(new Set(['staging']));
  expect(project.run('status', '--env', 'staging', '--env', 'prod').stderr).toContain('there is no environment "prod"');
  const { stdout } = project.run('history', '--env', 'staging', '--env', 'production');
  expect(stdout).toContain('staging/shop');
  expect(stdout).toContain('production/shop');
});

test('options that say two things at once are refused, and a switch that is said twice says the same', () => {
  const project = new PingProject();
  expect(project.run('check', '--base', 'HEAD', '--no-base')).toMatchObject({
    status: 2,
    stderr: 'error: --base and --no-base contradict each other: say one of them\n',
  });
  expect(project.run('plan', '--format', 'html', '--output', 'json')).toMatchObject({ status: 2 });
  expect(project.run('status', '--todo', '--todo').status).toBe(0);
});
