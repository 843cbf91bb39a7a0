import { TrafficMode } from '../../construct/props/traffic';
import type { Problem } from '../../construct/validate/problem';
import { readSpec } from './application-files';
import { problemsOfDelivery, type SaidPolicy } from './delivery-policy';
import type { Diagnostic } from './diagnostic';
import type { ApplicationFile, SettingsFile } from './files';
import { yamlFilesIn } from './folder';
import type { Folders } from './folders';
import { specIn } from './placed-application';
import { unknownEnvironment } from './settings';
import type { ValidatedFile } from './validated-file';

/** The specs: by name of the file without ".yaml", which is the name of the application. */
export type Specs = ReadonlyMap<string, ValidatedFile<ApplicationFile>>;

/** Reads the folder of the specs. */
export function readSpecs(
  root: string,
  folders: Folders,
  settings: SettingsFile | undefined,
  problems: Diagnostic[],
): Specs {
  const { apps } = folders;
  const specs = new Map<string, ValidatedFile<ApplicationFile>>();
  const named = new Map<string, string>();
  for (const entry of yamlFilesIn(root, apps, problems, true)) {
    const stem = entry.slice(0, -'.yaml'.length);
    const spec = readSpec(root, folders, stem, problems);
    specs.set(stem, spec);
    if (!spec.value) continue;
    const { name } = spec.value;
    const twin = named.get(name);
    if (twin !== undefined || name !== stem) {
      problems.push(
        spec.file.locate(
          twin === undefined
            ? {
                path: ['name'],
                message: `expected the name of the file without ".yaml", got "${name}"`,
                fix: `write "${stem}" here, or rename the file to ${apps}/${name}.yaml`,
              }
            : { path: ['name'], message: `expected a name of its own, got "${name}", as in ${twin}` },
        ),
      );
    }
    named.set(name, twin ?? spec.file.file);
    // While bluegreen.yaml itself is wrong, nobody knows which environments there are.
    if (settings) problems.push(...problemsOfEnvironments({ file: spec.file, value: spec.value }, settings));
  }
  if (!specs.size && !problems.some(({ file }) => file.startsWith(apps))) {
    problems.push({
      file: `${apps}/`,
      message: `there is no application: expected at least one file ${apps}/<app>.yaml`,
    });
  }
  return specs;
}

/** What is wrong with what a spec says of environments. */
export function problemsOfEnvironments(
  { file, value }: Required<ValidatedFile<ApplicationFile>>,
  settings: SettingsFile,
): Diagnostic[] {
  const { delivery, environments = {} } = value;
  const unknown = Object.keys(environments).flatMap(environment => {
    const found = unknownEnvironment(environment, settings);
    return found ? [{ path: ['environments', environment], ...found }] : [];
  });
  const policies: readonly SaidPolicy[] = [
    { path: [], policy: delivery },
    ...Object.entries(environments).map(([environment, { delivery: policy }]) => ({
      path: ['environments', environment],
      environment,
      policy,
    })),
  ];
  const wrong = problemsOfDelivery(policies, Object.keys(settings.environments));
  return [...unknown, ...wrong, ...stepsWithoutRoute(policies, value, settings)].map(problem => file.locate(problem));
}

// What bluegreen.yaml says for all applications is for those that have a route.
function stepsWithoutRoute(policies: readonly SaidPolicy[], spec: ApplicationFile, settings: SettingsFile): Problem[] {
  return policies.flatMap(({ path, policy, environment }) => {
    if (!policy?.steps) return [];
    const where = environment === undefined ? Object.keys(settings.environments) : [environment];
    const modes = where.map(one => specIn(one, spec, settings.environments[one]).traffic ?? TrafficMode.SELECTOR);
    if (modes.includes(TrafficMode.ROUTE)) return [];
    return [
      {
        path: [...path, 'delivery', 'steps'],
        message: `expected "traffic: route", which moves users by shares, got ${modes[0] ?? TrafficMode.SELECTOR}`,
      },
    ];
  });
}
