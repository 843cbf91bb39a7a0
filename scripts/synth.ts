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
  .parse();

const app = parse(readFileSync('cdk8s.yaml', 'utf8')).app as string;
const context = command.opts<{ context: string[] }>().context.flatMap(value => ['-c', shellWord(value)]);
const { status, error } = spawnSync('npx', ['cdk8s', 'synth', '--app', [app, ...context].join(' ')], {
  stdio: 'inherit',
  env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
});
if (error) throw error;
process.exitCode = status ?? 1;

// cdk8s-cli hands the command to a shell.
function shellWord(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
