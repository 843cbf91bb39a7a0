import { ALLOW_FILE, type Allowance, type Permissions } from '../../analysis/check/allowance';
import { RULES } from '../../analysis/check/rules';
import { nearest } from '../../construct/props/nearest';
import { committed } from '../../git/committed';
import { type AllowFile, allowFile } from '../../project/files/allow-file';
import { BadInput, type Diagnostic } from '../../project/files/diagnostic';
import { readFileText } from '../../project/files/file-text';
import { validated } from '../../project/files/validated-file';
import { listed } from '../../text/names';
import { UsageError } from '../errors';
import type { Sides } from './sides';

const IDS = RULES.map(({ id }) => id);

/**
 * What the options `--allow` say.
 * @throws UsageError where one is not `<rule>=<environment>/<application>`
 */
export function allowancesOf(options: readonly string[]): Allowance[] {
  return options.map(option => {
    const [, rule, application] = /^([^=]+)=(.+)$/.exec(option) ?? [];
    if (rule === undefined || application === undefined) {
      throw new UsageError(
        `--allow: expected a rule and an application, such as BG001=production/ping, got "${option}"`,
      );
    }
    if (!IDS.includes(rule)) throw new UsageError(`--allow: ${unknownRule(rule)}`);
    return { rule, application, by: `--allow ${option}` };
  });
}

/**
 * What the file says; nothing where there is none.
 * @param text what it holds
 * @throws BadInput with all that is wrong with it
 */
export function allowancesIn(text: string | undefined): Allowance[] {
  if (text === undefined) return [];
  const problems: Diagnostic[] = [];
  const { file, value } = validated<AllowFile>(ALLOW_FILE, { text }, allowFile, problems);
  const allowances = (value?.allow ?? []).map((entry, index) => {
    const located = file.locate({ path: ['allow', index, 'rule'], message: unknownRule(entry.rule) });
    if (!IDS.includes(entry.rule)) problems.push(located);
    return { ...entry, by: `${ALLOW_FILE}:${located.line}`, ...(located.line !== undefined && { line: located.line }) };
  });
  if (problems.some(({ warning }) => !warning)) throw BadInput.of(problems);
  return allowances;
}

/**
 * What the file lets pass: what it said where the change starts from. By itself, one state has nothing but its own.
 * @throws BadInput where it is wrong after the change
 */
export function permissionsIn(
  root: string,
  { baseCommit, headCommit, changed }: Pick<Sides, 'baseCommit' | 'headCommit' | 'changed'>,
): Permissions {
  const after = allowancesIn(allowFileIn(root, headCommit)).filter(({ rule }) => rule !== ITSELF);
  if (baseCommit === undefined || !changed?.includes(ALLOW_FILE)) return { before: after, after };
  return { before: standing(allowFileIn(root, baseCommit)).filter(({ rule }) => rule !== ITSELF), after };
}

// Of new permissions: nothing in the file lets these pass.
const ITSELF = 'BG027';

// A file that was wrong before the change let nothing pass.
function standing(text: string | undefined): Allowance[] {
  try {
    return allowancesIn(text);
  } catch (error) {
    if (error instanceof BadInput) return [];
    throw error;
  }
}

/**
 * The text of the file; undefined where there is none.
 * @param commit undefined for the work tree
 */
export function allowFileIn(root: string, commit: string | undefined): string | undefined {
  if (commit) return committed(root, commit, [ALLOW_FILE]).get(ALLOW_FILE);
  const read = readFileText(root, ALLOW_FILE);
  if ('text' in read) return read.text;
  if (read.isMissing) return undefined;
  throw BadInput.of([read.problem]);
}

function unknownRule(rule: string): string {
  const near = nearest(rule, IDS);
  return `there is no rule "${rule}": expected one of ${listed(IDS)}${near ? `; the nearest is "${near}"` : ''}`;
}
