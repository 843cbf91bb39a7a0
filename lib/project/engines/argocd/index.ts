import type { Engine } from '../engine';
import { type ArgoCdSettings, argoCdSettings } from './settings';

export const argocd = {
  id: 'argocd',
  title: 'Argo CD',
  readsRepository: true,
  // It finds them by their folders.
  knowsApplications: false,
  // Rollouts are of the same house, and run.
  owns: ({ group, kind }) => group === 'argoproj.io' && kind !== 'Rollout',
  settings: argoCdSettings,
  firstSync: folder => `kubectl apply --filename ${folder}`,
  problemsOf: () => [],
  files: async () => (await import('./objects')).argoCdFiles,
} as const satisfies Engine<ArgoCdSettings>;
