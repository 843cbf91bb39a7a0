/**
 * The address by which Argo CD and Flux read a repository, from the one that git has: what git alone understands is written
 * as they take it, and nobody's password goes into a file.
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#url
 * @returns undefined where it is one that only this machine can read
 */
export function engineAddress(remote: string): string | undefined {
  const web = /^(https?:\/\/)(?:[^/@]*@)?([^/]+\/.+)$/.exec(remote);
  if (web) return `${web[1]}${web[2]}`;
  if (/^ssh:\/\/[^/]+\/.+$/.test(remote)) return remote;
  const [, host, path] = /^([^/:]+@[^/:]+|[^/:]+\.[^/:]+):(?!\/\/)\/?(.+)$/.exec(remote) ?? [];
  return host && `ssh://${host}/${path}`;
}

export const FORGES = ['github', 'gitlab'] as const;
export type Forge = (typeof FORGES)[number];

/** Whose pipelines a repository has, by its address. */
export function forgeOf(address: string): Forge | undefined {
  const [, host = ''] = /^(?:\w+:\/\/)?(?:[^/@]*@)?([^/:]+)/.exec(address) ?? [];
  return FORGES.find(forge => host.split('.').some(part => part === forge));
}
