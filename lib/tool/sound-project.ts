import type { ContextSources } from '../read/context';
import { problemText } from '../read/located-problem';
import { type Project, problemsOfProject, readProject } from '../read/project';

/**
 * Reads a project that is to be written, and says on standard error what is wrong with it.
 * @returns the project, fit to be rendered; undefined where there is an error
 */
export function soundProject(root: string, sources: ContextSources): Project | undefined {
  const project = readProject(root, sources);
  const problems = problemsOfProject(project);
  for (const problem of problems) console.error(problemText(problem));
  const errors = problems.filter(problem => !problem.warning).length;
  if (!errors) return project;
  console.error(`${errors} ${errors === 1 ? 'error' : 'errors'}; nothing is written.`);
  return undefined;
}
