import { INSTEAD_OF, MERGED, reachesPods, SAID_BY_COLOURS, SHARED } from '../construct/props/keys';
import type { ColourProps } from '../construct/props/release';
import { TrafficMode } from '../construct/props/traffic';
import { keysByName } from '../construct/resolve/by-name';
import { shown } from '../construct/validate/problem';
import { removeEntry } from '../project/edit/remove-entry';
import { setEntry } from '../project/edit/set-entry';
import type { ApplicationFile, Environment } from '../project/files/files';
import { specIn } from '../project/files/placed-application';
import type { Obstacle } from './asked';

type Fields = { readonly [key: string]: any };
type Draft = { [key: string]: any };

/** An edit of a spec that is there already; without a value the key goes. */
export interface SpecEdit {
  readonly path: readonly string[];
  readonly value?: unknown;
}

/** What becomes of a spec, so that it says what runs in one more environment too. */
export interface SharedSpec {
  readonly edits: readonly SpecEdit[];
  /** What is different there, in words. */
  readonly differs: readonly string[];
  /** Why it can't say that. */
  readonly obstacles: readonly Obstacle[];
}

/**
 * The text of a spec after some edits; every line that they do not mean stays as it is.
 * @throws EditError where the file is written in a way that can't be edited without harm
 */
export function specAfter(text: string, edits: readonly SpecEdit[]): string {
  return edits.reduce(
    (before, { path, value }) => (value === undefined ? removeEntry(before, path) : setEntry(before, path, value)),
    text,
  );
}

/** A spec, and the environments that it is for. */
interface Known {
  readonly spec: ApplicationFile;
  /** As bluegreen.yaml has them. */
  readonly environments: { readonly [name: string]: Partial<Environment> };
  /** Those that the application is delivered to already. */
  readonly others: readonly string[];
}

/**
 * Lets a spec say what runs in one more environment, and what it has said in every other one. What differs goes to that
 * environment's own entry; what it does not have goes from all to the entries of the others. What no manifest says, such
 * as `gate` or `migrate`, is for that one too.
 * @param runs the spec of what runs there, by itself
 */
export function sharedSpec(environment: string, runs: Fields, { spec, environments, others }: Known): SharedSpec {
  const { name, environments: entries = {}, ...given } = spec;
  const all: Draft = structuredClone(given);
  const own: { [environment: string]: Draft } = structuredClone(entries);
  const effective = (where: string): Fields =>
    specIn(where, { name, ...all, environments: own } as ApplicationFile, environments[where]);

  /** The entry of an environment says what has to be said for a key to be this there, and no more. */
  const put = (where: string, key: string, value: unknown): void => {
    const { [key]: _, ...rest } = own[where] ?? {};
    own[where] = rest;
    if (value === undefined) return;
    const below = effective(where)[key];
    const missing = MERGED.has(key) ? missingIn(Object(below), value as Fields) : value;
    if (isSame(below, value) || isEmpty(missing)) return;
    const { [INSTEAD_OF.get(key) ?? key]: __, ...others } = rest;
    own[where] = { ...others, [key]: structuredClone(missing) };
  };
  const [was, before] = [effective(environment), new Map(others.map(other => [other, effective(other)] as const))];
  /** A key, or some entries of it, are said for all no more. */
  const takenFromAll = (key: string, isWanted: (entry: string) => boolean): void => {
    const { [key]: value, ...rest } = all;
    const kept = MERGED.has(key) ? Object.entries(Object(value)).filter(([entry]) => isWanted(entry)) : [];
    delete all[key];
    Object.assign(all, rest, kept.length ? { [key]: Object.fromEntries(kept) } : {});
    for (const [other, { [key]: said }] of before) if (!isWritten(effective(other)[key], said)) put(other, key, said);
  };
  const areKept = (key: string) => [...before].every(([other, spec]) => isWritten(effective(other)[key], spec[key]));

  const wanted: Fields = {
    ...runs,
    ...(was['traffic'] && { traffic: runs['traffic'] ?? TrafficMode.SELECTOR }),
    // What is measured is said by what runs; the rest of the gate is not.
    ...(runs['gate'] && { gate: { ...was['gate'], ...runs['gate'] } }),
  };
  const differs: string[] = [];
  const obstacles: Obstacle[] = [];
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(was).filter(isOfWhatRuns)])) {
    const value: unknown = wanted[key];
    const isSo = () => says(key, effective(environment)[key], value);
    // The other way to say it takes this one away.
    if (isSo() || (value === undefined && wanted[INSTEAD_OF.get(key) ?? ''] !== undefined)) continue;
    differs.push(...differences(key, was[key], value));
    put(environment, key, value);
    if (!isSo()) {
      takenFromAll(key, entry => Object.hasOwn(Object(value), entry));
      put(environment, key, value);
    }
    if (!isSo() || !areKept(key)) {
      takenFromAll(key, () => false);
      put(environment, key, value);
    }
    if (!isSo()) obstacles.push(overridden(key, environment));
  }
  const written = Object.fromEntries(Object.entries(own).filter(([, entry]) => !isEmpty(entry)));
  const [old, now] = [
    { ...given, environments: spec.environments },
    { ...all, environments: isEmpty(written) ? undefined : written },
  ];
  return { edits: edits(old, now), differs, obstacles };
}

/** What a manifest says, or says by not saying it. */
function isOfWhatRuns(key: string): boolean {
  if (['replicas', 'autoscaling', 'disruption', 'service', 'serviceTemplate', 'services', 'traffic'].includes(key))
    return true;
  return SHARED.has(key) && !SAID_BY_COLOURS.has(key) && reachesPods(key as keyof ColourProps);
}

// Of variables, `$(NAME)` sees only those above.
function says(key: string, now: unknown, value: unknown): boolean {
  const isOrdered = key === 'env' && JSON.stringify(value ?? '').includes('$(');
  return (isEmpty(now) && isEmpty(value)) || (isOrdered ? isWritten(now, value) : isSame(now, value));
}

function missingIn(below: Fields, value: Fields): Fields {
  return Object.fromEntries(Object.entries(value).filter(([entry, said]) => !isSame(below[entry], said)));
}

function differences(key: string, was: unknown, value: unknown): string[] {
  if (!MERGED.has(key)) return [difference(key, was, value)];
  const [before, now]: Fields[] = [Object(was), Object(value)];
  const entries = [...new Set([...Object.keys(before!), ...Object.keys(now!)])];
  return entries
    .filter(entry => !isSame(before![entry], now![entry]))
    .map(entry => difference(`${key}.${entry}`, before![entry], now![entry]));
}

function difference(what: string, was: unknown, value: unknown): string {
  if (value === undefined) return `${what}: not there, so it is said for the others alone`;
  const isShort = typeof value !== 'object' && typeof was !== 'object';
  return isShort ? `${what}: ${shown(value)}, where the spec has ${shown(was)}` : `${what}: its own`;
}

function overridden(key: string, environment: string): Obstacle {
  return {
    message: `bluegreen.yaml says "${key}" for every application in ${environment}, and what runs there does not have it so`,
    fix: `take it out of the overrides of ${environment} there, or let what runs have it, and adopt it then`,
  };
}

/** From one spec to the other, as near to what changes as can be. */
function edits(before: Fields, after: Fields, path: readonly string[] = []): SpecEdit[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): SpecEdit[] => {
    const [old, now, at] = [before[key], after[key], [...path, key]];
    if (isWritten(old, now)) return [];
    const [gone, set] = [{ path: at }, { path: at, value: now }];
    if (now === undefined) return [gone];
    if (!isMap(at) || old === undefined || isEmpty(old)) return [set];
    const inner = edits(old, now, at);
    const inOrder = [...Object.keys(old).filter(entry => Object.hasOwn(now, entry)), ...Object.keys(now)];
    const isInOrder = !MERGED.has(key) || isWritten([...new Set(inOrder)], Object.keys(now));
    return isInOrder ? inner : [gone, set];
  });
}

// Where a file holds entries by their names.
function isMap(path: readonly string[]): boolean {
  const [key, ...deeper] = path[0] === 'environments' ? path.slice(2) : path;
  return key === undefined || (MERGED.has(key) && !deeper.length);
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && Object.keys(Object(value)).length === 0);
const isSame = (one: unknown, other: unknown): boolean => isWritten(keysByName(one), keysByName(other));
/** The order of keys counts. */
const isWritten = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
