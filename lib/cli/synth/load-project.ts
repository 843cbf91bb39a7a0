import { counted } from '../../construct/props/counted';
import type { DeliveredApplication } from '../../project/engines/delivery';
import type { ContextSources } from '../../project/files/context';
import { diagnosticText } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import type { PlacedApplication } from '../../project/files/placed-application';
import { problemsOfProject, readProject } from '../../project/files/project';
import { placeInRepository } from '../place-in-repository';
import { complain } from '../print';
import type { Ignored } from './ignored-files';
import type { MadeBefore } from './made-before';

/** A project with which nothing is wrong. Of what stands in its files the decisions are left: the rest is large. */
export interface LoadedProject {
  readonly settings: SettingsFile;
  /** All of its applications. */
  readonly places: readonly Place[];
  /** Those that are to be rendered. */
  readonly applications: readonly ToRender[];
  /** Where it is noted what is made of it; undefined where it is not. */
  readonly before?: MadeBefore;
  /** What git ignored in it as it was read; undefined where git was not asked. */
  readonly ignored?: Ignored;
}

/** An application in an environment. */
export interface Place {
  readonly environment: string;
  readonly name: string;
}

/** An application that is to be rendered. */
export interface ToRender extends DeliveredApplication, Pick<PlacedApplication, 'application' | 'takeover' | 'eject'> {
  /** By what it is noted what is made of it; undefined where it is not. */
  readonly key?: string;
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
      places: applications.map(({ environment, props: { name } }) => ({ environment, name })),
      applications: applications.map(toRender),
    };
  }
  complain(`${counted(errors, 'error')}; nothing is written.`);
  return undefined;
}

/** What is left of an application once all is decided. */
export function toRender({
  environment,
  application,
  takeover,
  eject,
  delivery,
  companions,
  props: { name, migrate, watch },
}: PlacedApplication): ToRender {
  return {
    environment,
    application,
    takeover,
    eject,
    ...(delivery && { delivery }),
    companions,
    props: { name, migrate, watch },
  };
}
