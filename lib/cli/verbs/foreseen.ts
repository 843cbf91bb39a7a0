import { sortedBy } from '../../analysis/check/allowance';
import { review } from '../../analysis/check/review';
import { type BothSides, sameLayout, treesOf } from '../../analysis/manifests/tree';
import { knownOf, type Written } from '../../analysis/manifests/written';
import { modelsOf } from '../../analysis/topology/model';
import { day } from '../../history/time-text';
import type { ApplicationFiles } from '../../project/files/application-files';
import { BadInput } from '../../project/files/diagnostic';
import type { Verb } from '../../release/expected-changes';
import { permissionsIn } from '../comparison/allowances';
import type { Output } from '../synth/output';

interface Place {
  readonly verb: Verb;
  readonly root: string;
  readonly environment: string;
  readonly application: string;
}

/**
 * What `check` is going to find in the commit of a move of users, and what to do about it, while it is not made: a line each,
 * and none where it finds nothing, or what it finds is allowed.
 */
export function foreseen(
  { verb, root, environment, application }: Place,
  files: ApplicationFiles,
  output: Output,
): string[] {
  const sides = sidesOf(output);
  const models = modelsOf(treesOf(sides, undefined, undefined, knownOf(sides.head, writtenIn(output), output.layout)));
  const today = day(Date.now());
  const { findings } = sortedBy(allowedIn(root), review(models).findings, today);
  if (!findings.length) return [];
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const allow = rules.map(rule => `--allow ${rule}=${environment}/${application}`).join(' ');
  const mended =
    verb === 'rollback'
      ? 'where users suffer, go on'
      : `put back in ${files.spec} what is missing, deploy that, and promote in a later commit; what is meant to be so`;
  return [
    ...findings.map(({ rule, message, users }) => `check is going to find ${rule}: ${message}; users: ${users}`),
    `way out: ${mended}: bluegreen check ${allow}`,
  ];
}

// What stays as it is, is one buffer on both sides, and so is read once.
function sidesOf({ layout, folder, files, foundIn, contentOf }: Output): BothSides {
  const [base, head] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()];
  for (const file of files) {
    const [was, is] = [foundIn(file), contentOf(file)];
    const path = `${folder}/${file}`;
    const before = was === null ? undefined : Buffer.from(was);
    const after = is === was ? before : is === undefined ? undefined : Buffer.from(is);
    if (before) base.set(path, before);
    if (after) head.set(path, after);
  }
  return { base, head, layouts: sameLayout(layout) };
}

function writtenIn({ folder, files, contentOf, objectOf }: Output): Map<string, Written> {
  return new Map(
    files.flatMap(file => {
      const text = contentOf(file);
      return text === undefined ? [] : [[`${folder}/${file}`, { text, value: objectOf(file) }] as const];
    }),
  );
}

// A file that can't be understood allows nothing; "check" says what is wrong with it.
function allowedIn(root: string): ReturnType<typeof permissionsIn>['before'] {
  try {
    return permissionsIn(root, {}).before;
  } catch (error) {
    if (error instanceof BadInput) return [];
    throw error;
  }
}
