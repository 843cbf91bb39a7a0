import { program } from '../../lib/cli/program';
import { PingProject, ToolProject } from './tool-project';

const VERBS = program('0').commands;
const OPTIONS = VERBS.flatMap(verb => verb.options.map(option => ({ verb: verb.name(), option })));
const values = OPTIONS.filter(({ option }) => option.required).map(({ verb, option }) => [verb, option.long!] as const);
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

test.each(values)('%s %s: of two values none is dropped in silence', (verb, flag) => {
  const { argChoices } = OPTIONS.find(({ verb: of, option }) => of === verb && option.long === flag)!.option;
  const known: Readonly<Record<string, readonly [string, string]>> = {
    '--replicas': ['1', '2'],
    '--weight': ['1', '2'],
    '--port': ['1', '2'],
  };
  const [one, other] = known[flag] ?? [argChoices?.[0] ?? 'one', argChoices?.[1] ?? 'other'];
  const command = program('0').exitOverride();
  const found = command.commands.find(one => one.name() === verb);
  const parsed = () => found!.exitOverride().parseOptions([flag, one, flag, other]);
  if (REPEATABLE.includes(`${verb} ${flag}`)) {
    parsed();
    expect(found!.opts()[flag.slice(2)]).toEqual([one, other]);
  } else {
    expect(parsed).toThrow(`${flag} takes one value, and was given "${one}" and "${other}"`);
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
