import type { Engine } from '../engine';
import { SCRIPT } from './script-file';

export const kubectl = {
  id: 'kubectl',
  title: 'kubectl',
  // Whoever runs it has the files.
  readsRepository: false,
  // It finds them by their folders.
  knowsApplications: false,
  // It has no objects.
  owns: () => false,
  hasMade: name => name === SCRIPT,
  firstSync: folder => `sh ${folder}/${SCRIPT} --context <of kubectl>`,
  problemsOf: () => [],
  files: async () => (await import('./objects')).kubectlFiles,
} as const satisfies Engine;
