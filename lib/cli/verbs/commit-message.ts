import { counted } from '../../construct/props/counted';

/** One change of one application, as a commit message tells it. */
interface Told {
  readonly environment: string;
  readonly application: string;
  readonly effect: string;
  readonly notes: readonly string[];
}

/**
 * The message of the commit that makes some changes: the verb as its type, the application as its scope, and in words
 * what changes for users.
 * @param group what several applications are, that move together
 * @see https://www.conventionalcommits.org/en/v1.0.0/
 */
export function commitMessage(verb: string, changes: readonly Told[], group?: string): string {
  const [first, ...others] = changes;
  if (first && !others.length) {
    const { application, environment, effect, notes } = first;
    return [`${verb}(${application}): in ${environment}, ${effect}`, ...paragraph(notes)].join('\n');
  }
  const environments = [...new Set(changes.map(({ environment }) => environment))];
  const applications = new Set(changes.map(({ application }) => application)).size;
  return [
    `${verb}${group === undefined ? '' : `(${group})`}: ${counted(applications, 'application')} in ${environments.join(', ')}`,
    ...paragraph(changes.map(({ application, environment, effect }) => `${application} in ${environment}: ${effect}`)),
  ].join('\n');
}

function paragraph(lines: readonly string[]): string[] {
  return lines.length ? ['', ...lines] : [];
}
