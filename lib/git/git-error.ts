import { UserError } from '../text/user-error';

/** What git can't or won't do. */
export class GitError extends UserError {}
