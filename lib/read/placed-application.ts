import { type NamedProps, SAID_BY_COLOURS } from '../decide/application';
import { layered } from '../decide/layer';
import { COLOURS, type Colour } from '../spec/colour';
import type { ApplicationFile, ReleaseFile } from '../spec/files';
import type { Problem } from '../spec/problem';
import type { ActiveContext } from './context';
import type { LocatedProblem } from './located-problem';
import type { YamlFile } from './yaml-file';

/** One application in one environment, as its files and the context say. */
export interface PlacedApplication {
  readonly environment: string;
  readonly props: NamedProps;
  /** Puts a problem with the props at the place in the files where the person wrote it. */
  locate(problem: Problem): LocatedProblem;
}

interface Sources {
  readonly environment: string;
  readonly namespace: string;
  readonly spec: { readonly file: YamlFile; readonly value: ApplicationFile };
  readonly release: { readonly file: YamlFile; readonly value: ReleaseFile };
  /** The context that chooses the active colour; undefined where the release file does. */
  readonly context?: ActiveContext;
}

/** Lays the files of one application in one environment over each other. */
export function placed({ environment, namespace, spec, release, context }: Sources): PlacedApplication {
  const { environments = {}, smoke: _, ...shared } = spec.value;
  const { smoke: __, ...override } = Object.hasOwn(environments, environment) ? environments[environment]! : {};
  const { active, blue, green } = release.value;

  const inSpec = (problem: Problem) => {
    const overridden = ['environments', environment, ...problem.path];
    return spec.file.locate(spec.file.holds(overridden.slice(0, 3)) ? { ...problem, path: overridden } : problem);
  };
  return {
    environment,
    props: {
      ...layered(shared, override),
      namespace,
      active: context?.active ?? active,
      ...(blue && { blue }),
      ...(green && { green }),
    },
    locate: problem => {
      const [first, key, ...rest] = problem.path;
      if (first === 'active' && context) {
        const { path, ...said } = problem;
        return { file: context.source, ...said, message: `${environment}/${shared.name}: ${said.message}` };
      }
      if (first === undefined || first === 'active') return release.file.locate(problem);
      if (!COLOURS.includes(first as Colour)) return inSpec(problem);
      // What is missing at a colour is best said at the application, for both.
      const here = key === undefined || SAID_BY_COLOURS.has(String(key)) || release.file.holds([first, key]);
      return here ? release.file.locate(problem) : inSpec({ ...problem, path: [key, ...rest] });
    },
  };
}
