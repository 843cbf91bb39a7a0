import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { Command } from 'commander';
import { currentFolder } from './lib/cli/current-folder';
import { BAD_INPUT, explainedExit, WRONG_USAGE } from './lib/cli/exit-code';
import { complain } from './lib/cli/print';
import { synthesize } from './lib/cli/synthesize';
import { contextThatCdk8sIgnores } from './lib/project/files/cdk8s-cli';

// cdk8s-cli names the output folder, and removes it before it starts us.
const outdir = process.env['CDK8S_OUTDIR'] || 'dist';
const emptied = Boolean(process.env['CDK8S_OUTDIR']) && !existsSync(outdir);
let root: string | undefined;

// The cdk8s app.
async function main(): Promise<void> {
  root = currentFolder();
  const command = new Command('main')
    .description('Synthesizes bluegreen.yaml, apps/ and releases/ into dist/.')
    .option(
      '-c, --context <key=value>',
      'active=green, ping.active=green or production/ping.active=green; may be repeated',
      collect,
      [],
    )
    .allowExcessArguments(false)
    .configureOutput({ writeErr: text => complain(text.replace(/\n$/, '')) })
    .exitOverride(({ exitCode }) => (exitCode ? fail(WRONG_USAGE) : process.exit()))
    .parse();
  const { context } = command.opts<{ context: string[] }>();
  const ignored = process.env['CDK8S_OUTDIR'] && !context.length ? contextThatCdk8sIgnores() : undefined;
  if (ignored !== undefined) {
    complain(`error: cdk8s synth takes no context: it would ignore -c ${ignored} without a word.`);
    complain(`    fix: npm run synth -- -c ${ignored}`);
    fail(WRONG_USAGE);
  }

  const json = process.env['CDK8S_CONTEXT_JSON'];
  if (!(await synthesize({ root, outdir, json, context }))) fail(BAD_INPUT);
}

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

function fail(exitCode: number): never {
  if (emptied && root !== undefined) {
    const folder = relative(root, outdir) || outdir;
    complain(`cdk8s-cli emptied ${folder} before it started this app; to get it back: git restore ${folder}`);
  }
  process.exit(exitCode);
}

main().catch(error => {
  const exitCode = explainedExit(error);
  if (exitCode === undefined) throw error;
  fail(exitCode);
});
