import { folderOf, type GitOps, usesArgoCd, usesFlux } from './gitops';

/** How engines reach the output; every default is filled in. */
export interface Delivery {
  readonly repository: string;
  readonly branch: string;
  /** The folder dist/, from the repository's root. */
  readonly dist: string;
  /** Where Argo CD is used. */
  readonly argocd?: { readonly namespace: string };
  /** Where Flux is used. */
  readonly flux?: { readonly namespace: string; readonly secret?: string };
}

/** @returns undefined where no engine is used */
export function deliveryOf(gitops: GitOps | undefined): Delivery | undefined {
  if (!gitops?.repository || !(usesArgoCd(gitops) || usesFlux(gitops))) return undefined;
  const { repository, branch = 'main' } = gitops;
  return {
    repository,
    branch,
    dist: [folderOf(gitops), 'dist'].filter(Boolean).join('/'),
    ...(usesArgoCd(gitops) && { argocd: { namespace: 'argocd', ...gitops.argocd } }),
    ...(usesFlux(gitops) && { flux: { namespace: 'flux-system', ...gitops.flux } }),
  };
}
