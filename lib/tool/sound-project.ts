import type { ContextSources } from '../read/context';
import { problemText } from '../read/located-problem';
import type { PlacedApplication } from '../read/placed-application';
import { problemsOfProject, readProject } from '../read/project';

/**
 * Reads a project that is to be written, and says on standard error what is wrong with it.
 * @returns its applications, fit to be rendered; undefined where there is an error
 */
export function soundProject(root: string, sources: ContextSources): readonly PlacedApplication[] | undefined {
  const project = readProject(root, sources);
  const problems = problemsOfProject(project);
  for (const problem of problems) console.error(problemText(problem));
  const errors = problems.filter(problem => !problem.warning).length;
  if (!errors) return project.applications;
  console.error(`${errors} ${errors === 1 ? 'error' : 'errors'}; nothing is written.`);
  return undefined;
}
