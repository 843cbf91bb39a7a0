import { COLOURS, type Colour } from '../../construct/props/colour';
import { nearest } from '../../construct/props/nearest';
import { shown } from '../../construct/validate/problem';
import { listed } from '../../text/names';
import type { Diagnostic } from './diagnostic';
import type { SettingsFile } from './files';
import type { Folders } from './folders';
import { unknownEnvironment } from './settings';

/** Context values that choose the active colour; a later one wins over an earlier one. */
export interface ActiveContext {
  /** What it is said of: one application in one environment, one in all, or all. */
  readonly environment?: string;
  readonly application?: string;
  readonly active: Colour;
  /** As a person wrote it, such as `-c active=green`. */
  readonly source: string;
}

/** Where context values come from, the lowest first. */
export interface ContextSources {
  /** A JSON object. */
  readonly json?: string;
  /** KEY=VALUE. */
  readonly args: readonly string[];
}

const VARIABLE = 'CDK8S_CONTEXT_JSON';

interface Entry {
  readonly source: string;
  readonly key: string;
  readonly value: unknown;
}

/** What there is to choose a colour for. */
interface Known {
  readonly folders: Folders;
  /** Undefined while nobody knows the environments. */
  readonly settings?: SettingsFile;
  readonly specs: ReadonlyMap<string, unknown>;
  readonly releases: ReadonlyArray<{ readonly environment: string; readonly application: string }>;
}

/**
 * Context from outside the files, the lowest first: the variable `CDK8S_CONTEXT_JSON`, then `-c KEY=VALUE` arguments.
 * Within each, `active` for all applications counts less than `ping.active`, and that less than `production/ping.active`.
 */
export function readContext(sources: ContextSources, known: Known, problems: Diagnostic[]): ActiveContext[] {
  const layers = [fromJson(sources.json, problems), sources.args.flatMap(arg => fromArgument(arg, problems))];
  return layers.flatMap(entries =>
    entries.flatMap(entry => interpreted(entry, known, problems)).sort((a, b) => specificity(a) - specificity(b)),
  );
}

/** What chooses the active colour of one application, if context does. */
export function activeFor(
  contexts: readonly ActiveContext[],
  environment: string,
  application: string,
): ActiveContext | undefined {
  return contexts.findLast(
    context =>
      (context.environment ?? environment) === environment && (context.application ?? application) === application,
  );
}

function specificity({ environment, application }: ActiveContext): number {
  return environment ? 2 : application ? 1 : 0;
}

function fromJson(json: string | undefined, problems: Diagnostic[]): Entry[] {
  if (json === undefined || json === '') return [];
  try {
    const value: unknown = JSON.parse(json);
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      return Object.entries(value).map(([key, entry]) => ({ source: `${VARIABLE} ${shown(key)}`, key, value: entry }));
    }
  } catch {
    // Said below.
  }
  problems.push({
    file: VARIABLE,
    message: `expected a JSON object such as {"ping.active":"green"}, got ${shown(json)}`,
  });
  return [];
}

function fromArgument(arg: string, problems: Diagnostic[]): Entry[] {
  const at = arg.indexOf('=');
  if (at > 0) return [{ source: `-c ${arg}`, key: arg.slice(0, at), value: arg.slice(at + 1) }];
  problems.push({ file: `-c ${arg}`, message: `expected KEY=VALUE such as ping.active=green, got ${shown(arg)}` });
  return [];
}

function interpreted({ source, key, value }: Entry, known: Known, problems: Diagnostic[]): ActiveContext[] {
  const found: Diagnostic[] = [];
  const refuse = (message: string, fix?: string) => found.push({ file: source, message, fix });
  const match = /^(?:(?:([^/]*)\/)?([^/]+)\.)?active$/.exec(key);
  const [, environment, application] = match ?? [];
  if (!match) {
    refuse(`expected active, <application>.active or <environment>/<application>.active, got ${shown(key)}`);
  }
  const unknown = environment === undefined ? undefined : unknownEnvironment(environment, known.settings);
  if (unknown) refuse(unknown.message, unknown.fix);
  if (application !== undefined && !known.specs.has(application)) {
    const applications = [...known.specs.keys()];
    refuse(
      `there is no application ${shown(application)}: expected one of ${listed(applications)}`,
      meant(application, applications),
    );
  } else if (environment !== undefined && !unknown && !has(known, environment, application!)) {
    refuse(
      `"${application}" has no release there: expected ${known.folders.releases}/${environment}/${application}.yaml`,
    );
  }
  if (match && !COLOURS.includes(value as Colour)) {
    refuse(
      `expected one of ${COLOURS.join(', ')}, got ${shown(value)}`,
      typeof value === 'string' ? meant(value, COLOURS) : undefined,
    );
  }
  problems.push(...found);
  return found.length ? [] : [{ environment, application, active: value as Colour, source }];
}

function has({ releases }: Known, environment: string, application: string): boolean {
  return releases.some(release => release.environment === environment && release.application === application);
}

function meant(word: string, candidates: readonly string[]): string | undefined {
  const near = nearest(word, candidates);
  return near && `the nearest is "${near}"`;
}
