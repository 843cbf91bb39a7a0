import { counted } from '../../construct/props/counted';
import type { DeliveredApplication } from '../../project/engines/delivery';
import type { ContextSources } from '../../project/files/context';
import { diagnosticText } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import type { PlacedApplication } from '../../project/files/placed-application';
import { problemsOfProject, readProject } from '../../project/files/project';
import { placeInRepository } from '../place-in-repository';
import { complain } from '../print';

/** A project with which nothing is wrong. Of what stands in its files the decisions are left: the rest is large. */
export interface LoadedProject {
  readonly settings: SettingsFile;
  readonly applications: ReadonlyArray<
    DeliveredApplication & Pick<PlacedApplication, 'application' | 'takeover' | 'eject'>
  >;
}

/**
 * Reads a project that is to be written, and says on standard error what is wrong with it.
 * @param isRunByCdk8s whether `cdk8s synth` has started this
 * @returns the project, fit to be rendered; undefined where there is an error
 */
export function loadProject(root: string, sources: ContextSources, isRunByCdk8s = false): LoadedProject | undefined {
  const project = readProject(root, sources, () => placeInRepository(root), isRunByCdk8s);
  const { settings, applications } = project;
  const problems = problemsOfProject(project);
  for (const problem of problems) complain(diagnosticText(problem));
  const errors = problems.filter(problem => !problem.warning).length;
  if (!errors && settings) {
    return {
      settings,
      applications: applications.map(
        ({ environment, application, takeover, eject, delivery, props: { name, migrate } }) => ({
          environment,
          application,
          takeover,
          eject,
          ...(delivery && { delivery }),
          props: { name, migrate },
        }),
      ),
    };
  }
  complain(`${counted(errors, 'error')}; nothing is written.`);
  return undefined;
}
