/** A folder that somebody named, and that can't be read; the message is for the user. */
export class BadFolder extends Error {}
