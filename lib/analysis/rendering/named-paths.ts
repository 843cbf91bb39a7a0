import { posix } from 'node:path';

/**
 * The path that an entry of a kustomization means, from the folder of the tree; undefined for what kustomize might look
 * for anywhere else: an address, a repository, a place on the machine.
 * @see https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.5.0/api/internal/git/repospec.go
 */
export function pathInTree(folder: string, entry: unknown): string | undefined {
  if (typeof entry !== 'string' || entry === '' || entry.startsWith('/')) return undefined;
  if (/[:?@\\\p{Cc}]|\/\/|github\.com|\.git(\/|$)|_git(\/|$)/iu.test(entry)) return undefined;
  const path = posix.join(folder, entry).replace(/\/$/, '');
  return path === '..' || path.startsWith('../') ? undefined : path;
}
