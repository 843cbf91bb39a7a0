/** The command was called in a wrong way; the message is for the user. The exit code is 2. */
export class UsageError extends Error {}
