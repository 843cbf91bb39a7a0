import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../../repository';
import { PIPELINE, type PipelineProject } from './pipeline-project';

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly if?: string;
  readonly 'working-directory'?: string;
}

export interface Workflow {
  readonly permissions: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly defaults?: { readonly run: { readonly 'working-directory': string } };
  readonly jobs: Readonly<
    Record<string, { readonly if?: string; readonly permissions?: unknown; readonly steps: readonly Step[] }>
  >;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

/** What came of a job. */
interface JobRun {
  /** Each step that failed. */
  readonly failed: readonly string[];
  readonly output: string;
  /** Each action of others that was due, with what it was given. */
  readonly used: ReadonlyArray<{ readonly uses: string; readonly with: Readonly<Record<string, string>> }>;
}

/** What expressions stand for, such as `github.token`. */
export type Context = Readonly<Record<string, string>>;

export function workflowIn(file: string): Workflow {
  return parse(readFileSync(join(PIPELINE, file), 'utf8'));
}

export const ACTION: Action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
const COPIED = './.github/actions/bluegreen';

/** Runs the shell of a job's steps, in order, as GitHub does, and of our own action among them. */
export function runJob(
  project: PipelineProject,
  { env, defaults, jobs }: Workflow,
  job: string,
  context: Context = {},
  given: Readonly<Record<string, string>> = {},
): JobRun {
  const run = new Run(project, given);
  // They are for its own steps, and not for those of actions.
  const folder = defaults?.run['working-directory'];
  const steps = jobs[job]!.steps.map(step => ({
    ...(folder !== undefined && { 'working-directory': folder }),
    ...step,
  }));
  run.steps(steps, { 'runner.temp': project.runner, ...context }, env);
  return run;
}

class Run implements JobRun {
  public readonly failed: string[] = [];
  public output = '';
  public readonly used: Array<{ readonly uses: string; readonly with: Readonly<Record<string, string>> }> = [];

  /** @param given to our own action, beside what the workflow gives */
  public constructor(
    private readonly project: PipelineProject,
    private readonly given: Readonly<Record<string, string>>,
  ) {}

  /** @returns what is known afterwards */
  public steps(steps: readonly Step[], context: Context, env?: Step['env']): Context {
    const known: Record<string, string> = { ...context };
    for (const step of steps) {
      if (!isDue(step, known, this.failed.length > 0)) continue;
      for (const [key, value] of Object.entries(this.step(step, known, env))) {
        known[`steps.${step.id}.outputs.${key}`] = value;
      }
    }
    return known;
  }

  /** @returns its outputs */
  private step(step: Step, known: Context, env: Step['env']): Readonly<Record<string, string>> {
    const inputs = filled(step.with, known);
    if (step.uses === COPIED) return this.action(inputs, known);
    if (step.run === undefined) {
      this.used.push({ uses: step.uses!, with: inputs });
      return {};
    }
    const outputs = join(this.project.runner, 'outputs');
    writeFileSync(outputs, '');
    const variables = {
      ...filled(env, known),
      ...filled(step.env, known),
      GITHUB_OUTPUT: outputs,
      GITHUB_STEP_SUMMARY: join(this.project.runner, 'summary.md'),
    };
    const { 'working-directory': folder } = filled({ 'working-directory': step['working-directory'] ?? '.' }, known);
    const outcome = this.project.script(step.run, variables, folder);
    this.output += outcome.output;
    if (outcome.status !== 0) this.failed.push(step.name ?? step.run);
    return Object.fromEntries(
      [...readFileSync(outputs, 'utf8').matchAll(/^(\w+)=(.*)$/gm)].map(([, key, value]) => [key!, value!]),
    );
  }

  private action(inputs: Readonly<Record<string, string>>, known: Context): Readonly<Record<string, string>> {
    const defaults = Object.entries(ACTION.inputs).map(([name, { default: text = '' }]) => [name, text]);
    const said = { ...filled(Object.fromEntries(defaults), known), ...inputs, ...this.given };
    const unknown = Object.keys(said).filter(name => !(name in ACTION.inputs));
    if (unknown.length) throw new Error(`the action has no input ${unknown.join(', ')}`);
    const own = Object.entries(known).filter(([name]) => !name.startsWith('steps.'));
    const after = this.steps(ACTION.runs.steps, {
      ...Object.fromEntries(own),
      ...Object.fromEntries(Object.entries(said).map(([name, text]) => [`inputs.${name}`, text])),
    });
    return filled(Object.fromEntries(Object.entries(ACTION.outputs).map(([name, { value }]) => [name, value])), after);
  }
}

function isDue(step: Step, known: Context, failed: boolean): boolean {
  const condition = (step.if ?? '').replace(/^\$\{\{ (.*) \}\}$/, '$1');
  const terms = condition === '' ? [] : condition.split(' && ');
  const rest = terms.filter(term => term !== '!cancelled()');
  if (failed && rest.length === terms.length) return false;
  return rest.every(term => {
    const [, name, text] = /^(\S+) == '(.*)'$/.exec(term) ?? [];
    if (name !== undefined) return (known[name] ?? '') === text;
    return term.startsWith('!') ? !known[term.slice(1)] : Boolean(known[term]);
  });
}

function filled(said: Readonly<Record<string, unknown>> = {}, known: Context): Record<string, string> {
  return Object.fromEntries(
    Object.entries(said).map(([key, text]) => [
      key,
      String(text).replaceAll(/\$\{\{ (.*?) \}\}/g, (_, name) => value(name)),
    ]),
  );

  // Of `a || b`, the first that is there; a step that was not due has no outputs.
  function value(expression: string): string {
    const names = expression.split(' || ');
    const values = names.map(name => known[name] ?? (name.startsWith('steps.') ? '' : undefined));
    const found = values.find(Boolean) ?? values.find(value => value !== undefined);
    if (found === undefined) throw new Error(`nothing is known of ${expression}`);
    return found;
  }
}
