/** Something that keeps the result from being written; the message is for the user, who gets no stack trace. */
export class WriteError extends Error {}
