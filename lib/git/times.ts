import { git } from './git';
import { versionsOf } from './versions';

/** When a commit was made: milliseconds since 1970. */
export function committedAt(folder: string, commit: string): number {
  return Date.parse(
    git(folder, ['show', '--no-patch', '--no-show-signature', '--format=%cI', commit]).toString().trim(),
  );
}

/**
 * When files that are in a commit were last changed, up to that commit: milliseconds since 1970, by the path. Where a shallow clone hides
 * it, nothing is said of the file.
 */
export function lastTouched(folder: string, paths: readonly string[], commit: string): Map<string, number> {
  const open = new Set(paths);
  const found = new Map<string, number>();
  if (!open.size) return found;
  for (const { path, commit: made } of versionsOf(folder, paths, commit)) {
    if (open.delete(path) && !made.cutOff) found.set(path, Date.parse(made.date));
    if (!open.size) break;
  }
  return found;
}
