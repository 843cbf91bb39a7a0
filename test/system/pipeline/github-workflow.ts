import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PIPELINE, type PipelineProject } from './pipeline-project';

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly if?: string;
}

export interface Workflow {
  readonly permissions: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly permissions?: unknown; readonly steps: readonly Step[] }>>;
}

/** What came of a job. */
interface JobRun {
  /** Each step that failed. */
  readonly failed: readonly string[];
  readonly output: string;
}

export function workflowIn(file: string): Workflow {
  return parse(readFileSync(join(PIPELINE, file), 'utf8'));
}

/** Runs the shell of a job's steps, in order, as GitHub does; `context` is what the expressions in them stand for. */
export function runJob(
  project: PipelineProject,
  { env, jobs }: Workflow,
  job: string,
  context: Readonly<Record<string, string>> = {},
): JobRun {
  const known: Record<string, string> = { 'runner.temp': project.runner, ...context };
  const outputs = join(project.runner, 'outputs');
  writeFileSync(outputs, '');
  const failed: string[] = [];
  let output = '';
  for (const step of jobs[job]!.steps) {
    if (step.run === undefined || !isDue(step, known, failed.length > 0)) continue;
    const variables = { ...filled(env, known), ...filled(step.env, known), GITHUB_OUTPUT: outputs };
    const outcome = project.script(step.run, variables);
    output += outcome.output;
    if (outcome.status !== 0) failed.push(step.name ?? step.run);
    for (const [, key, value] of readFileSync(outputs, 'utf8').matchAll(/^(\w+)=(.*)$/gm)) {
      known[`steps.${step.id}.outputs.${key}`] = value!;
    }
  }
  return { failed, output };
}

function isDue(step: Step, known: Readonly<Record<string, string>>, failed: boolean): boolean {
  const [, condition] = /^\$\{\{ (.*) \}\}$/.exec(step.if ?? '') ?? [];
  if (condition?.startsWith('!cancelled()')) return true;
  return !failed && (condition === undefined || Boolean(known[condition]));
}

function filled(env: Step['env'] = {}, known: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([key, text]) => [key, text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, name) => value(name))]),
  );

  // Of `a || b`, the first that is there.
  function value(expression: string): string {
    const found = expression
      .split(' || ')
      .map(name => known[name])
      .find(Boolean);
    if (found === undefined) throw new Error(`nothing is known of ${expression}`);
    return found;
  }
}
