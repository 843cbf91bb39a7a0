const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const PREFIXES = /^(argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io|meta\.helm\.sh|helm\.sh)\//;

/** Whether a label or an annotation says something of who applies an object, or to them. */
export function ofAppliers(key: string): boolean {
  return key === LAST_APPLIED || PREFIXES.test(key);
}
