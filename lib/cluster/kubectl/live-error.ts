/** Why a cluster does not answer, in words for the user, who gets no stack trace. */
export class LiveError extends Error {}
