import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { yamlText } from '../output/yaml-text';
import type { ReleaseFile } from './files';

/** The text of a release file that is not there yet, with the line that tells editors its schema. */
export function newReleaseFile(root: string, path: string, value: ReleaseFile): string {
  return `${schemaLine(root, path, 'release')}${yamlText(value)}`;
}

/**
 * The first line of a file, by which editors find its schema: in this checkout, or in the package that is installed, here
 * or above. Yarn's Plug'n'Play keeps packages in archives, which no editor reads: then there is none.
 */
export function schemaLine(root: string, path: string, schema: 'application' | 'release' | 'bluegreen'): string {
  const file = join('schemas', `${schema}.schema.json`);
  const inPackage = join('node_modules', 'cdk8s-blue-green', file);
  const above = [root, ...foldersAbove(root)];
  const target = existsSync(join(root, file))
    ? join(root, file)
    : (above.map(folder => join(folder, inPackage)).find(existsSync) ?? join(root, inPackage));
  if (!existsSync(target) && above.some(folder => existsSync(join(folder, '.pnp.cjs')))) return '';
  const from = relative(join(root, dirname(path)), target).replaceAll('\\', '/');
  return `# yaml-language-server: $schema=${from}\n`;
}

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [] : [above, ...foldersAbove(above)];
}
