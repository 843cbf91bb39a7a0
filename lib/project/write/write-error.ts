import { UserError } from '../../text/user-error';

/** Something that keeps the result from being written. */
export class WriteError extends UserError {
  /** Whether the message says all: what can't be done, and where. */
  public readonly told: boolean;

  public constructor(message: string, { told = false } = {}) {
    super(message);
    this.told = told;
  }
}

/** Runs an action on a path, and says in words why it can't be done; of nested ones, the innermost says it. */
export function withPath<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof WriteError && error.told) throw error;
    if (error instanceof WriteError) throw new WriteError(`can't write ${path}: ${error.message}`, { told: true });
    const { code, syscall, path: at, message } = error as NodeJS.ErrnoException;
    if (!syscall) throw error;
    const reason = REASONS[code ?? ''];
    throw new WriteError(
      `can't write ${path}: ${reason ? `${reason}${at && at !== path ? ` (${at})` : ''}` : message}`,
      { told: true },
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
  ENAMETOOLONG: 'the name is too long',
};
