import { nearest } from '../construct/props/nearest';
import type { SettingsFile } from '../project/files/files';
import { groupsOf } from '../project/files/groups';
import { listed, matchesPattern } from '../text/names';
import type { Question } from './ask';
import { UsageError } from './errors';

/** Which applications a verb works on: names, patterns in which `*` stands for anything, or all. */
export interface Selection {
  readonly names: readonly string[];
  readonly all: boolean;
}

/**
 * The names that a selection means, in the order of `known`.
 * @throws UsageError that names every word that means none
 */
export function selected({ names, all }: Selection, known: readonly string[]): string[] {
  if (all) return [...known];
  const found = new Set<string>();
  const faults: string[] = [];
  for (const word of names) {
    const matches = word.includes('*')
      ? known.filter(name => matchesPattern(name, word))
      : known.filter(name => name === word);
    for (const match of matches) found.add(match);
    if (!matches.length) faults.push(unknown(word, known));
  }
  if (faults.length) throw new UsageError(faults.join('\n'));
  return known.filter(name => found.has(name));
}

/**
 * Names with those of a group's members in the place of its own. An application of that name comes first.
 * @param known all applications that can be meant
 */
export function withMembers(
  names: readonly string[],
  settings: Pick<SettingsFile, 'groups'>,
  known: readonly string[],
): string[] {
  const groups = new Map(groupsOf(settings).map(({ name, members }) => [name, members]));
  return names.flatMap(name => {
    const members = known.includes(name) ? [] : (groups.get(name) ?? []).filter(member => known.includes(member));
    return members.length ? members : [name];
  });
}

function unknown(word: string, known: readonly string[]): string {
  if (!known.length) return `there is no application "${word}": there is none at all`;
  if (word.includes('*')) return `no application matches "${word}": expected a part of one of ${listed(known)}`;
  const near = nearest(word, known);
  return `there is no application "${word}": expected one of ${listed(known)}${near ? `; the nearest is "${near}"` : ''}`;
}

/**
 * The environments that a verb tells of.
 * @param asked what each `--env` says; without any, all
 * @throws UsageError where one is unknown
 */
export function environmentsFor(asked: readonly string[], known: readonly string[]): readonly string[] {
  const wanted = asked.map(name => environmentFor(name, known));
  return wanted.length ? known.filter(name => wanted.includes(name)) : known;
}

/**
 * The environment that a verb works on.
 * @param asked what `--env` says
 * @throws UsageError where it is unknown, or where there are several and none was said
 */
export function environmentFor(asked: string | undefined, known: readonly string[]): string {
  const [only] = known;
  if (asked === undefined) {
    if (known.length === 1) return only!;
    throw new UsageError(`say which environment: --env ${known.join(' or --env ')}`);
  }
  const why = environmentProblem(asked, known);
  if (why !== undefined) throw new UsageError(why);
  return asked;
}

/** Why a word is no environment; undefined where it is one. */
function environmentProblem(asked: string, known: readonly string[]): string | undefined {
  if (known.includes(asked)) return undefined;
  const near = nearest(asked, known);
  return `there is no environment "${asked}": expected one of ${known.join(', ')}${near ? `; the nearest is "${near}"` : ''}`;
}

/** The question for the environment, where there are several. */
export function environmentQuestion(known: readonly string[], said: string | undefined): Question {
  return {
    option: '--env',
    text: `Environment, ${known.join(' or ')}`,
    said: said ?? (known.length === 1 ? known[0] : undefined),
    wrong: answer => environmentProblem(answer, known),
  };
}
