import { nearest } from '../../construct/props/nearest';
import type { Problem } from '../../construct/validate/problem';
import { type ProjectPlace, problemOfPlace, problemsOfGitOps } from '../engines/gitops';
import { cdk8sProject } from './cdk8s-project';
import { mayShareCluster } from './clusters';
import { problemsOfDelivery } from './delivery-policy';
import type { Diagnostic } from './diagnostic';
import { type FileText, readFileText } from './file-text';
import { type SettingsFile, settingsFile } from './files';
import { foldersOf, problemsOfFolders } from './folders';
import { problemsOfGroups } from './groups';
import { type ValidatedFile, validated } from './validated-file';

const FILE = 'bluegreen.yaml';
const CDK8S = 'cdk8s.yaml';

/** Reads bluegreen.yaml; it has no value where it can't be used. */
export function readSettings(root: string, problems: Diagnostic[]): ValidatedFile<SettingsFile> {
  return settingsFrom(readFileText(root, FILE), problems);
}

/** bluegreen.yaml from its text. */
export function settingsFrom(text: FileText, problems: Diagnostic[]): ValidatedFile<SettingsFile> {
  const read = validated<SettingsFile>(FILE, text, settingsFile, problems);
  if (!read.value) return read;
  if (!Object.keys(read.value.environments).length) {
    problems.push(read.file.locate({ path: ['environments'], message: 'expected at least one environment, got none' }));
    return { file: read.file };
  }
  const { environments, folders, gitops, groups } = read.value;
  const found = [
    ...sharedPlaces(read.value),
    ...namespacesOfOthers(read.value),
    ...(folders ? problemsOfFolders(folders) : []),
    ...(gitops ? problemsOfGitOps(gitops) : []),
    ...(groups ? problemsOfGroups(groups, Object.keys(environments)) : []),
    ...problemsOfDelivery(
      Object.entries(environments).map(([environment, { overrides }]) => ({
        path: ['environments', environment, 'overrides'],
        environment,
        policy: overrides?.delivery,
      })),
      Object.keys(environments),
    ),
  ];
  problems.push(...found.map(problem => read.file.locate(problem)));
  return read;
}

/**
 * What is wrong with the folder in which engines look for a project.
 * @param place asks git for it; undefined where nobody knows
 */
export function problemsOfPlace(
  { file, value }: ValidatedFile<SettingsFile>,
  place: () => ProjectPlace | undefined,
): Diagnostic[] {
  const problem = value?.gitops && problemOfPlace(value.gitops, foldersOf(value).dist, place);
  return problem ? [file.locate(problem)] : [];
}

/**
 * What is wrong with a cdk8s.yaml beside bluegreen.yaml: cdk8s empties the folder that it names before it starts its app.
 * @param isOurs whether that app is known to be this tool. @default - where cdk8s.yaml shows it
 */
export function problemsOfOutput(root: string, { value }: ValidatedFile<SettingsFile>, isOurs?: boolean): Diagnostic[] {
  const read = value && readFileText(root, CDK8S);
  if (!read || !('text' in read)) return [];
  const { output, line, ...app } = cdk8sProject(read.text);
  const { dist } = foldersOf(value);
  if (output === dist || !(isOurs ?? app.isOurs)) return [];
  const message = `output: expected "${dist}", which is "dist" of the folders in ${FILE}, got "${output}": cdk8s synth would empty ${output}/, and no engine looks there`;
  return [{ file: CDK8S, ...(line !== undefined && { line, column: 1 }), message, fix: `output: ${dist}` }];
}

// In one namespace of one cluster, two environments would make the same objects, and take them from each other for ever.
function sharedPlaces({ environments }: SettingsFile): Problem[] {
  const owners = new Map<string, string>();
  return Object.entries(environments).flatMap(([name, { namespace, cluster, destination }]) => {
    const place = JSON.stringify([namespace, cluster, destination]);
    const owner = owners.get(place);
    owners.set(place, owner ?? name);
    if (owner === undefined) return [];
    return [
      {
        path: ['environments', name, 'namespace'],
        message: `expected a namespace of its own, got "${namespace}", as in ${owner}`,
        fix: 'another "namespace", or say with "cluster" that it is on another one',
      },
    ];
  });
}

// What an application brings along there could be what another one makes, under a name that only its rendering knows.
function namespacesOfOthers({ environments }: SettingsFile): Problem[] {
  const all = Object.entries(environments);
  return all.flatMap(([name, environment]) =>
    (environment.objects?.namespaces ?? []).flatMap((namespace, index) => {
      const [owner] =
        all.find(
          ([other, one]) => one.namespace === namespace && (other === name || mayShareCluster(environment, one)),
        ) ?? [];
      if (owner === undefined) return [];
      return [
        {
          path: ['environments', name, 'objects', 'namespaces', index],
          message: `expected a namespace of others, got "${namespace}", which is that of ${owner}`,
          fix:
            owner === name
              ? 'leave it out: objects may always stand there'
              : `bring the object along in ${owner}; or say "cluster" or "destination" of both, where they are on different clusters`,
        },
      ];
    }),
  );
}

/** What is wrong with the name of an environment that bluegreen.yaml does not have. */
export function unknownEnvironment(
  name: string,
  settings: SettingsFile | undefined,
): { readonly message: string; readonly fix?: string } | undefined {
  // While bluegreen.yaml itself is wrong, nobody knows which environments there are.
  if (!settings || Object.hasOwn(settings.environments, name)) return undefined;
  const environments = Object.keys(settings.environments);
  const near = nearest(name, environments);
  return {
    message: `${FILE} has no environment "${name}": expected one of ${environments.join(', ')}`,
    ...(near && { fix: `the nearest is "${near}"` }),
  };
}
