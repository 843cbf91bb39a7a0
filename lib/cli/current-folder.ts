import { UsageError } from './usage';

/**
 * The folder that the user is in.
 * @throws UsageError where it is gone, or may not be read
 */
export function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError("the current folder is gone, or can't be read: go to another one");
  }
}
