/** What a person wrote. */
export const INPUTS = ['bluegreen.yaml', 'apps/ping.yaml', 'releases/production/ping.yaml', 'bluegreen-allow.yaml'];
/** What was made of it. */
export const OUTPUTS = [
  'dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml',
  'dist/apps/production/ping/blue/Deployment.ping-blue.k8s.yaml',
  'dist/argocd/production/AppProject.bluegreen-production.k8s.yaml',
  'dist/flux/production/ping/Kustomization.production-ping-base.k8s.yaml',
];
export const FOLDERS = [
  'apps',
  'releases',
  'releases/production',
  'dist',
  'dist/apps',
  'dist/apps/production/ping',
  'dist/flux',
];
/** In the tool's own folder. */
export const ASIDE = [
  'journal',
  'journal.draft',
  'content',
  'lock',
  'lock.1',
  'lock.9.claim',
  'to-commit.1.1',
  '.gitignore',
];

export const MEGABYTE = 1024 * 1024;
