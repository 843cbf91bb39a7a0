import { COLOURS, type Colour } from '../spec/colour';
import { nearest } from '../spec/nearest';
import { shown } from '../spec/problem';
import type { LocatedProblem } from './located-problem';

/** Context values that choose the active colour; a later one wins over an earlier one. */
export interface ActiveContext {
  /** What it is said of: one application in one environment, one in all, or all. */
  readonly environment?: string;
  readonly application?: string;
  readonly active: Colour;
}

interface Entry {
  readonly source: string;
  readonly key: string;
  readonly value: unknown;
}

/** What there is to choose a colour for. */
export interface Known {
  readonly environments: readonly string[];
  readonly applications: readonly string[];
}

/**
 * Context from outside the files, the lowest first: the variable `CDK8S_CONTEXT_JSON`, then `-c KEY=VALUE` arguments.
 * Within each, `active` for all applications counts less than `ping.active`, and that less than `production/ping.active`.
 */
export function readContext(
  json: string | undefined,
  args: readonly string[],
  known: Known,
): { contexts: ActiveContext[]; problems: LocatedProblem[] } {
  const problems: LocatedProblem[] = [];
  const layers = [
    fromJson(json, problems),
    args.map(arg => fromArgument(arg, problems)).filter(entry => entry !== undefined),
  ];
  const contexts = layers.flatMap(entries =>
    entries.flatMap(entry => interpreted(entry, known, problems)).sort((a, b) => specificity(a) - specificity(b)),
  );
  return { contexts, problems };
}

/** The colour that context chooses for one application, if it does. */
export function activeFor(
  contexts: readonly ActiveContext[],
  environment: string,
  application: string,
): Colour | undefined {
  return contexts.findLast(
    context =>
      (context.environment ?? environment) === environment && (context.application ?? application) === application,
  )?.active;
}

function specificity({ environment, application }: ActiveContext): number {
  return environment ? 2 : application ? 1 : 0;
}

function fromJson(json: string | undefined, problems: LocatedProblem[]): Entry[] {
  const source = 'CDK8S_CONTEXT_JSON';
  if (json === undefined || json === '') return [];
  try {
    const value: unknown = JSON.parse(json);
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      return Object.entries(value).map(([key, entry]) => ({ source, key, value: entry }));
    }
  } catch {
    // Said below.
  }
  problems.push({
    file: source,
    message: `expected a JSON object such as {"ping.active":"green"}, got ${shown(json)}`,
  });
  return [];
}

function fromArgument(arg: string, problems: LocatedProblem[]): Entry | undefined {
  const at = arg.indexOf('=');
  if (at > 0) return { source: `-c ${arg}`, key: arg.slice(0, at), value: arg.slice(at + 1) };
  problems.push({ file: `-c ${arg}`, message: `expected KEY=VALUE such as ping.active=green, got ${shown(arg)}` });
  return undefined;
}

function interpreted({ source, key, value }: Entry, known: Known, problems: LocatedProblem[]): ActiveContext[] {
  const match = /^(?:(?:([^/]*)\/)?([^/]+)\.)?active$/.exec(key);
  const found: LocatedProblem[] = [];
  const refuse = (message: string, fix?: string) => found.push({ file: source, message, fix });
  const [, environment, application] = match ?? [];
  if (!match) {
    refuse(`expected active, <application>.active or <environment>/<application>.active, got ${shown(key)}`);
  }
  if (environment !== undefined && !known.environments.includes(environment)) {
    refuse(
      `there is no environment ${shown(environment)}: expected one of ${known.environments.join(', ')}`,
      meant(environment, known.environments),
    );
  }
  if (application !== undefined && !known.applications.includes(application)) {
    refuse(
      `there is no application ${shown(application)}: expected one of ${some(known.applications)}`,
      meant(application, known.applications),
    );
  }
  if (match && !COLOURS.includes(value as Colour)) {
    refuse(`expected one of ${COLOURS.join(', ')}, got ${shown(value)}`, meant(String(value), COLOURS));
  }
  problems.push(...found);
  return found.length ? [] : [{ environment, application, active: value as Colour }];
}

function meant(word: string, candidates: readonly string[]): string | undefined {
  const near = nearest(word, candidates);
  return near && `the nearest is "${near}"`;
}

function some(names: readonly string[]): string {
  return names.length > 10 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');
}
