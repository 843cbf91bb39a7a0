/** An object came out that Kubernetes would not take; `message` names it, the field and what was expected there. */
export class ManifestError extends Error {}
