import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { Command } from 'commander';
import { exitCodeOf, UsageError } from './lib/cli/errors';
import { complain } from './lib/cli/print';
import { currentFolder } from './lib/cli/project';
import { synthesize } from './lib/cli/synth/all';
import { contextThatCdk8sIgnores } from './lib/project/files/cdk8s-cli';

// cdk8s-cli names the output folder, and removes it before it starts us.
const outdir = process.env['CDK8S_OUTDIR'] || undefined;
const emptied = outdir !== undefined && !existsSync(outdir);
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
    .exitOverride()
    .parse();
  const { context } = command.opts<{ context: string[] }>();
  const ignored = outdir !== undefined && !context.length ? contextThatCdk8sIgnores() : undefined;
  if (ignored !== undefined) {
    throw new UsageError(
      `cdk8s synth takes no context: it would ignore -c ${ignored} without a word.\n    fix: npx --no cdk8s-blue-green synth -c ${ignored}`,
    );
  }

  const json = process.env['CDK8S_CONTEXT_JSON'];
  if (!(await synthesize({ root, ...(outdir !== undefined && { outdir }), json, context }))) fail(1);
}

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

function fail(exitCode: number): never {
  if (emptied && root !== undefined && outdir !== undefined) {
    const folder = relative(root, outdir) || outdir;
    complain(`cdk8s-cli emptied ${folder} before it started this app; to get it back: git restore ${folder}`);
  }
  process.exit(exitCode);
}

main().catch(error => {
  const exitCode = exitCodeOf(error);
  if (exitCode) fail(exitCode);
  process.exit();
});
