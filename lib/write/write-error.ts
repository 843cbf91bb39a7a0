/** Something that keeps the result from being written; the message is for the user, who gets no stack trace. */
export class WriteError extends Error {}

/** Runs an action on a path, and says in words why it can't be done; of nested ones, the innermost says it. */
export function inWords<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof WriteError && error.message.startsWith("can't ")) throw error;
    if (error instanceof WriteError) throw new WriteError(`can't write ${path}: ${error.message}`);
    const { code, syscall, path: at, message } = error as NodeJS.ErrnoException;
    if (!syscall) throw error;
    const reason = REASONS[code ?? ''];
    throw new WriteError(
      `can't write ${path}: ${reason ? `${reason}${at && at !== path ? ` (${at})` : ''}` : message}`,
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'something above it is a file, not a folder',
  EEXIST: 'something stands there already',
  EBUSY: 'it is a mount point, or in use: name a folder inside it',
  EXDEV: 'it lies on another disk than the folder around it: name a folder inside it',
};
