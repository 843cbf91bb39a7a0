import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../../lib/analysis/check/change';
import { type Review, review } from '../../../lib/analysis/check/review';
import type { ExampleEdit } from '../../../lib/analysis/check/rule';
import type { Files } from '../../../lib/analysis/manifests/files';
import { type KnownFiles, type Layouts, sameLayout, treesOf } from '../../../lib/analysis/manifests/tree';
import { modelsOf } from '../../../lib/analysis/topology/model';
import { filesOf, releaseFrom, specFolder, specFrom } from '../../../lib/project/files/application-files';
import type { Diagnostic } from '../../../lib/project/files/diagnostic';
import { FOLDERS } from '../../../lib/project/files/folders';
import { readObjects } from '../../../lib/project/files/own-objects';
import { placed } from '../../../lib/project/files/placed-application';
import { readSettings } from '../../../lib/project/files/settings';
import { contentOf } from '../../../lib/project/files/spec-contents';
import { valid } from '../../../lib/project/files/validated-file';
import { LAYOUT } from '../../../lib/project/output/layout';
import { renderApplication } from '../../../lib/project/output/render-application';
import { yamlText } from '../../../lib/project/output/yaml-text';
import { filesBelow } from '../../../lib/project/write/files-below';
import { ROOT } from '../../repository';

/** The output of an application as this repository has it committed, by path. */
export function outputOf(application: string, environment = 'production'): Map<string, string> {
  const folder = `dist/apps/${environment}/${application}`;
  return new Map([...filesBelow(ROOT, folder)].map(([path, text]) => [`${folder}/${path}`, text]));
}

/**
 * The output of an application as its committed inputs would make it after edits of its spec and its release file, by
 * path.
 */
export function outputAs(
  application: string,
  edits: { readonly spec?: (text: string) => string; readonly release?: (text: string) => string },
  environment = 'production',
): Map<string, string> {
  const problems: Diagnostic[] = [];
  const { spec: specFile, release: path } = filesOf(FOLDERS, environment, application);
  const text = (file: string, edit: (text: string) => string = all => all) =>
    edit(readFileSync(join(ROOT, file), 'utf8'));
  const spec = specFrom(specFile, { text: text(specFile, edits.spec) }, problems, contentOf(ROOT));
  const objects = readObjects(ROOT, `${specFolder(FOLDERS, application)}/objects`, problems);
  const release = releaseFrom(path, { text: text(path, edits.release) }, problems);
  const settings = readSettings(ROOT, problems);
  const delivered = placed({
    environment,
    deployed: [],
    settings: valid(settings)!,
    spec: { ...valid(spec)!, value: { ...spec.value!, ...(objects.length && { objects }) } },
    release: valid(release)!,
  });
  const wrong = [...problems, ...delivered.problems].filter(({ warning }) => !warning);
  if (wrong.length) throw new Error(wrong.map(({ message }) => message).join('\n'));
  const folder = `dist/apps/${environment}/${application}`;
  return new Map(
    renderApplication(delivered.application).map(({ path: file, object }) => [`${folder}/${file}`, yamlText(object)]),
  );
}

/** What engines are told of an application, as this repository has it committed, by path. */
export function enginesOf(application: string, environment = 'production'): Map<string, string> {
  return new Map(
    [`dist/flux/${environment}/${application}`, `dist/argocd/${environment}`].flatMap(folder =>
      [...filesBelow(ROOT, folder)].map(([path, text]) => [`${folder}/${path}`, text] as const),
    ),
  );
}

/** The same without what stands between a release and its users: for edits by hand that no gate goes along with. */
export function ungated(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].filter(([path]) => !path.includes('/release/verify/')));
}

/** The same after edits; each has to find what it edits exactly once. */
export function edited(files: ReadonlyMap<string, string>, edits: readonly ExampleEdit[]): Map<string, string> {
  const after = new Map(files);
  for (const { file, from, to } of edits) {
    const [path] = [...after.keys()].filter(candidate => candidate.endsWith(`/${file}`));
    const text = path === undefined ? '' : after.get(path)!;
    if (text.split(from).length !== 2)
      throw new Error(`expected ${JSON.stringify(from)} once in ${file}, got\n${text}`);
    if (to === undefined) after.delete(path!);
    else
      after.set(
        path!,
        text.replace(from, () => to),
      );
  }
  return after;
}

/** A change from some files to others. */
export function change(
  base: ReadonlyMap<string, string> | undefined,
  head: ReadonlyMap<string, string>,
  rest: Pick<Change, 'groups' | 'steps' | 'synthesized' | 'permissions' | 'takenOver' | 'kubernetes'> = {},
  layouts: Layouts = sameLayout(LAYOUT),
): Change {
  const models = modelsOf(
    treesOf({ head: bytes(head), ...(base && { base: bytes(base) }), layouts }, undefined, undefined, KNOWN),
  );
  return { ...models, ...rest };
}

/** What the rules say of it. */
export function reviewed(base: ReadonlyMap<string, string> | undefined, head: ReadonlyMap<string, string>): Review {
  return review(change(base, head));
}

/** The ids of the rules that a change breaks, each once. */
export function broken(base: ReadonlyMap<string, string> | undefined, head: ReadonlyMap<string, string>): string[] {
  return [...new Set(reviewed(base, head).findings.map(({ rule }) => rule))].sort();
}

/** Files of one text each. */
export function texts(files: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(files));
}

// What did not change is one buffer on both sides, as it is for the tool, and from change to change.
const BUFFERS = new Map<string, Buffer>();
const KNOWN: KnownFiles = new Map();

function bytes(files: ReadonlyMap<string, string>): Files {
  return new Map(
    [...files].map(([path, text]) => {
      const buffer = BUFFERS.get(text) ?? Buffer.from(text);
      BUFFERS.set(text, buffer);
      return [path, buffer];
    }),
  );
}
