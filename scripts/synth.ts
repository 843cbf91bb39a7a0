/**
 * `npm run synth`: cdk8s synth without its upgrade check, and with context. cdk8s-cli has no context of its own: it
 * takes `-c` and ignores it, so the values go to the app that it starts.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parse } from 'yaml';

const command = new Command('npm run synth --')
  .description('Synthesizes dist/ with cdk8s-cli.')
  .option(
    '-c, --context <key=value>',
    'active=green, ping.active=green or production/ping.active=green; may be repeated',
    (value, all: string[]) => [...all, value],
    [],
  )
  .allowExcessArguments(false)
  .exitOverride(({ exitCode }) => process.exit(exitCode && 2))
  .parse();

const project = parse(readFileSync('cdk8s.yaml', 'utf8')) as { readonly app: string; readonly output?: string };
const context = command.opts<{ context: string[] }>().context.flatMap(value => ['-c', shellWord(value)]);
const app = [project.app, ...context].join(' ');

// cdk8s-cli empties the output before it starts the app. So the app first runs by itself: where it refuses its input,
// all stays as it is. What it has to say, it says this first time.
const alone = spawnSync(app, {
  shell: true,
  stdio: 'inherit',
  env: { ...process.env, CDK8S_OUTDIR: project.output ?? 'dist' },
});
if (alone.status !== 0) process.exit(alone.status ?? 1);

const { status, stderr, error } = spawnSync('npx', ['--no', 'cdk8s', 'synth', '--app', app], {
  stdio: ['inherit', 'inherit', 'pipe'],
  env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
});
if (error) throw error;
if (status !== 0) process.stderr.write(stderr);
process.exitCode = status ?? 1;

// cdk8s-cli hands the command to a shell.
function shellWord(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
