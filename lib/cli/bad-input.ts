/** The files of the project are wrong; the message says it all, place included. The exit code is 1. */
export class BadInput extends Error {}
