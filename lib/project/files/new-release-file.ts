import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { yamlText } from '../output/yaml-text';
import type { ReleaseFile } from './files';

/** The text of a release file that is not there yet, with the line that tells editors its schema. */
export function newReleaseFile(root: string, path: string, value: ReleaseFile): string {
  return `${schemaLine(root, path, 'release')}${yamlText(value)}`;
}

/** The first line of a file, by which editors find its schema: in this checkout, or in the package that is installed. */
export function schemaLine(root: string, path: string, schema: 'application' | 'release' | 'bluegreen'): string {
  const file = join('schemas', `${schema}.schema.json`);
  const target = existsSync(join(root, file)) ? file : join('node_modules', 'cdk8s-blue-green', file);
  const from = relative(join(root, dirname(path)), join(root, target)).replaceAll('\\', '/');
  return `# yaml-language-server: $schema=${from}\n`;
}
