/** What git can't or won't do, in words for the user, who gets no stack trace. */
export class GitError extends Error {}
