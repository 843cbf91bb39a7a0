import { cdk8sProject } from '../../project/files/cdk8s-project';
import { FOLDERS, type Folders, type NamedFolders } from '../../project/files/folders';
import { schemaLine } from '../../project/files/new-release-file';
import { yamlText } from '../../project/output/yaml-text';
import type { Forge } from './address';
import { PIPELINES } from './pipeline-files';
import type { Surroundings } from './surroundings';

/** What a person says of a new project. */
export interface NewProject {
  /** Namespaces by environment. */
  readonly environments: ReadonlyMap<string, string>;
  readonly engines: readonly string[];
  readonly folders: Folders;
  /** Undefined where no engine reads it. */
  readonly repository?: string;
  readonly branch?: string;
  readonly pipeline?: Forge;
}

/** The files of a new project, by path from the root of its repository. */
export interface ProjectFiles {
  /** What each is to hold. */
  readonly writes: ReadonlyMap<string, string>;
  /** What is there already and was to be otherwise, in words, with what to do. */
  readonly notes: readonly string[];
}

/** The text of bluegreen.yaml. */
export function settingsText(root: string, { folder }: Surroundings, project: NewProject): string {
  const { environments, engines, folders, repository, branch } = project;
  const read = repository !== undefined && { repository, branch, ...(folder && { path: `${folder}/` }) };
  const settings = {
    environments: Object.fromEntries([...environments].map(([name, namespace]) => [name, { namespace }])),
    ...namedOtherwise(folders),
    ...(engines.length && { gitops: { engines, ...read } }),
  };
  return `${schemaLine(root, 'bluegreen.yaml', 'bluegreen')}${yamlText(settings)}`;
}

function namedOtherwise(folders: Folders): { readonly folders?: NamedFolders } {
  const named = (Object.keys(FOLDERS) as (keyof Folders)[]).filter(key => folders[key] !== FOLDERS[key]);
  return named.length ? { folders: Object.fromEntries(named.map(key => [key, folders[key]])) } : {};
}

/** All that a new project has beside bluegreen.yaml and dist/. Nothing that is there is replaced: lines are added. */
export function projectFiles(
  around: Surroundings,
  { pipeline, branch, folders: { dist } }: NewProject,
  read: (path: string) => string,
): ProjectFiles {
  const { folder, texts, packages } = around;
  const below = (path: string) => (folder ? `${folder}/${path}` : path);
  const notes: string[] = [];
  const writes = new Map<string, string>();
  const manifest = texts.get(below('package.json'));
  const add = (path: string, text: string | undefined) => {
    if (text !== undefined && text !== texts.get(path)) writes.set(path, text);
  };

  add(below('.gitignore'), gitIgnore(around, below, dist, manifest !== undefined));
  if (manifest !== undefined) {
    const text = withScripts(manifest);
    if (text === undefined) notes.push(`${below('package.json')} is no JSON that can be added to: it is left as it is`);
    add(below('package.json'), text);
  }
  if (!texts.has(below('cdk8s.yaml'))) add(below('cdk8s.yaml'), cdk8sText(dist));
  else if (!cdk8sProject(texts.get(below('cdk8s.yaml'))!).isOurs) {
    notes.push(
      `${below('cdk8s.yaml')} stays as it is: \`cdk8s synth\` makes your charts, and \`bluegreen synth\` ${dist}/`,
    );
  }
  for (const [path, { from, adapted }] of Object.entries(pipeline ? PIPELINES[pipeline] : {})) {
    if (texts.has(path)) {
      const include = path === '.gitlab-ci.yml' ? ': include .gitlab/bluegreen.yml there, by "local"' : '';
      notes.push(`${path} is there already, and stays as it is${include}`);
      continue;
    }
    const hasTests = hasTestsOf(manifest);
    add(path, adapted(read(from), { folder, dist, branch: branch ?? 'main', install: packages.install, hasTests }));
  }
  return { writes, notes };
}

// By name, which node finds wherever the package is installed.
const cdk8sText = (dist: string): string => `language: typescript
app: node -e "require('cdk8s-blue-green/main')"
output: ${dist}
`;

// Without these, `git add --all` commits the tool itself, and no engine ever gets dist/: many templates ignore it.
function gitIgnore(
  { texts, isIgnored }: Surroundings,
  below: (path: string) => string,
  dist: string,
  hasManifest: boolean,
): string | undefined {
  const path = below('.gitignore');
  const before = texts.get(path) ?? '';
  const lines = [
    ...(hasManifest && !isIgnored(below('node_modules/any')) ? ['node_modules/'] : []),
    ...(isIgnored(below(`${dist}/apps/any.yaml`)) ? [`!/${dist}/`, `!/${dist}/**`] : []),
  ].filter(line => !before.split('\n').includes(line));
  if (!lines.length) return undefined;
  return `${before}${before && !before.endsWith('\n') ? '\n' : ''}${lines.join('\n')}\n`;
}

// What npm writes into a new package.json only says that there is none.
function hasTestsOf(manifest: string | undefined): boolean {
  const test = manifest === undefined ? undefined : scriptsOf(manifest)?.['test'];
  return typeof test === 'string' && !test.includes('no test specified');
}

type Scripts = Readonly<Record<string, unknown>>;

function scriptsOf(manifest: string): Scripts | undefined {
  try {
    const { scripts = {} } = JSON.parse(manifest);
    return typeof scripts === 'object' && scripts && !Array.isArray(scripts) ? scripts : undefined;
  } catch {
    return undefined;
  }
}

const SCRIPTS = { synth: 'cdk8s-blue-green synth', check: 'cdk8s-blue-green check', plan: 'cdk8s-blue-green plan' };

// Indented as it is.
function withScripts(manifest: string): string | undefined {
  const scripts = scriptsOf(manifest);
  if (!scripts) return undefined;
  const missing = Object.entries(SCRIPTS).filter(([name]) => !Object.hasOwn(scripts, name));
  if (!missing.length) return manifest;
  const [, indent = '  '] = /^\{\r?\n([ \t]+)/.exec(manifest) ?? [];
  const whole = { ...JSON.parse(manifest), scripts: { ...scripts, ...Object.fromEntries(missing) } };
  return `${JSON.stringify(whole, null, indent)}\n`;
}
