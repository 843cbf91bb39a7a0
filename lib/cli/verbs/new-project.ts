import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ignored } from '../../git/ignored';
import { isInWorkTree } from '../../git/work-tree';
import { schemaLine } from '../../project/files/new-release-file';
import { yamlText } from '../../project/output/yaml-text';

/** What starts together with a project's first application. */
export interface NewProject {
  /** The text of bluegreen.yaml. */
  readonly settings: string;
  /** Contents by path from the project's folder, bluegreen.yaml among them. */
  readonly writes: ReadonlyMap<string, string>;
  /** What those files held before; null where there was none. */
  readonly found: ReadonlyMap<string, string | null>;
}

/** bluegreen.yaml, and where it is missing the line by which git leaves node_modules alone. */
export function newProject(root: string, environment: string, namespace: string): NewProject {
  const settings = `${schemaLine(root, 'bluegreen.yaml', 'bluegreen')}${yamlText({ environments: { [environment]: { namespace } } })}`;
  const line = gitIgnore(root);
  return {
    settings,
    writes: new Map([['bluegreen.yaml', settings], ...(line ? [['.gitignore', line.after] as const] : [])]),
    found: new Map([['bluegreen.yaml', null], ...(line ? [['.gitignore', line.before] as const] : [])]),
  };
}

// Without it, `git add --all` commits the tool itself.
function gitIgnore(root: string): { readonly before: string | null; readonly after: string } | undefined {
  if (!existsSync(join(root, 'node_modules')) || !isInWorkTree(root)) return undefined;
  if (ignored(root, ['node_modules/any']).size) return undefined;
  const path = join(root, '.gitignore');
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there && !there.isFile()) return undefined;
  const before = there ? readFileSync(path, 'utf8') : null;
  const kept = before && !before.endsWith('\n') ? `${before}\n` : (before ?? '');
  return { before, after: `${kept}node_modules/\n` };
}
