import { relative } from 'node:path';
import { Command } from 'commander';
import { decide } from './lib/decide/application';
import { identitiesTwice } from './lib/decide/identities';
import { type LocatedProblem, problemText } from './lib/read/located-problem';
import { readProject } from './lib/read/project';
import { renderApplication } from './lib/render/render-application';
import { TreeWriter } from './lib/write/tree-writer';
import { WriteError } from './lib/write/write-error';
import { yamlText } from './lib/write/yaml-text';

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
    .parse();
  const outdir = process.env['CDK8S_OUTDIR'] ?? 'dist';
  const json = process.env['CDK8S_CONTEXT_JSON'];

  const project = readProject(process.cwd(), { json, args: command.opts<{ context: string[] }>().context });
  const problems: LocatedProblem[] = [...project.problems];
  for (const { props, locate } of project.applications) problems.push(...decide(props).problems.map(locate));
  for (const { of, problem } of identitiesTwice(project.applications)) problems.push(of.locate(problem));
  for (const problem of problems) console.error(problemText(problem));
  const errors = problems.filter(problem => !problem.warning).length;
  if (errors) fail(`${errors} ${errors === 1 ? 'error' : 'errors'}; nothing is written.`, outdir);

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

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

function fail(message: string, outdir: string): never {
  console.error(message);
  // cdk8s-cli sets CDK8S_OUTDIR, and removes that folder before it starts us.
  if (process.env['CDK8S_OUTDIR']) {
    const folder = relative(process.cwd(), outdir) || outdir;
    console.error(`cdk8s-cli emptied ${folder} before it started this app; to get it back: git restore ${folder}`);
  }
  process.exit(1);
}

try {
  main();
} catch (error) {
  if (!(error instanceof WriteError)) throw error;
  fail(error.message, process.env['CDK8S_OUTDIR'] ?? 'dist');
}
