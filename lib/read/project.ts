import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedProps } from '../decide/application';
import { layered } from '../decide/layer';
import {
  type ApplicationFile,
  applicationFile,
  type ReleaseFile,
  releaseFile,
  type SettingsFile,
  settingsFile,
} from '../spec/files';
import { nearest } from '../spec/nearest';
import type { Path, Problem } from '../spec/problem';
import { problemsOf } from '../spec/validate';
import { activeFor, readContext } from './context';
import type { LocatedProblem } from './located-problem';
import { readYamlFile, type YamlFile } from './yaml-file';

/** One application in one environment, as its files and the context say. */
interface PlacedApplication {
  readonly environment: string;
  readonly props: NamedProps;
  /** Puts a problem with the props at the place in the files where the person wrote it. */
  locate(problem: Problem): LocatedProblem;
}

export interface Project {
  /** By environment and name. */
  readonly applications: readonly PlacedApplication[];
  readonly problems: readonly LocatedProblem[];
}

/** Where context values come from, the lowest first. */
export interface ContextSources {
  readonly json?: string;
  readonly args: readonly string[];
}

/** Reads bluegreen.yaml, apps/ and releases/, and lists all that is wrong with them. Writes nothing. */
export function readProject(root: string, sources: ContextSources): Project {
  const problems: LocatedProblem[] = [];
  const settings = read<SettingsFile>(root, 'bluegreen.yaml', settingsFile, problems);
  const environments = Object.keys(settings.value?.environments ?? {});
  if (settings.value && !environments.length) {
    problems.push(
      settings.file.locate({ path: ['environments'], message: 'expected at least one environment, got none' }),
    );
  }

  const files = yamlFilesIn(root, 'apps', problems);
  if (!files.length)
    problems.push({ file: 'apps/', message: 'there is no application: expected at least one file apps/<app>.yaml' });
  const specs = new Map<string, Read<ApplicationFile>>();
  for (const file of files) {
    const spec = read<ApplicationFile>(root, `apps/${file}`, applicationFile, problems);
    const name = spec.value?.name;
    if (name === undefined) continue;
    const twin = specs.get(name);
    if (twin) {
      problems.push(
        spec.file.locate({
          path: ['name'],
          message: `expected a name of its own, got "${name}", as in ${twin.file.file}`,
        }),
      );
    } else if (file !== `${name}.yaml`) {
      problems.push(
        spec.file.locate({
          path: ['name'],
          message: `expected the name of the file without ".yaml", got "${name}"`,
          fix: `rename the file to apps/${name}.yaml`,
        }),
      );
    }
    specs.set(name, twin ?? spec);
  }

  const stems = files.map(file => file.replace(/\.ya?ml$/, ''));
  const known = { environments, applications: stems };
  const context = readContext(sources.json, sources.args, known);
  problems.push(...context.problems);

  const applications: PlacedApplication[] = [];
  for (const environment of foldersIn(root, 'releases')) {
    if (settings.value && !environments.includes(environment)) {
      const near = nearest(environment, environments);
      problems.push({
        file: `releases/${environment}/`,
        message: `bluegreen.yaml has no environment "${environment}": expected one of ${environments.join(', ')}`,
        ...(near && { fix: `the nearest is "${near}"` }),
      });
    }
    for (const file of yamlFilesIn(root, `releases/${environment}`, problems)) {
      const stem = file.replace(/\.ya?ml$/, '');
      const release = read<ReleaseFile>(root, `releases/${environment}/${file}`, releaseFile, problems);
      const spec = specs.get(stem);
      if (!stems.includes(stem)) {
        const near = nearest(stem, stems);
        problems.push({
          file: release.file.file,
          message: `there is no application "${stem}": expected apps/${stem}.yaml`,
          ...(near && { fix: `the nearest is "${near}"` }),
        });
      }
      const namespace = settings.value?.environments[environment]?.namespace;
      if (!spec?.value || !release.value || !namespace) continue;
      applications.push(
        placed(
          environment,
          namespace,
          spec as Required<Read<ApplicationFile>>,
          release as Required<Read<ReleaseFile>>,
          activeFor(context.contexts, environment, stem),
        ),
      );
    }
  }
  for (const [name, spec] of specs) {
    for (const environment of Object.keys(spec.value?.environments ?? {}).filter(
      key => settings.value && !environments.includes(key),
    )) {
      const near = nearest(environment, environments);
      problems.push(
        spec.file.locate({
          path: ['environments', environment],
          message: `bluegreen.yaml has no such environment: expected one of ${environments.join(', ')}`,
          ...(near && { fix: `the nearest is "${near}"` }),
        }),
      );
    }
    if (!problems.length && !applications.some(({ props }) => props.name === name)) {
      problems.push({
        file: spec.file.file,
        message: `"${name}" has no release in any environment`,
        fix: `write releases/${environments[0]}/${name}.yaml`,
      });
    }
  }
  return { applications, problems };
}

interface Read<T> {
  readonly file: YamlFile;
  /** Undefined where the file can't be read or does not fit its schema. */
  readonly value?: T;
}

function read<T>(
  root: string,
  path: string,
  schema: Parameters<typeof problemsOf>[0],
  problems: LocatedProblem[],
): Read<T> {
  const file = readYamlFile(root, path, { aliases: schema !== releaseFile });
  problems.push(...file.problems);
  if (file.problems.length) return { file };
  const faults = problemsOf(schema, file.value);
  problems.push(...faults.map(fault => file.locate(secretsAreNames(fault))));
  return faults.length ? { file } : { file, value: file.value as T };
}

// The commonest mistake there, and the gravest.
function secretsAreNames(problem: Problem): Problem {
  if (problem.path.at(-1) !== 'secrets') return problem;
  return {
    path: problem.path,
    message: 'expected a list of the names of existing Secrets: secret values must not stand in git',
    fix: 'secrets: [<name of a Secret>]',
  };
}

function placed(
  environment: string,
  namespace: string,
  spec: Required<Read<ApplicationFile>>,
  release: Required<Read<ReleaseFile>>,
  active = release.value.active,
): PlacedApplication {
  const { environments, smoke: _, ...shared } = spec.value;
  const { smoke: __, ...override } = environments?.[environment] ?? {};
  const { blue, green } = release.value;
  return {
    environment,
    props: { ...layered(shared, override), namespace, active, ...(blue && { blue }), ...(green && { green }) },
    locate: problem => {
      const path = problem.path;
      if (path[0] === 'blue' || path[0] === 'green' || path[0] === 'active' || !path.length) {
        // Missing at the colour: the place to say it for good is the application.
        const shared = path.slice(1);
        const said = path.length > 1 && !release.file.holds(path.slice(0, 2));
        return said && shared[0] !== 'image' && shared[0] !== 'version' && shared[0] !== 'retired'
          ? spec.file.locate({ ...problem, path: shared })
          : release.file.locate(problem);
      }
      const overridden = ['environments', environment, ...path];
      const at: Path = spec.file.holds(overridden.slice(0, 3)) ? overridden : path;
      return spec.file.locate({ ...problem, path: at });
    },
  };
}

function yamlFilesIn(root: string, folder: string, problems: LocatedProblem[]): string[] {
  return entriesOf(root, folder)
    .filter(entry => !entry.name.startsWith('.'))
    .flatMap(entry => {
      if (entry.name.endsWith('.yaml') && !entry.isDirectory()) return [entry.name];
      problems.push({ file: `${folder}/${entry.name}`, message: 'expected a file that ends in ".yaml"' });
      return [];
    })
    .sort();
}

function foldersIn(root: string, folder: string): string[] {
  return entriesOf(root, folder)
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
}

function entriesOf(root: string, folder: string) {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
}
