import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import type { Tool } from '../../../analysis/rendering/rendering';

/**
 * Where a program is, by the variable PATH; undefined where it is nowhere. What lies in a repository is no program of ours:
 * npx puts a folder of the project before all others.
 * @param untrusted folders
 */
export function programOf(tool: Tool, untrusted: readonly string[]): string | undefined {
  const foreign = untrusted.flatMap(folder => realPath(folder) ?? []);
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(folder => isAbsolute(folder))
    .map(folder => join(folder, tool))
    .find(path => {
      const real = realPath(path);
      return real !== undefined && [path, real].every(one => !foreign.some(isBelow(one))) && isProgram(real);
    });
}

function isBelow(path: string): (folder: string) => boolean {
  return folder => path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
