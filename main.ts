import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { Command } from 'commander';
import { contextThatCdk8sIgnores } from './lib/read/cdk8s-cli';
import { problemText } from './lib/read/located-problem';
import { problemsOfProject, readProject } from './lib/read/project';
import { ManifestError } from './lib/render/manifest-error';
import { renderApplication } from './lib/render/render-application';
import { holdProject, recoverInterrupted } from './lib/write/hold-project';
import { TreeWriter } from './lib/write/tree-writer';
import { WriteError } from './lib/write/write-error';
import { yamlText } from './lib/write/yaml-text';

const BAD_INPUT = 1;
const WRONG_USAGE = 2;

// cdk8s-cli names the output folder, and removes it before it starts us.
const outdir = process.env['CDK8S_OUTDIR'] || 'dist';
const emptied = Boolean(process.env['CDK8S_OUTDIR']) && !existsSync(outdir);

// The cdk8s app: read, decide, render, write.
function main(): void {
  const command = new Command('main')
    .description('Synthesizes bluegreen.yaml, apps/ and releases/ into dist/.')
    .option(
      '-c, --context <key=value>',
      'active=green, ping.active=green or production/ping.active=green; may be repeated',
      collect,
      [],
    )
    .allowExcessArguments(false)
    .exitOverride(({ exitCode }) => (exitCode ? fail(WRONG_USAGE) : process.exit()))
    .parse();
  const { context } = command.opts<{ context: string[] }>();
  const ignored = process.env['CDK8S_OUTDIR'] && !context.length ? contextThatCdk8sIgnores() : undefined;
  if (ignored !== undefined) {
    console.error(`error: cdk8s synth takes no context: it would ignore -c ${ignored} without a word.`);
    console.error(`    fix: npm run synth -- -c ${ignored}`);
    fail(WRONG_USAGE);
  }

  const recovered = startUndisturbed();
  if (recovered) console.error(recovered);
  const project = readProject(process.cwd(), { json: process.env['CDK8S_CONTEXT_JSON'], args: context });
  const problems = problemsOfProject(project);
  for (const problem of problems) console.error(problemText(problem));
  const errors = problems.filter(problem => !problem.warning).length;
  if (errors) {
    console.error(`${errors} ${errors === 1 ? 'error' : 'errors'}; nothing is written.`);
    fail(BAD_INPUT);
  }

  const writer = new TreeWriter(outdir);
  if (writer.recovered) console.error(writer.recovered);
  try {
    for (const { environment, props } of project.applications) {
      for (const { path, object } of renderApplication(props)) {
        writer.add(`apps/${environment}/${props.name}/${path}`, yamlText(object));
      }
    }
    writer.commit();
  } finally {
    writer.abandon();
  }
}

// The inputs may be part of a change that was interrupted. Who writes the project's own dist/ keeps others from changing
// the inputs until it is written.
function startUndisturbed(): string | undefined {
  const root = process.cwd();
  if (!resolve(outdir).startsWith(join(root, sep))) return recoverInterrupted(root);
  const { recovered, release } = holdProject(root);
  process.once('exit', release);
  return recovered;
}

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

function fail(exitCode: number): never {
  if (emptied) {
    const folder = relative(process.cwd(), outdir) || outdir;
    console.error(`cdk8s-cli emptied ${folder} before it started this app; to get it back: git restore ${folder}`);
  }
  process.exit(exitCode);
}

try {
  main();
} catch (error) {
  if (!(error instanceof WriteError || error instanceof ManifestError)) throw error;
  console.error(error.message);
  fail(BAD_INPUT);
}
